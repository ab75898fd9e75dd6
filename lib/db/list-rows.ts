import { getTableColumns, getTableName, type SQL, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Database, DbCtx } from './context'
import { openTransaction, refuseInsideTransaction } from './shared'
import { sqlState } from './transaction'

interface ListOptions {
  where: SQL | undefined
  orderBy: readonly (PgColumn | SQL)[]
}

/**
 * All matching rows of one table. They travel as one JSON value, and lists that are asked for in the
 * same breath travel in one statement: on the embedded store a page's cost is its number of statements
 * and of values read one by one, not its rows.
 */
export async function listRows<Table extends PgTable>(
  ctx: Pick<DbCtx, 'db'>,
  table: Table,
  { where, orderBy }: ListOptions,
): Promise<Table['$inferSelect'][]> {
  const { columns, values } = packingOf(table)
  const rows = await askPacked(
    ctx,
    sql`select json_build_array(${values}) as packed from ${table} where ${where ?? sql`true`} order by ${sql.join([...orderBy], sql`, `)}`,
  )
  return rows.map((packed) => {
    const row: Record<string, unknown> = {}
    columns.forEach(([key, column], index) => {
      const value = packed[index] ?? null
      row[key] = value === null ? null : column.mapFromDriverValue(value)
    })
    return row
  })
}

interface Packing {
  columns: readonly [key: string, column: PgColumn][]
  /** The columns in this order, as text: putting it together anew took longer than many an answer. */
  values: SQL
}

const packings = new WeakMap<PgTable, Packing>()

function packingOf(table: PgTable): Packing {
  const known = packings.get(table)
  if (known !== undefined) return known
  const columns = Object.entries(getTableColumns(table))
  const names = columns.map(([, column]) => `"${getTableName(table)}"."${columnName(column)}"`)
  const made = { columns, values: sql.raw(names.join(', ')) }
  packings.set(table, made)
  return made
}

interface Question {
  query: SQL
  resolve: (rows: unknown[][]) => void
  reject: (error: unknown) => void
}

/** Questions of the running turn, by the handle (store or transaction) that is asked. */
const waiting = new WeakMap<Database, Question[]>()

/**
 * The rows of a query that selects one JSON array as `packed` (names would be half of what travels), in
 * its order; in one statement with what else is asked before the turn is over.
 */
export function askPacked<Row extends unknown[]>(
  { db }: Pick<DbCtx, 'db'>,
  query: SQL,
): Promise<Row[]> {
  const open = openTransaction()
  if (open !== undefined && open.db !== null && open.db !== db) refuseInsideTransaction()
  return new Promise((resolve, reject) => {
    const question = { query, resolve: (rows: unknown[][]) => resolve(rows as Row[]), reject }
    const others = waiting.get(db)
    if (others !== undefined) {
      others.push(question)
      return
    }
    const questions = [question]
    waiting.set(db, questions)
    process.nextTick(() => {
      waiting.delete(db)
      void answerAll(db, questions)
    })
  })
}

async function answerAll(db: Database, questions: readonly Question[]): Promise<void> {
  const isInside = openTransaction() !== undefined
  const name = (index: number) => `list_${index}`
  const lists = questions.map(
    ({ query }, index) =>
      sql`(select coalesce(json_agg(packed), '[]') from (${query}) as list) as ${sql.identifier(name(index))}`,
  )
  try {
    const result = (await db.execute(sql`select ${sql.join(lists, sql`, `)}`)) as unknown as {
      rows: Record<string, unknown[][]>[]
    }
    questions.forEach(({ resolve }, index) => resolve(result.rows[0]?.[name(index)] ?? []))
  } catch (error) {
    if (questions.length > 1 && !isInside && isAtFault(error)) {
      // One that is wrong takes no other along: a page's shell stands around rows that can't be read.
      await Promise.all(questions.map((question) => answerAll(db, [question])))
    } else {
      for (const { reject } of questions) reject(error)
    }
  }
}

/** Whether the store refused what a statement says, and not just to answer now. */
function isAtFault(error: unknown): boolean {
  return /^(22|42)/.test(sqlState(error) ?? '')
}

/** A column's name in the database: the property's, in snake case. */
export function columnName(column: PgColumn): string {
  return column.name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
