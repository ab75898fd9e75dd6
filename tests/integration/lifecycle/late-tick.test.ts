import { describe, expect, it } from 'vitest'
import { sats } from '@/lib/core/money'
import { addMs, DAY_MS, fixedClock, HOUR_MS } from '@/lib/core/time'
import type { DbCtx } from '@/lib/db/context'
import { listLeaseBackings } from '@/lib/domains/liquidity/lease/queries'
import { listChannelViews } from '@/lib/domains/liquidity/orchestration/queries'
import { loadMarket } from '@/lib/domains/liquidity/pool/load-market'
import { listSubscribers } from '@/lib/domains/liquidity/subscriber/entities'
import { getLeaseView } from '@/lib/flows/lease-view/get-lease-view'
import { listEveryLeaseView } from '@/lib/flows/lease-view/queries'
import { runDue } from '@/lib/flows/lifecycle/run-due'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import type { UserCtx } from '@/lib/platform/ctx'
import { getPlatformPolicy } from '@/lib/platform/policy/queries'
import { addSignedLease, aPendingLease, deliver, leaseOf } from '@/tests/support/delivery'
import { adminOf, memberOf, systemOf } from '@/tests/support/members'
import { useTestDb } from '@/tests/support/test-db'
import type { LeaseRecord } from '@/types'

const store = useTestDb('seeded')
const later = (days: number, hours = 0) => addMs(REFERENCE_INSTANT, days * DAY_MS + hours * HOUR_MS)
const at = (ctx: DbCtx, instant: string): DbCtx => ({ ...ctx, clock: fixedClock(instant) })
const tick = (ctx: DbCtx, instant: string) => runDue(systemOf(at(ctx, instant)))

/** A lease that ends on day 30, and the one that renews it. */
async function aRenewedLease(ctx: DbCtx, rest: Partial<LeaseRecord> = {}) {
  const { id } = await deliver(ctx, { startAt: later(0, 2), endAt: later(30, 2) })
  await tick(ctx, later(0, 3))
  const old = await leaseOf(ctx.db, id)
  const renewal = await addSignedLease(
    ctx.db,
    aPendingLease({
      id: 'lease_renew1',
      renewsLeaseId: old.id,
      sizeSats: old.sizeSats,
      startAt: old.endAt,
      deliveredAt: later(10),
      ...rest,
    }),
  )
  return { old, renewal }
}

const PARTIES: readonly ((ctx: DbCtx) => UserCtx)[] = [
  adminOf,
  (ctx) => memberOf(ctx, 'trs_001'),
  (ctx) => memberOf(ctx, 'sub_001'),
]

/** What somebody reads of both leases and their channels: rows, drawers, channels, figures. */
async function readings(ctx: UserCtx, ids: readonly string[]) {
  const rows = (await listEveryLeaseView(ctx)).filter(({ id }) => ids.includes(id))
  const drawers = await Promise.all(ids.map((id) => getLeaseView(ctx, id)))
  const channels = await listChannelViews(ctx)
  const [subscriber] = await listSubscribers(ctx)
  return {
    rows: rows.map(({ version: _, contract: __, ...row }) => row),
    channels: drawers.map((drawer) => drawer.channels),
    months: drawers.map((drawer) => drawer.months),
    leases: channels.map(({ id, leaseId, shareSats }) => [id, leaseId, shareSats]),
    counted: [subscriber?.channelCount, subscriber?.primaryPeers],
  }
}

describe('at the instant at which a renewal starts', () => {
  it('it is backed and delivered by what backed the lease before, whether or not a tick came', () =>
    store.inRollback(async (ctx) => {
      const { old, renewal } = await aRenewedLease(ctx)
      await tick(ctx, addMs(old.endAt, -1))
      for (const party of PARTIES) {
        const before = party(at(ctx, old.endAt))
        const { lease, channels } = await getLeaseView(before, renewal.id)
        expect(lease).toMatchObject({ status: 'active', deliveredPct: 100 })
        expect(channels.map(({ deliveredSats, toAt }) => [deliveredSats, toAt])).toEqual([
          [renewal.sizeSats, null],
        ])
        const ended = await getLeaseView(before, old.id)
        expect(ended.lease).toMatchObject({ status: 'expired', deliveredSats: null })
        expect(ended.channels.map(({ deliveredSats, toAt }) => [deliveredSats, toAt])).toEqual([
          [0, old.endAt],
        ])
      }
    }))

  it.each([
    ['of the same size', {}],
    ['that is smaller', { sizeSats: sats(20_000_000) }],
  ])('everybody reads of a renewal %s what they read after the tick', (_, rest) =>
    store.inRollback(async (ctx) => {
      const { old, renewal } = await aRenewedLease(ctx, rest)
      await tick(ctx, addMs(old.endAt, -1))
      const now = at(ctx, addMs(old.endAt, 30_000))
      const free = async () => {
        const question = {
          treasuryIds: ['trs_001'],
          from: now.clock.now(),
          policy: await getPlatformPolicy(systemOf(now)),
        }
        return (await loadMarket(systemOf(now), question))[0]?.supply
      }
      const everything = async () => ({
        seen: await Promise.all(PARTIES.map((party) => readings(party(now), [old.id, renewal.id]))),
        free: await free(),
      })
      const before = await everything()
      await runDue(systemOf(now))
      expect((await leaseOf(ctx.db, renewal.id)).status).toBe('active')
      expect(before).toEqual(await everything())
    }),
  )

  it('follows a chain of renewals that nobody has started for months', () =>
    store.inRollback(async (ctx) => {
      const { old, renewal } = await aRenewedLease(ctx)
      const second = await addSignedLease(
        ctx.db,
        aPendingLease({
          id: 'lease_renew2',
          renewsLeaseId: renewal.id,
          sizeSats: renewal.sizeSats,
          startAt: renewal.endAt,
          deliveredAt: later(40),
        }),
      )
      const now = at(ctx, addMs(second.startAt, DAY_MS))
      const shown = await readings(adminOf(now), [old.id, renewal.id, second.id])
      expect(shown.channels.map((list) => list.map(({ toAt }) => toAt))).toEqual([
        [old.endAt],
        [renewal.endAt],
        [null],
      ])
      const standing = (await listLeaseBackings(systemOf(now))).filter(
        ({ leaseId, toAt }) => toAt === null && leaseId === second.id,
      )
      expect(standing).toHaveLength(1)
    }))
})
