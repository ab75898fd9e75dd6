import { getTableColumns, type SQL, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { DbCtx } from './context'

interface ListOptions {
  where: SQL | undefined
  orderBy: readonly (PgColumn | SQL)[]
}

/**
 * All matching rows of one table. They travel as one JSON value: the embedded store spends more time
 * on reading a few hundred rows value by value than on everything else that a page asks.
 */
export async function listRows<Table extends PgTable>(
  ctx: Pick<DbCtx, 'db'>,
  table: Table,
  { where, orderBy }: ListOptions,
): Promise<Table['$inferSelect'][]> {
  const query = ctx.db
    .select()
    .from(table as PgTable)
    .where(where)
    .orderBy(...orderBy)
  const result = (await ctx.db.execute(
    sql`select coalesce(json_agg(packed), '[]') as rows from (${query}) as packed`,
  )) as unknown as { rows: { rows: Record<string, unknown>[] }[] }
  const columns = Object.entries(getTableColumns(table)).map(
    ([key, column]) => [key, columnName(column), column] as const,
  )
  return (result.rows[0]?.rows ?? []).map((packed) => {
    const row: Record<string, unknown> = {}
    for (const [key, name, column] of columns) {
      const value = packed[name]
      row[key] = value === null ? null : column.mapFromDriverValue(value)
    }
    return row
  })
}

/** A column's name in the database: the property's, in snake case. */
export function columnName(column: PgColumn): string {
  return column.name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
