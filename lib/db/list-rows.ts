import { getTableColumns, type SQL, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Database, DbCtx } from './context'

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
  const columns = Object.entries(getTableColumns(table))
  const values = columns.map(([, column]) => sql`${column}`)
  const rows = await askTogether(
    ctx.db,
    sql`select json_build_array(${sql.join(values, sql`, `)}) as packed from ${table} where ${where ?? sql`true`} order by ${sql.join([...orderBy], sql`, `)}`,
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

/** A row's values in the order of its table's columns: names would be half of what travels. */
type PackedRows = unknown[][]

interface Question {
  query: SQL
  resolve: (rows: PackedRows) => void
  reject: (error: unknown) => void
}

/** Questions of the running turn, by the handle (store or transaction) that is asked. */
const waiting = new WeakMap<Database, Question[]>()

function askTogether(db: Database, query: SQL): Promise<PackedRows> {
  return new Promise((resolve, reject) => {
    const question = { query, resolve, reject }
    const others = waiting.get(db)
    if (others !== undefined) {
      others.push(question)
      return
    }
    const questions = [question]
    waiting.set(db, questions)
    queueMicrotask(() => {
      waiting.delete(db)
      void answerAll(db, questions)
    })
  })
}

async function answerAll(db: Database, questions: readonly Question[]): Promise<void> {
  const name = (index: number) => `list_${index}`
  const lists = questions.map(
    ({ query }, index) =>
      sql`(select coalesce(json_agg(packed), '[]') from (${query}) as list) as ${sql.identifier(name(index))}`,
  )
  try {
    const result = (await db.execute(sql`select ${sql.join(lists, sql`, `)}`)) as unknown as {
      rows: Record<string, PackedRows>[]
    }
    questions.forEach(({ resolve }, index) => resolve(result.rows[0]?.[name(index)] ?? []))
  } catch (error) {
    for (const { reject } of questions) reject(error)
  }
}

/** A column's name in the database: the property's, in snake case. */
export function columnName(column: PgColumn): string {
  return column.name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
