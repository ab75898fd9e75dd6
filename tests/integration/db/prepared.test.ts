import { eq, sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { sqlState } from '@/lib/db/transaction'
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

function named(id: string) {
  return store.db.select().from(organisationTable).where(eq(organisationTable.id, id))
}

/** More runs than a planner looks at before it settles on one plan. */
const TIMES = 8

describe('a question asked again', () => {
  it('is answered from the rows and the values of its own time', async () => {
    for (let round = 0; round < TIMES; round += 1) {
      const own = organisation(`trs_95${round}`)
      expect(await named(own.id)).toEqual([])
      await store.db.insert(organisationTable).values(own)
      expect(await named(own.id)).toEqual([own])
    }
  })

  it('takes and gives every kind of value', async () => {
    for (let round = 0; round < TIMES; round += 1) {
      const at = new Date(Date.UTC(2026, 1, round + 1, 2, 3, 4, 567))
      const result = (await store.db.execute(sql`select
        ${round}::integer as number, ${round % 2 === 0}::boolean as truth, ${null}::text as nothing,
        ${'it’s 100 %; "quoted"\\'}::text as words, ${at}::timestamptz = ${at.toISOString()} as same_instant,
        ${JSON.stringify({ round: [round, null] })}::jsonb as packed`)) as unknown as {
        rows: unknown[]
      }
      expect(result.rows).toEqual([
        {
          number: round,
          truth: round % 2 === 0,
          nothing: null,
          words: 'it’s 100 %; "quoted"\\',
          same_instant: true,
          packed: { round: [round, null] },
        },
      ])
    }
  })

  it('fails when it must and answers again afterwards', async () => {
    const divide = (by: number) => store.db.execute(sql`select 10 / ${by}::integer as result`)
    const wrong = () => store.db.execute(sql`select nowhere`)
    for (let round = 0; round < TIMES; round += 1) {
      expect(await divide(0).catch(sqlState)).toBe('22012')
      expect(await wrong().catch(sqlState)).toBe('42703')
      expect(await divide(5)).toMatchObject({ rows: [{ result: 2 }] })
    }
  })

  it('waits for an open transaction and sees nothing of one that is undone', async () => {
    const id = 'trs_990'
    await named(id)
    const undone = store.db.transaction(async (tx) => {
      await tx.insert(organisationTable).values(organisation(id))
      await new Promise((resolve) => setTimeout(resolve, 20))
      throw new Error('undo')
    })
    const [, seen] = await Promise.all([expect(undone).rejects.toThrow('undo'), named(id)])
    expect(seen).toEqual([])
  })

  it('is not kept for ever', async () => {
    for (let round = 0; round < 250; round += 1) {
      await store.db.execute(sql.raw(`select ${round}`))
    }
    const kept = sql`select count(*)::integer as kept from pg_prepared_statements`
    const { rows } = (await store.db.execute(kept)) as unknown as { rows: [{ kept: number }] }
    expect(rows[0].kept).toBeLessThanOrEqual(200)
    expect(await store.db.execute(sql.raw('select 0 as first'))).toMatchObject({
      rows: [{ first: 0 }],
    })
  })
})
