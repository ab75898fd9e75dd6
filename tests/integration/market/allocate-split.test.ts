import { describe, expect, it } from 'vitest'
import { MAX_SATS, sats, sumSats } from '@/lib/core/money'
import { listPoolViews } from '@/lib/flows/market/queries'
import { allocate, aTicket, btc, conflictOf } from '@/tests/support/market'
import { adminOf } from '@/tests/support/members'
import { useTestDb } from '@/tests/support/test-db'
import type { Sats } from '@/types'

const store = useTestDb('seeded')

describe('splitting an allocation over treasuries', () => {
  it('splits over the treasuries of a pool, each within its room, fee to the satoshi', () =>
    store.inRollback(async (ctx) => {
      const ticket = await aTicket(ctx, { sizeSats: btc(3) })
      const done = await allocate(ctx, ticket, {
        poolId: 'pool_005',
        sizeSats: btc(3),
        feeModel: 'fixed',
        feePpm: undefined,
        feeSats: sats(2_700_001),
      })
      // The fourth treasury is under review, so it gets nothing new.
      expect(done.parts.map(({ lease }) => lease.treasuryId)).toEqual(['trs_001', 'trs_003'])
      expect(sumSats(done.parts.map(({ lease }) => lease.sizeSats))).toBe(btc(3))
      expect(sumSats(done.parts.map(({ lease }) => lease.feeSats ?? 0))).toBe(2_700_001)
    }))

  it('splits by hand, to the satoshi', () =>
    store.inRollback(async (ctx) => {
      const ticket = await aTicket(ctx, { sizeSats: btc(3) })
      const split = [
        { treasuryId: 'trs_003', sizeSats: sats(120_000_001) },
        { treasuryId: 'trs_001', sizeSats: sats(29_999_999) },
      ]
      const done = await allocate(ctx, ticket, {
        poolId: 'pool_005',
        sizeSats: btc(1.5),
        split,
        feeModel: 'fixed',
        feePpm: undefined,
        feeSats: sats(1_000_001),
      })
      expect(done.parts.map(({ lease }) => [lease.treasuryId, lease.sizeSats])).toEqual(
        [...split].reverse().map(({ treasuryId, sizeSats }) => [treasuryId, sizeSats]),
      )
      expect(sumSats(done.parts.map(({ lease }) => lease.feeSats ?? 0))).toBe(1_000_001)
      expect(done.remainingSats).toBe(btc(1.5))
    }))

  it.each([
    ['adds up to more', [{ treasuryId: 'trs_001', sizeSats: btc(1.6) }], 422],
    [
      'names a treasury twice',
      [
        { treasuryId: 'trs_001', sizeSats: btc(1) },
        { treasuryId: 'trs_001', sizeSats: btc(0.5) },
      ],
      422,
    ],
    [
      'adds up to more than there is',
      [
        { treasuryId: 'trs_001', sizeSats: sats(MAX_SATS) },
        { treasuryId: 'trs_003', sizeSats: sats(MAX_SATS) },
      ],
      422,
    ],
    ['names a treasury of another pool', [{ treasuryId: 'trs_002', sizeSats: btc(1.5) }], 422],
    ['names a treasury under review', [{ treasuryId: 'trs_004', sizeSats: btc(1.5) }], 409],
  ])('refuses a split by hand that %s', (_, split, status) =>
    store.inRollback(async (ctx) => {
      const ticket = await aTicket(ctx, { sizeSats: btc(3) })
      const asked = { poolId: 'pool_005', sizeSats: btc(1.5), split }
      await expect(allocate(ctx, ticket, asked)).rejects.toMatchObject({ status })
    }),
  )

  it('takes the last satoshi of a treasury by hand and not one more, and no treasury besides', () =>
    store.inRollback(async (ctx) => {
      const pool = (await listPoolViews(adminOf(ctx))).find(({ id }) => id === 'pool_005')
      const roomOf = (id: string) => pool?.treasuries.find((each) => each.id === id)?.availableSats
      const room = roomOf('trs_001') ?? sats(0)
      const ticket = await aTicket(ctx, { sizeSats: sats(room + 1) })
      const give = (sizeSats: Sats) => ({
        poolId: 'pool_005',
        sizeSats,
        split: [{ treasuryId: 'trs_001', sizeSats }],
      })
      const { code } = await conflictOf(allocate(ctx, ticket, give(sats(room + 1))))
      expect(code).toBe('insufficient_availability')
      const both = { ...give(room), treasuryId: 'trs_001' }
      await expect(allocate(ctx, ticket, both)).rejects.toMatchObject({ status: 422 })
      expect((await allocate(ctx, ticket, give(room))).filledSats).toBe(room)
    }))
})
