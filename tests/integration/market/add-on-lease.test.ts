import { and, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { sats } from '@/lib/core/money'
import { DAY_MS, fixedClock, toMs } from '@/lib/core/time'
import type { DbCtx } from '@/lib/db/context'
import { contractTable } from '@/lib/domains/liquidity/contract/table'
import { earlyEndTable } from '@/lib/domains/liquidity/early-end/table'
import { leaseTable } from '@/lib/domains/liquidity/lease/table'
import { addOnLease } from '@/lib/flows/market/add-on-lease'
import { auditOf, btc } from '@/tests/support/market'
import { adminOf, memberOf, viewerOf } from '@/tests/support/members'
import { useTestDb } from '@/tests/support/test-db'
import type { LeaseRecord } from '@/types'

const store = useTestDb('seeded')
const fee = { feeModel: 'ppm', feePpm: 8000 } as const

async function runningLease(ctx: DbCtx): Promise<LeaseRecord> {
  const [lease] = await ctx.db
    .select()
    .from(leaseTable)
    .where(
      and(
        eq(leaseTable.status, 'active'),
        eq(leaseTable.treasuryId, 'trs_001'),
        eq(leaseTable.subscriberId, 'sub_001'),
      ),
    )
    .orderBy(leaseTable.id)
  if (lease === undefined) throw new Error('No such lease in the demo world')
  return lease
}

describe('an increase', () => {
  it('is a lease of its own until the same end, with a draft contract', () =>
    store.inRollback(async (ctx) => {
      const base = await runningLease(ctx)
      const { lease, allocation } = await addOnLease(memberOf(ctx, 'trs_001'), {
        leaseId: base.id,
        sizeSats: btc(0.2),
        ...fee,
      })
      expect(lease).toMatchObject({
        status: 'pending',
        extendsLeaseId: base.id,
        endAt: base.endAt,
        ticketId: null,
        poolId: base.poolId,
      })
      const now = ctx.clock.now().getTime()
      expect((toMs(lease.endAt) - toMs(lease.startAt)) % DAY_MS).toBe(0)
      expect(toMs(lease.startAt) - now).toBeGreaterThanOrEqual(0)
      expect(toMs(lease.startAt) - now).toBeLessThan(DAY_MS)
      const [contract] = await ctx.db
        .select()
        .from(contractTable)
        .where(eq(contractTable.leaseId, lease.id))
      expect(contract).toMatchObject({ id: allocation.contractId, status: 'draft' })
      expect(await auditOf(ctx, lease.id)).toMatchObject([
        { action: 'lease.created', organisationId: 'trs_001' },
      ])
    }))

  it('stays within what the treasury has free and tells it nothing of the lessee’s other leases', () =>
    store.inRollback(async (ctx) => {
      const { id: leaseId } = await runningLease(ctx)
      const input = { leaseId, sizeSats: btc(49), ...fee }
      const refused = async (actor: Parameters<typeof addOnLease>[0]) =>
        (await addOnLease(actor, input).catch((error: unknown) => error)) as {
          code: string
          fresh: Record<string, unknown>
        }
      const own = await refused(memberOf(ctx, 'trs_001'))
      expect(own.code).toBe('insufficient_availability')
      expect(Object.keys(own.fresh)).toEqual(['availableSats'])
      expect(Object.keys((await refused(adminOf(ctx))).fresh)).toContain('headroomSats')
      const room = sats(Number(own.fresh.availableSats) + 1)
      await expect(
        addOnLease(memberOf(ctx, 'trs_001'), { ...input, sizeSats: room }),
      ).rejects.toMatchObject({ status: 409 })
    }))

  it('is not to be had on a lease that is over or ends early', () =>
    store.inRollback(async (ctx) => {
      const base = await runningLease(ctx)
      const input = { leaseId: base.id, sizeSats: btc(0.1), ...fee }
      const owner = (at: DbCtx) => memberOf(at, 'trs_001')
      await expect(
        addOnLease(owner({ ...ctx, clock: fixedClock(base.endAt) }), input),
      ).rejects.toMatchObject({ code: 'lease_not_running' })
      const lastDay = fixedClock(new Date(toMs(base.endAt) - DAY_MS + 1))
      await expect(addOnLease(owner({ ...ctx, clock: lastDay }), input)).rejects.toMatchObject({
        code: 'lease_ends_too_soon',
      })
      const now = ctx.clock.now().toISOString()
      await ctx.db.insert(earlyEndTable).values({
        id: 'end_001',
        leaseId: base.id,
        treasuryId: base.treasuryId,
        subscriberId: base.subscriberId,
        requestedBy: 'subscriber',
        reason: 'No longer needed',
        status: 'requested',
        effectiveAt: base.endAt,
        feeSats: sats(0),
        isFeeWaived: false,
        createdAt: now,
        answeredAt: null,
        answerReason: null,
        version: 1,
      })
      await expect(addOnLease(owner(ctx), input)).rejects.toMatchObject({ code: 'early_end_open' })
    }))

  it('is offered by the lessor or an admin, and by nobody else', () =>
    store.inRollback(async (ctx) => {
      const { id: leaseId } = await runningLease(ctx)
      const input = { leaseId, sizeSats: btc(0.1), ...fee }
      await expect(addOnLease(memberOf(ctx, 'trs_002'), input)).rejects.toMatchObject({
        status: 404,
      })
      for (const actor of [memberOf(ctx, 'sub_001'), viewerOf(ctx, 'trs_001')]) {
        await expect(addOnLease(actor, input)).rejects.toMatchObject({ status: 403 })
      }
      expect(await addOnLease(adminOf(ctx), input)).toBeDefined()
    }))
})
