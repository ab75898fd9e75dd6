import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { leaseTable } from '@/lib/domains/liquidity/lease/table'
import { loadRequestTerms } from '@/lib/flows/market/request-terms'
import { allocate, aTicket, btc } from '@/tests/support/market'
import { adminOf, memberOf, viewerOf } from '@/tests/support/members'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('seeded')

describe('the terms of a request', () => {
  it('tell limits, and market prices as rising quantiles over all running leases', () =>
    store.inRollback(async (ctx) => {
      const terms = await loadRequestTerms(memberOf(ctx, 'sub_001'))
      expect(terms).toMatchObject({
        minSats: 1_000_000,
        maxSats: 5_000_000_000,
        minTermDays: 30,
        maxTermDays: 365,
        maxPpm: 100_000,
        commentLength: 500,
      })
      const { lowerPpm = 0, medianPpm = 0, upperPpm = 0, topPpm = 0, leases } = terms.market ?? {}
      expect(leases).toBe(25)
      expect([lowerPpm, medianPpm, upperPpm, topPpm]).toEqual(
        [lowerPpm, medianPpm, upperPpm, topPpm].sort((a, b) => a - b),
      )
      expect(lowerPpm).toBeGreaterThan(0)
    }))

  it('shrink the headroom by what is reserved', () =>
    store.inRollback(async (ctx) => {
      const before = await loadRequestTerms(memberOf(ctx, 'sub_001'))
      await allocate(ctx, await aTicket(ctx))
      const after = await loadRequestTerms(memberOf(ctx, 'sub_001'))
      expect(before.headroomSats - after.headroomSats).toBe(btc(0.5))
    }))

  it('tell no prices while too few leases run', () =>
    store.inRollback(async (ctx) => {
      await ctx.db
        .update(leaseTable)
        .set({ status: 'completed' })
        .where(eq(leaseTable.status, 'active'))
      expect((await loadRequestTerms(memberOf(ctx, 'sub_001'))).market).toBeNull()
    }))

  it('are for subscribers, also for those who only look', () =>
    store.inRollback(async (ctx) => {
      await expect(loadRequestTerms(adminOf(ctx))).rejects.toMatchObject({ status: 403 })
      await expect(loadRequestTerms(memberOf(ctx, 'trs_001'))).rejects.toMatchObject({
        status: 403,
      })
      expect((await loadRequestTerms(viewerOf(ctx, 'sub_002'))).headroomSats).toBeGreaterThan(0)
    }))
})
