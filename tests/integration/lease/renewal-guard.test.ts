import { and, eq, sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { sats } from '@/lib/core/money'
import { addMs, DAY_MS, fixedClock, HOUR_MS } from '@/lib/core/time'
import type { DbCtx } from '@/lib/db/context'
import { withTransaction } from '@/lib/db/transaction'
import { invoiceTable } from '@/lib/domains/billing/invoice/table'
import { reserve } from '@/lib/domains/liquidity/allocation/reserve'
import { createRenewedLease } from '@/lib/domains/liquidity/leasing/create-renewed-lease'
import { nodeTable } from '@/lib/domains/liquidity/node/table'
import { renewalTerms } from '@/lib/domains/liquidity/renewal/rules'
import { renewalTable } from '@/lib/domains/liquidity/renewal/table'
import { runDue } from '@/lib/flows/lifecycle/run-due'
import { addOnLease } from '@/lib/flows/market/add-on-lease'
import { answerRenewal } from '@/lib/flows/renewal/answer-renewal'
import { requestRenewal } from '@/lib/flows/renewal/request-renewal'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import { auditEventTable } from '@/lib/platform/audit/table'
import { addSignedLease, aPendingLease } from '@/tests/support/delivery'
import { allocationOf, leaseOf, refusal, renewalOf, signerOf } from '@/tests/support/lease-life'
import { numberOf } from '@/tests/support/ledger-sql'
import { allocate, aTicket, btc } from '@/tests/support/market'
import { adminOf, systemOf } from '@/tests/support/members'
import { aRenewal } from '@/tests/support/records'
import { useTestDb } from '@/tests/support/test-db'
import type { LeaseRecord, RenewalRequestRecord } from '@/types'

const store = useTestDb('seeded')
const before = (hours: number) => addMs(REFERENCE_INSTANT, -hours * HOUR_MS)

async function aLease(ctx: DbCtx, rest: Partial<LeaseRecord> = {}): Promise<LeaseRecord> {
  await ctx.db.update(invoiceTable).set({ status: 'paid' })
  const startAt = rest.startAt ?? before(240)
  return addSignedLease(
    ctx.db,
    aPendingLease({ startAt, status: 'active', deliveredAt: startAt, poolId: 'pool_001', ...rest }),
  )
}

async function asked(ctx: DbCtx, leaseId: string): Promise<RenewalRequestRecord> {
  const answer = await requestRenewal(await signerOf(ctx, 'sub_001'), { leaseId, termDays: 30 })
  if (answer.kind !== 'renewal') throw new Error('Not a renewal')
  return answer.renewal
}

const accept = async (ctx: DbCtx, renewalId: string) =>
  answerRenewal(await signerOf(ctx, 'trs_001'), { renewalId, accept: true })

describe('a reservation past its 72 hours that no job has released', () => {
  const reserveOf = (ctx: DbCtx, bySats: number) =>
    ctx.db
      .update(nodeTable)
      .set({ reserveSats: sql`${nodeTable.reserveSats} + ${bySats}` })
      .where(and(eq(nodeTable.treasuryId, 'trs_001'), eq(nodeTable.status, 'online')))

  /** All that the treasury deploys beyond what it has promised, held for another lessee until now. */
  async function fillUp(ctx: DbCtx) {
    await reserveOf(ctx, btc(5))
    const free = await numberOf(
      ctx.db,
      sql`select ((select sum(reserve_sats) from node where treasury_id = 'trs_001' and retired_at is null)
        + (select sum(capacity_sats) from channel where treasury_id = 'trs_001' and state not in ('closed', 'failed'))
        - (select sum(size_sats) from lease where treasury_id = 'trs_001' and status in ('pending', 'active', 'paused')))::text`,
    )
    const earlier = adminOf({ ...ctx, clock: fixedClock(before(72)) })
    return reserve(earlier, {
      treasuryId: 'trs_001',
      subscriberId: 'sub_002',
      poolId: 'pool_001',
      ticketId: null,
      extendsLeaseId: null,
      sizeSats: sats(free ?? 0),
      startAt: before(72),
      endAt: addMs(REFERENCE_INSTANT, 90 * DAY_MS),
      feeModel: 'ppm',
      feeSats: null,
      feePpm: 9000,
      note: null,
      issue: true,
    })
  }

  async function expectReleased(ctx: DbCtx, leaseId: string): Promise<void> {
    const { id, status } = await allocationOf(ctx, leaseId)
    expect(status).toBe('released')
    const [row] = await ctx.db
      .select()
      .from(auditEventTable)
      .where(and(eq(auditEventTable.entityId, id), eq(auditEventTable.toStatus, 'released')))
    expect(row).toMatchObject({ actorType: 'system', at: REFERENCE_INSTANT })
  }

  it('does not stand in the way of an increase', () =>
    store.inRollback(async (ctx) => {
      const { id: leaseId } = await aLease(ctx)
      const { lease } = await fillUp(ctx)
      const more = { leaseId, sizeSats: btc(0.1), feeModel: 'ppm', feePpm: 3000 } as const
      expect((await addOnLease(await signerOf(ctx, 'trs_001'), more)).lease.status).toBe('pending')
      await expectReleased(ctx, lease.id)
    }))

  it('does not stand in the way of an allocation', () =>
    store.inRollback(async (ctx) => {
      const { lease } = await fillUp(ctx)
      const ticket = await aTicket(ctx)
      const { parts } = await allocate(ctx, ticket, { treasuryId: 'trs_001' })
      expect(parts).toHaveLength(1)
      await expectReleased(ctx, lease.id)
    }))

  it('does not stand in the way of a renewal', () =>
    store.inRollback(async (ctx) => {
      const lease = await aLease(ctx)
      const { id } = await asked(ctx, lease.id)
      const { lease: filler } = await fillUp(ctx)
      await reserveOf(ctx, -btc(2))
      expect((await accept(ctx, id)).status).toBe('accepted')
      await expectReleased(ctx, filler.id)
    }))

  it('makes the store refuse what promises too much with a conflict, whoever asks', () =>
    store.inRollback(async (ctx) => {
      const lease = await aLease(ctx)
      const renewal = await asked(ctx, lease.id)
      await fillUp(ctx)
      await reserveOf(ctx, -btc(2))
      const terms = renewalTerms(lease, { termDays: renewal.termDays })
      const signer = await signerOf(ctx, 'trs_001')
      const create = () =>
        withTransaction(signer, (tx) => createRenewedLease(tx, { lease, renewal, terms }))
      expect(await refusal(ctx, create)).toBe('insufficient_availability')
    }))
})

describe('a lease that was delivered late and that no job has started yet', () => {
  /** It reads as active for an hour, and its term ends an hour later than planned. */
  const aLateOne = (ctx: DbCtx) =>
    aLease(ctx, {
      status: 'pending',
      startAt: before(2),
      deliveredAt: before(1),
      sizeSats: sats(50_000_000),
    })

  it('is started when its renewal is asked, which begins at its real end', () =>
    store.inRollback(async (ctx) => {
      const planned = await aLateOne(ctx)
      const renewal = await asked(ctx, planned.id)
      const started = await leaseOf(ctx, planned.id)
      expect(started).toMatchObject({
        status: 'active',
        startAt: before(1),
        endAt: addMs(planned.endAt, HOUR_MS),
      })
      const { newLeaseId } = await accept(ctx, renewal.id)
      expect((await leaseOf(ctx, newLeaseId ?? '')).startAt).toBe(started.endAt)
      const later = systemOf({ ...ctx, clock: fixedClock(addMs(started.endAt, HOUR_MS)) })
      expect((await runDue(later)).failed).toBe(0)
      expect((await leaseOf(ctx, planned.id)).status).toBe('expired')
      expect((await leaseOf(ctx, newLeaseId ?? '')).status).toBe('active')
    }))

  it('is started when its renewal is accepted', () =>
    store.inRollback(async (ctx) => {
      const planned = await aLateOne(ctx)
      const { id } = aRenewal({ id: 'ren_late01' })
      await ctx.db.insert(renewalTable).values(
        aRenewal({
          id,
          leaseId: planned.id,
          sizeSats: planned.sizeSats,
          termDays: 30,
          respondBy: addMs(REFERENCE_INSTANT, HOUR_MS),
          createdAt: before(1),
        }),
      )
      const { newLeaseId } = await accept(ctx, id)
      const started = await leaseOf(ctx, planned.id)
      expect(started.status).toBe('active')
      expect((await leaseOf(ctx, newLeaseId ?? '')).startAt).toBe(started.endAt)
      expect((await renewalOf(ctx, id)).status).toBe('accepted')
    }))

  it('is judged by the version that the screen showed', () =>
    store.inRollback(async (ctx) => {
      const { id: leaseId, version } = await aLateOne(ctx)
      const signer = await signerOf(ctx, 'sub_001')
      const offer = { leaseId, termDays: 30 }
      expect(
        await refusal(ctx, () => requestRenewal(signer, { ...offer, version: version + 1 })),
      ).toBe('stale_version')
      expect((await requestRenewal(signer, { ...offer, version })).kind).toBe('renewal')
    }))
})
