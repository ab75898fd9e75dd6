import { asc, sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import type { DbCtx } from '@/lib/db/context'
import { askPacked, listRows } from '@/lib/db/list-rows'
import { sqlState, withTransaction } from '@/lib/db/transaction'
import { channelDayTable } from '@/lib/domains/liquidity/channel/table'
import { leaseTable } from '@/lib/domains/liquidity/lease/table'
import { nodeTable } from '@/lib/domains/liquidity/node/table'
import { treasuryDayTable } from '@/lib/domains/liquidity/treasury/table'
import { organisationTable } from '@/lib/platform/organisation/table'
import { platformPolicyTable } from '@/lib/platform/policy/table'
import { webhookTable } from '@/lib/platform/webhook/table'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('seeded')

const ordered = { where: undefined, orderBy: [asc(organisationTable.id)] }
const lost = sql`select json_build_array(id) as packed from no_such_table`

/** Runs it with a count of the statements that reach the store. */
async function counted<R>(run: (ctx: Pick<DbCtx, 'db'>) => Promise<R>) {
  let statements = 0
  const db = new Proxy(store.db, {
    get: (target, key) => {
      if (key !== 'execute') return Reflect.get(target, key)
      return (query: Parameters<typeof target.execute>[0]) => {
        statements += 1
        return target.execute(query)
      }
    },
  })
  return { result: await run({ db }), statements }
}

describe('lists', () => {
  it.each([
    { table: organisationTable, orderBy: [organisationTable.id] },
    { table: channelDayTable, orderBy: [channelDayTable.channelId, channelDayTable.date] },
    { table: treasuryDayTable, orderBy: [treasuryDayTable.treasuryId, treasuryDayTable.date] },
    { table: nodeTable, orderBy: [nodeTable.id] },
    { table: leaseTable, orderBy: [leaseTable.id] },
    { table: webhookTable, orderBy: [webhookTable.id] },
    { table: platformPolicyTable, orderBy: [platformPolicyTable.version] },
  ])('hold what a plain selection holds', async ({ table, orderBy }) => {
    const selected = await store.db
      .select()
      .from(table)
      .orderBy(...orderBy)
    expect(selected.length).toBeGreaterThan(0)
    expect(await listRows(store.ctx, table, { where: undefined, orderBy })).toEqual(selected)
  })

  it('travel in one statement when they are asked for together, in each one’s own order', async () => {
    const { result, statements } = await counted((ctx) =>
      Promise.all([
        listRows(ctx, organisationTable, ordered),
        Promise.resolve().then(() => askPacked(ctx, sql`select json_build_array(2) as packed`)),
        listRows(ctx, organisationTable, { ...ordered, where: sql`false` }),
      ]),
    )
    expect(statements).toBe(1)
    expect(result[0].map(({ id }) => id)).toEqual([...result[0].map(({ id }) => id)].sort())
    expect(result.slice(1)).toEqual([[[2]], []])
  })

  it('do not fail with one that was asked for beside them', async () => {
    const [failed, kept] = await Promise.allSettled([
      askPacked(store.ctx, lost),
      listRows(store.ctx, organisationTable, ordered),
    ])
    expect(failed.status === 'rejected' && sqlState(failed.reason)).toBe('42P01')
    expect(kept).toMatchObject({ status: 'fulfilled' })
  })

  it('refuse the handle of the store inside a transaction, whoever else asks', async () => {
    const outside = listRows(store.ctx, organisationTable, ordered)
    const misuse = withTransaction(store.ctx, () => listRows(store.ctx, organisationTable, ordered))
    await expect(misuse).rejects.toThrow('only its own ctx.db')
    expect(await outside).not.toEqual([])
  })

  it('say inside a transaction why it failed, not that it had failed', async () => {
    const failing = withTransaction(store.ctx, async (ctx) => {
      const asked = [listRows(ctx, organisationTable, ordered), askPacked(ctx, lost)]
      await Promise.all(asked.map((one) => one.catch(() => undefined)))
      await asked[0]
    })
    expect(await failing.catch(sqlState)).toBe('42P01')
  })
})
