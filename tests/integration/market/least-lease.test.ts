import { describe, expect, it } from 'vitest'
import { fact } from '@/lib/core/fact-text'
import { sats } from '@/lib/core/money'
import type { DbCtx } from '@/lib/db/context'
import { poolTable } from '@/lib/domains/liquidity/pool/table'
import { addOnLease } from '@/lib/flows/market/add-on-lease'
import { listSuggestions } from '@/lib/flows/market/list-suggestions'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import { createWorld } from '@/lib/mock-data/world'
import { platformPolicyTable } from '@/lib/platform/policy/table'
import { findLease } from '@/tests/support/lease-life'
import { allocate, aTicket, btc, conflictOf } from '@/tests/support/market'
import { adminOf, memberOf } from '@/tests/support/members'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('seeded')
const TOO_LITTLE = 'Too little by 1 sat: 0.00999999 BTC is below the minimum of 0.01 BTC.'
const least = sats(1_000_000)
const below = sats(999_999)
const refusedFor = (field: string, detail: string) => ({
  status: 422,
  fieldErrors: { [field]: detail },
})

describe('the smallest lease', () => {
  it('holds for requests, allocations, parts of a split and increases', () =>
    store.inRollback(async (ctx) => {
      await expect(aTicket(ctx, { sizeSats: below })).rejects.toMatchObject(
        refusedFor('sizeSats', TOO_LITTLE),
      )
      const ticket = await aTicket(ctx, { sizeSats: btc(3) })
      const give = (rest: Parameters<typeof allocate>[2]) =>
        allocate(ctx, ticket, { poolId: 'pool_005', ...rest })
      await expect(give({ sizeSats: sats(1) })).rejects.toMatchObject(
        refusedFor(
          'sizeSats',
          'Too little by 0.00999999 BTC: 0.00000001 BTC is below the minimum of 0.01 BTC.',
        ),
      )
      const split = [
        { treasuryId: 'trs_001', sizeSats: below },
        { treasuryId: 'trs_003', sizeSats: least },
      ]
      await expect(give({ sizeSats: sats(1_999_999), split })).rejects.toMatchObject(
        refusedFor('split', `trs_001: ${TOO_LITTLE}`),
      )
      const { id: leaseId } = await findLease(ctx, { treasuryId: 'trs_001', status: 'active' })
      const more = { leaseId, feeModel: 'ppm', feePpm: 3000 } as const
      const treasury = memberOf(ctx, 'trs_001')
      await expect(addOnLease(treasury, { ...more, sizeSats: below })).rejects.toMatchObject(
        refusedFor('sizeSats', TOO_LITTLE),
      )
      expect((await give({ sizeSats: least })).parts).toHaveLength(1)
      expect((await addOnLease(treasury, { ...more, sizeSats: least })).lease.sizeSats).toBe(least)
    }))

  it('is the policy’s, and a request that was allowed before it grew is given whole', () =>
    store.inRollback(async (ctx) => {
      const ticket = await aTicket(ctx, { sizeSats: least })
      await ctx.db.update(platformPolicyTable).set({ minLeaseSats: btc(0.5) })
      await expect(aTicket(ctx, { sizeSats: least })).rejects.toMatchObject({ status: 422 })
      await expect(allocate(ctx, ticket, { sizeSats: below })).rejects.toMatchObject({
        status: 422,
      })
      expect((await allocate(ctx, ticket, { sizeSats: least })).remainingSats).toBe(0)
    }))

  it('is said of the remainder that an allocation leaves, and of the request that it leaves', () =>
    store.inRollback(async (ctx) => {
      const ticket = await aTicket(ctx, { sizeSats: sats(1_500_000) })
      const done = await allocate(ctx, ticket, { sizeSats: least })
      const [rest, lowest] = [fact.size(500_000), fact.size(least)]
      const detail = `${rest} of the request is left, below the smallest lease of ${lowest}: it can’t be allocated.`
      expect(done.notices).toEqual([{ code: 'remainder_below_minimum', detail }])
      const { pools, obstacle } = await listSuggestions(adminOf(ctx), ticket.id)
      expect({ pools, obstacle }).toEqual({ pools: [], obstacle: detail })
      const whole = await aTicket(ctx, { sizeSats: sats(2_000_000) })
      expect((await allocate(ctx, whole, { sizeSats: least })).notices).toEqual([])
    }))

  it('holds for the whole demo world', () => {
    const world = createWorld({ seed: 583, now: new Date(REFERENCE_INSTANT), scale: 1 })
    expect(Math.min(...world.leases.map(({ size }) => size))).toBeGreaterThanOrEqual(0.01)
    expect(Math.min(...world.demandTickets.map(({ size }) => size))).toBeGreaterThanOrEqual(0.01)
  })
})

describe('a refusal for lack of room', () => {
  const limit = (ctx: DbCtx, change: { pool?: number; platform?: number }) =>
    Promise.all([
      change.pool === undefined
        ? null
        : ctx.db.update(poolTable).set({ maxExposureSats: btc(change.pool) }),
      change.platform === undefined
        ? null
        : ctx.db.update(platformPolicyTable).set({ maxExposureSats: btc(change.platform) }),
    ])

  it('says the figure, its limit and by how much: what is free, what is asked for', () =>
    store.inRollback(async (ctx) => {
      await limit(ctx, { pool: 1000, platform: 1000 })
      const ticket = await aTicket(ctx, { sizeSats: btc(50) })
      const over = await conflictOf(allocate(ctx, ticket, { sizeSats: btc(50) }))
      const free = Number(over.fresh?.availableSats)
      expect(over.code).toBe('insufficient_availability')
      const one = await conflictOf(allocate(ctx, ticket, { sizeSats: sats(free + 1) }))
      expect(one.message).toMatch(
        /^Exceeds by 1 sat: [\d.]+ BTC is more than the [\d.]+ BTC that are free\.$/,
      )
      const small = await aTicket(ctx, { sizeSats: btc(1) })
      expect((await conflictOf(allocate(ctx, small, { sizeSats: sats(btc(1) + 1) }))).message).toBe(
        'Exceeds by 1 sat: 1.00000001 BTC is more than the 1 BTC that the request still asks for.',
      )
    }))

  it('says the limit on what a lessee may hold, in the pool or on the platform', () =>
    store.inRollback(async (ctx) => {
      await limit(ctx, { pool: 1000, platform: 1000 })
      const ticket = await aTicket(ctx, { sizeSats: btc(50) }, 'sub_007')
      const size = { poolId: 'pool_003', sizeSats: btc(50) }
      const { fresh } = await conflictOf(allocate(ctx, ticket, size))
      const held = { pool: Number(fresh?.exposureSats), all: Number(fresh?.platformExposureSats) }
      const wanted = { ...size, sizeSats: least }
      await limit(ctx, { pool: (held.pool + 999_999) / 1e8 })
      const ofPool = await conflictOf(allocate(ctx, ticket, wanted))
      expect(ofPool.code).toBe('exposure_exceeded')
      expect(ofPool.message).toMatch(
        /^Exceeds by 1 sat: the lessee would hold [\d.]+ BTC, above the limit of .+ for one lessee, [\d.]+ BTC\.$/,
      )
      expect(ofPool.fresh).toMatchObject({
        exposureSats: held.pool,
        exposureLimitSats: held.pool + 999_999,
      })
      await limit(ctx, { pool: 1000, platform: (held.all + 999_999) / 1e8 })
      const ofAll = await conflictOf(allocate(ctx, ticket, wanted))
      expect(ofAll.message).toContain('above the limit of the platform for one lessee')
      expect(ofAll.fresh).toMatchObject({ platformExposureLimitSats: held.all + 999_999 })
    }))
})
