import { asc, inArray } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { sats } from '@/lib/core/money'
import { addMs, DAY_MS, fixedClock, HOUR_MS } from '@/lib/core/time'
import type { DbCtx } from '@/lib/db/context'
import { leaseBackingTable, leaseTable } from '@/lib/domains/liquidity/lease/table'
import { cancelAtTerm } from '@/lib/domains/liquidity/leasing/cancel-at-term'
import { pauseLease } from '@/lib/domains/liquidity/leasing/pause-lease'
import { reassignCapacity } from '@/lib/domains/liquidity/leasing/reassign-capacity'
import { requestEarlyEnd } from '@/lib/domains/liquidity/leasing/request-early-end'
import { terminateLease } from '@/lib/domains/liquidity/leasing/terminate-lease'
import { runDue } from '@/lib/flows/lifecycle/run-due'
import { addOnLease } from '@/lib/flows/market/add-on-lease'
import { createTicket } from '@/lib/flows/market/create-ticket'
import { requestRenewal } from '@/lib/flows/renewal/request-renewal'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import {
  addSignedLease,
  aPendingLease,
  channelsOf,
  deliver,
  leaseOf,
} from '@/tests/support/delivery'
import { provenAdmin, signerOf } from '@/tests/support/lease-life'
import { memberOf, systemOf } from '@/tests/support/members'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('seeded')
const later = (days: number, hours = 0) => addMs(REFERENCE_INSTANT, days * DAY_MS + hours * HOUR_MS)
const at = (ctx: DbCtx, instant: string): DbCtx => ({ ...ctx, clock: fixedClock(instant) })
const tick = (ctx: DbCtx, instant: string) => runDue(systemOf(at(ctx, instant)))
const REASON = 'The node is moved to another site'
const POOL = { poolId: 'pool_001' }

/** A lease that ends on day 30, and one that renews it for 45 days. */
async function aRenewedLease(ctx: DbCtx) {
  const { id } = await deliver(ctx, { startAt: later(0, 2), endAt: later(30, 2), ...POOL })
  await tick(ctx, later(0, 3))
  const first = await leaseOf(ctx.db, id)
  const renew = (old: typeof first, renewal: string) =>
    addSignedLease(
      ctx.db,
      aPendingLease({
        ...{ id: renewal, renewsLeaseId: old.id, sizeSats: old.sizeSats, ...POOL },
        ...{ startAt: old.endAt, endAt: addMs(old.endAt, 45 * DAY_MS), deliveredAt: later(10) },
      }),
    )
  return { renew, first, second: await renew(first, 'lease_renew1') }
}

/** The rows of the chain and what backs them. */
async function rowsOf(ctx: DbCtx, ids: readonly string[]) {
  const leases = await ctx.db
    .select()
    .from(leaseTable)
    .where(inArray(leaseTable.id, [...ids]))
    .orderBy(asc(leaseTable.id))
  const backings = await ctx.db
    .select()
    .from(leaseBackingTable)
    .where(inArray(leaseBackingTable.leaseId, [...ids]))
    .orderBy(asc(leaseBackingTable.id))
  const told = (rows: typeof backings) =>
    rows.map(({ leaseId, channelId, shareSats, fromAt, toAt }) => [
      ...[leaseId, shareSats, fromAt, toAt],
      // A channel that was ordered by the command has an id of its own each time.
      channelId.length > 0,
    ])
  return { leases, backings: told(backings) }
}

type Command = (ctx: DbCtx, leaseId: string, channelId: string) => Promise<unknown>

const COMMANDS: Readonly<Record<string, Command>> = {
  pause: async (ctx, leaseId) => pauseLease(await provenAdmin(ctx), { leaseId, reason: REASON }),
  terminate: async (ctx, leaseId) =>
    terminateLease(await provenAdmin(ctx), { leaseId, reason: REASON }),
  'early end of the lessee': async (ctx, leaseId) =>
    requestEarlyEnd(await signerOf(ctx, 'sub_001'), { leaseId, reason: REASON }),
  'early end of the lessor': async (ctx, leaseId) =>
    requestEarlyEnd(await signerOf(ctx, 'trs_001'), { leaseId, reason: REASON }),
  'cancel at term': async (ctx, leaseId) => cancelAtTerm(memberOf(ctx, 'sub_001'), { leaseId }),
  reassign: async (ctx, leaseId, channelId) =>
    reassignCapacity(await provenAdmin(ctx), { leaseId, channelId, reason: REASON }),
  renewal: async (ctx, leaseId) =>
    requestRenewal(await signerOf(ctx, 'trs_001'), { leaseId, termDays: 30 }),
  increase: async (ctx, leaseId) =>
    addOnLease(await signerOf(ctx, 'trs_001'), {
      ...{ leaseId, sizeSats: sats(1_000_000), feeModel: 'ppm', feePpm: 3000 },
    }),
  scale: async (ctx, leaseId) =>
    createTicket(memberOf(ctx, 'sub_001'), {
      ...{ leaseId, sizeSats: sats(1_000_000), termDays: 30, priceMinPpm: 1000, priceMaxPpm: 3000 },
    }),
}

describe('between the start of a renewal and the next tick', () => {
  it.each(Object.entries(COMMANDS))('%s does what it does after the tick', async (_, command) => {
    const outcomes: (Awaited<ReturnType<typeof rowsOf>> & { told: string })[] = []
    for (const isTicked of [true, false]) {
      await store.inRollback(async (ctx) => {
        const { first, second } = await aRenewedLease(ctx)
        const ids = [first.id, second.id]
        const [channel] = await channelsOf(ctx.db, first.id)
        await tick(ctx, addMs(later(30, 2), -1))
        const now = addMs(later(30, 2), 30_000)
        if (isTicked) await tick(ctx, now)
        const told = await command(at(ctx, now), second.id, channel?.channel.id ?? '').then(
          () => 'ok',
          ({ code }: { code?: string }) => code ?? 'thrown',
        )
        outcomes.push({ told, ...(await rowsOf(ctx, ids)) })
      })
    }
    const [ticked, unticked] = outcomes
    expect(ticked?.told).toBe('ok')
    expect(unticked).toEqual(ticked)
  })

  it('a chain that nobody has started for months is caught up with, each at its instant', () =>
    store.inRollback(async (ctx) => {
      const { renew, first, second } = await aRenewedLease(ctx)
      const third = await renew(second, 'lease_renew2')
      await tick(ctx, addMs(later(30, 2), -1))
      const now = at(ctx, later(80))
      await pauseLease(await provenAdmin(now), { leaseId: third.id, reason: REASON })
      const { leases, backings } = await rowsOf(ctx, [first.id, second.id, third.id])
      expect(leases.map(({ status }) => status)).toEqual(['expired', 'expired', 'paused'])
      expect(backings.map(([leaseId, , fromAt, toAt]) => [leaseId, fromAt, toAt])).toEqual(
        expect.arrayContaining([
          [second.id, later(30, 2), later(75, 2)],
          [third.id, later(75, 2), null],
        ]),
      )
    }))
})
