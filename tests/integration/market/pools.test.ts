import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { createPool } from '@/lib/domains/liquidity/pool/create-pool'
import { editPool } from '@/lib/domains/liquidity/pool/edit-pool'
import { createPoolInput, editPoolInput } from '@/lib/domains/liquidity/pool/inputs'
import { listPoolRecords } from '@/lib/domains/liquidity/pool/queries'
import { poolTable } from '@/lib/domains/liquidity/pool/table'
import { allocate, aTicket, auditOf, btc } from '@/tests/support/market'
import { adminOf, memberOf } from '@/tests/support/members'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('seeded')

const pool = {
  name: 'Two together',
  nickname: 'Pool Twins',
  treasuryIds: ['trs_002', 'trs_001', 'trs_002'],
  minTermDays: 30,
  maxExposureSats: btc(3),
  jurisdictions: ['DE', 'CH', 'DE'],
}

describe('a pool', () => {
  it('is made by an admin, members and countries once each', () =>
    store.inRollback(async (ctx) => {
      const made = await createPool(adminOf(ctx), pool)
      expect(made).toMatchObject({
        treasuryIds: ['trs_001', 'trs_002'],
        jurisdictions: ['CH', 'DE'],
        version: 1,
      })
      expect((await listPoolRecords(adminOf(ctx))).find(({ id }) => id === made.id)).toEqual(made)
      expect(await auditOf(ctx, made.id)).toMatchObject([{ action: 'pool.created' }])
      await expect(createPool(memberOf(ctx, 'trs_001'), pool)).rejects.toMatchObject({
        status: 403,
      })
    }))

  it('needs a name of its own and treasuries that exist', () =>
    store.inRollback(async (ctx) => {
      await createPool(adminOf(ctx), pool)
      await expect(
        createPool(adminOf(ctx), { ...pool, nickname: 'Pool Other' }),
      ).rejects.toMatchObject({ code: 'pool_name_taken' })
      await expect(
        createPool(adminOf(ctx), {
          ...pool,
          name: 'Other',
          nickname: 'O-1',
          treasuryIds: ['trs_9'],
        }),
      ).rejects.toMatchObject({ status: 422 })
    }))

  it.each(['two  TOGETHER', 'Ｔｗｏ together', 'Tw\u00ado together'])(
    'has a name that can be told from every other: %j is taken',
    (name) =>
      store.inRollback(async (ctx) => {
        const { id: poolId } = await createPool(adminOf(ctx), { ...pool, nickname: 'Zoë’s Pool' })
        const like = { ...pool, name, nickname: 'Pool Other' }
        const taken = {
          code: 'pool_name_taken',
          message: 'Another pool has this name: Two together.',
        }
        await expect(createPool(adminOf(ctx), like)).rejects.toMatchObject(taken)
        const alike = { ...pool, name: 'Other', nickname: 'ZOE\u0308’S pool' }
        await expect(createPool(adminOf(ctx), alike)).rejects.toMatchObject({
          code: 'pool_name_taken',
        })
        await editPool(adminOf(ctx), { ...pool, name: 'TWO together', poolId, version: 1 })
      }),
  )

  it.each([
    { name: 'TWO  together' },
    { nickname: 'Ｐool tw\u200bins' },
    { name: '\u200b\u200b\u200b' },
    { nickname: 'Pool\nfee 0 sats' },
    { name: 'Turned \u202e around' },
  ])('is refused by the store itself with %j', (change) =>
    store.inRollback(async (ctx) => {
      const { treasuryIds: _, ...made } = await createPool(adminOf(ctx), pool)
      const row = { ...made, id: 'pool_twin', name: 'Other', nickname: 'Other one', ...change }
      await expect(ctx.db.insert(poolTable).values(row)).rejects.toThrow()
    }),
  )

  it('is changed from the version that was seen, and the audit log says what', () =>
    store.inRollback(async (ctx) => {
      const { id: poolId } = await createPool(adminOf(ctx), pool)
      const change = { ...pool, poolId, minTermDays: 60 }
      const after = await editPool(adminOf(ctx), { ...change, version: 1 })
      expect(after).toMatchObject({ minTermDays: 60, version: 2 })
      expect((await auditOf(ctx, poolId, 'pool.changed'))[0]?.details).toMatchObject({
        minTermDays: { from: 30, to: 60 },
      })
      await expect(editPool(adminOf(ctx), { ...change, version: 1 })).rejects.toMatchObject({
        code: 'stale_version',
        fresh: { version: 2 },
      })
      await expect(
        editPool(adminOf(ctx), { ...change, poolId: 'pool_nothing', version: 1 }),
      ).rejects.toMatchObject({ status: 404 })
    }))

  it('keeps a name from before there were rules for names, and takes no new one of that kind', () =>
    store.inRollback(async (ctx) => {
      const { id: poolId } = await createPool(adminOf(ctx), pool)
      const name = 'Two\u2063gether \ue000sats:1\ue001'
      await ctx.db.update(poolTable).set({ name }).where(eq(poolTable.id, poolId))
      const edited = editPoolInput.parse({ ...pool, name, minTermDays: 45, version: 1 })
      const after = await editPool(adminOf(ctx), { ...edited, poolId })
      expect(after).toMatchObject({ name, minTermDays: 45 })
      const other = { ...edited, poolId, version: 2, name: `${name}!`, nickname: 'x' }
      await expect(editPool(adminOf(ctx), other)).rejects.toMatchObject({
        status: 422,
        fieldErrors: {
          name: 'One line, without hidden characters or marks that turn the text around.',
          nickname: 'At least 3 characters that can be seen.',
        },
      })
      const tidied = { ...edited, poolId, version: 2, name: '  Two   again ' }
      expect(await editPool(adminOf(ctx), tidied)).toMatchObject({ name: 'Two again' })
    }))

  it('can’t lose a treasury whose allocations still wait', () =>
    store.inRollback(async (ctx) => {
      const { id: poolId } = await createPool(adminOf(ctx), pool)
      const ticket = await aTicket(ctx)
      await allocate(ctx, ticket, { poolId, treasuryId: 'trs_001', sizeSats: btc(0.3) })
      const change = { ...pool, poolId, version: 1 }
      await expect(
        editPool(adminOf(ctx), { ...change, treasuryIds: ['trs_002'] }),
      ).rejects.toMatchObject({ code: 'treasury_has_pending' })
      expect(await editPool(adminOf(ctx), { ...change, treasuryIds: ['trs_001'] })).toMatchObject({
        treasuryIds: ['trs_001'],
      })
    }))

  it.each([
    { name: 'ab' },
    { name: 'x'.repeat(61) },
    { treasuryIds: [] },
    { minTermDays: 0 },
    { minTermDays: 366 },
    { maxExposureSats: 0 },
    { jurisdictions: [] },
    { jurisdictions: ['ch'] },
    { version: 1 },
  ])('refuses %j', (change) => {
    expect(createPoolInput.safeParse({ ...pool, ...change }).success).toBe(false)
  })
})
