import { once } from 'node:events'
import { eq, sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import type { DbCtx } from '@/lib/db/context'
import { sqlState, withTransaction } from '@/lib/db/transaction'
import { organisationTable } from '@/lib/platform/organisation/table'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('empty')

function organisation(id: string) {
  return {
    id,
    kind: 'treasury',
    name: id,
    jurisdiction: 'CH',
    createdAt: '2026-01-02T03:04:05.678Z',
  } as const
}

async function add(ctx: DbCtx, id: string): Promise<void> {
  await ctx.db.insert(organisationTable).values(organisation(id))
}

async function idsIn(ctx: DbCtx): Promise<string[]> {
  const rows = await ctx.db.select({ id: organisationTable.id }).from(organisationTable)
  return rows.map((row) => row.id).sort()
}

describe('withTransaction', () => {
  it('keeps nothing of a run that throws', async () => {
    const failing = withTransaction(store.ctx, async (ctx) => {
      await add(ctx, 'trs_901')
      throw new Error('stop')
    })
    await expect(failing).rejects.toThrow('stop')
    expect(await idsIn(store.ctx)).not.toContain('trs_901')
  })

  it('undoes an inner run alone when the outer one goes on', () =>
    store.inRollback(async (ctx) => {
      await withTransaction(ctx, async (outer) => {
        await add(outer, 'trs_902')
        const inner = withTransaction(outer, async (nested) => {
          await add(nested, 'trs_903')
          throw new Error('inner')
        })
        await expect(inner).rejects.toThrow('inner')
      })
      expect(await idsIn(ctx)).toEqual(['trs_902'])
    }))

  it('goes on after a statement that the store refused inside an inner run', () =>
    store.inRollback(async (ctx) => {
      await add(ctx, 'trs_904')
      const twice = withTransaction(ctx, (inner) => add(inner, 'trs_904'))
      expect(await twice.catch(sqlState)).toBe('23505')
      expect(await idsIn(ctx)).toEqual(['trs_904'])
    }))

  it('refuses the handle of the store inside a transaction instead of waiting for ever', async () => {
    const misuse = withTransaction(store.ctx, async () => {
      await store.db.select().from(organisationTable)
    })
    const refusal = expect.stringContaining('only its own ctx.db')
    await expect(misuse).rejects.toMatchObject({ cause: { message: refusal } })
  })

  it('answers queries that are asked for together, one after the other', async () => {
    const warnings: string[] = []
    const note = ({ message }: Error) => void warnings.push(message)
    process.on('warning', note)
    const answers = await withTransaction(store.ctx, ({ db }) =>
      Promise.all([1, 2, 3].map((n) => db.execute(sql`select ${n}::int as n`))),
    )
    await new Promise((resolve) => setImmediate(resolve))
    process.off('warning', note)
    expect(answers).toMatchObject([1, 2, 3].map((n) => ({ rows: [{ n }] })))
    expect(warnings).toEqual([])
  })

  it('refuses to begin on another handle inside a transaction', async () => {
    const outside = store.ctx
    const misuse = withTransaction(outside, () => withTransaction(outside, async () => undefined))
    await expect(misuse).rejects.toThrow('only its own ctx.db')
  })

  it('leaves the store free for work that a finished transaction had begun', async () => {
    let later: Promise<string[]> = Promise.resolve([])
    const gate = new EventTarget()
    await withTransaction(store.ctx, async () => {
      later = once(gate, 'committed').then(() => idsIn(store.ctx))
    })
    gate.dispatchEvent(new Event('committed'))
    expect(await later).toEqual(await idsIn(store.ctx))
  })

  it('runs again after a serialization failure, up to eight times', async () => {
    let runs = 0
    await withTransaction(store.ctx, async (ctx) => {
      runs += 1
      if (runs <= 3) await ctx.db.execute(raise('40001'))
    })
    expect(runs).toBe(4)

    runs = 0
    const hopeless = withTransaction(store.ctx, async (ctx) => {
      runs += 1
      await ctx.db.execute(raise('40P01'))
    })
    expect(await hopeless.catch(sqlState)).toBe('40P01')
    expect(runs).toBe(9)
  })

  it('does not run again after any other error', async () => {
    let runs = 0
    const failing = withTransaction(store.ctx, async (ctx) => {
      runs += 1
      await ctx.db.execute(raise('23514'))
    })
    expect(await failing.catch(sqlState)).toBe('23514')
    expect(runs).toBe(1)
  })

  it('reads what others committed meanwhile', async () => {
    const level = await withTransaction(store.ctx, async (ctx) => {
      const result = (await ctx.db.execute(sql`show transaction_isolation`)) as {
        rows: { transaction_isolation: string }[]
      }
      return result.rows[0]?.transaction_isolation
    })
    expect(level).toBe('read committed')
  })
})

describe('inRollback', () => {
  it('leaves nothing for the next test', async () => {
    await store.inRollback((ctx) => add(ctx, 'trs_905'))
    const rows = await store.db
      .select()
      .from(organisationTable)
      .where(eq(organisationTable.id, 'trs_905'))
    expect(rows).toEqual([])
  })
})

function raise(code: string) {
  return sql.raw(`do $$ begin raise exception 'made by a test' using errcode = '${code}'; end $$`)
}
