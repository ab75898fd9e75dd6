import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { ConflictError } from '@/lib/core/errors'
import { toBtc } from '@/lib/core/money'
import { addMs, DAY_MS } from '@/lib/core/time'
import type { DbCtx } from '@/lib/db/context'
import { complianceRecordTable } from '@/lib/domains/compliance/record/table'
import { listTreasuryPools } from '@/lib/flows/fleet-entities'
import { availableOf } from '@/lib/flows/market/available-of'
import { listSuggestions, type PoolSuggestion } from '@/lib/flows/market/list-suggestions'
import { listPoolViews } from '@/lib/flows/market/queries'
import { allocate, aTicket, btc } from '@/tests/support/market'
import { adminOf, memberOf, TREASURY_IDS } from '@/tests/support/members'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('seeded')

/** Every place of the market that says what is available, from what the pools' table says. */
async function expectSameEverywhere(ctx: DbCtx): Promise<PoolSuggestion[]> {
  const admin = adminOf(ctx)
  const ticket = await aTicket(ctx)
  const [views, { pools }, entities] = [
    await listPoolViews(admin),
    await listSuggestions(admin, ticket.id),
    await listTreasuryPools(admin),
  ]
  expect(pools.length).toBe(views.length)
  for (const view of views) {
    const card = pools.find(({ poolId }) => poolId === view.id)
    const available = view.treasuries.reduce((sum, each) => sum + each.availableSats, 0)
    expect(view.availableSats).toBe(available)
    expect(card?.availableSats).toBe(available)
    expect(entities.find(({ id }) => id === view.id)?.availableCapacity).toBe(
      toBtc(view.availableSats),
    )
    const figures = (rows: readonly { id: string; availableSats: number; isCleared: boolean }[]) =>
      rows.map(({ id, availableSats, isCleared }) => [id, availableSats, isCleared])
    expect(figures(card?.treasuries ?? [])).toEqual(figures(view.treasuries))
    for (const { id, availableSats } of view.treasuries) {
      expect(await availableOf(memberOf(ctx, id), id)).toBe(availableSats)
    }
  }
  return pools
}

describe('what is available', () => {
  it('is one figure in the panel, the pools’ table, the API and the treasury’s own overview', () =>
    store.inRollback(async (ctx) => {
      await expectSameEverywhere(ctx)
    }))

  it('is nothing at a treasury whose review does not allow new leases, wherever it is said', () =>
    store.inRollback(async (ctx) => {
      await ctx.db
        .update(complianceRecordTable)
        .set({ nextReviewAt: addMs(ctx.clock.now(), -DAY_MS) })
        .where(eq(complianceRecordTable.organisationId, 'trs_001'))
      const pools = await expectSameEverywhere(ctx)
      const own = pools.flatMap(({ treasuries }) => treasuries).filter(({ id }) => id === 'trs_001')
      expect(own.length).toBeGreaterThan(0)
      for (const each of own) expect(each).toMatchObject({ availableSats: 0, isCleared: false })
      expect(TREASURY_IDS).toContain('trs_001')
    }))

  it('is in a refusal what the panel says, of the pool and of one treasury', () =>
    store.inRollback(async (ctx) => {
      const ticket = await aTicket(ctx, { sizeSats: btc(50) })
      const { pools } = await listSuggestions(adminOf(ctx), ticket.id)
      const pool = pools.find(({ poolId }) => poolId === 'pool_001')
      const treasury = pool?.treasuries.find(({ isCleared }) => isCleared)
      for (const [treasuryId, availableSats] of [
        [undefined, pool?.availableSats],
        [treasury?.id, treasury?.availableSats],
      ] as const) {
        const refused = await allocate(ctx, ticket, {
          sizeSats: btc(50),
          ...(treasuryId !== undefined && { treasuryId }),
        }).then(
          () => null,
          (error: unknown) => error,
        )
        expect(refused).toBeInstanceOf(ConflictError)
        expect((refused as ConflictError).fresh).toMatchObject({
          availableSats,
          exposureSats: pool?.poolExposureSats,
          headroomSats: pool?.headroomSats,
        })
      }
    }))
})
