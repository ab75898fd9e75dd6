import type { PGlite } from '@electric-sql/pglite'

/** Days of facts that a dump keeps: enough for every window that a page shows, a quarter of the bytes. */
const FACTS_FROM = '2026-09-01'
const FACTS = ['channel_day', 'node_day', 'treasury_day']

/** All rows as one INSERT per table, parents first, in an order that is the same each time. */
export async function sqlDump(raw: PGlite): Promise<string> {
  const parts: string[] = []
  for (const table of await tablesInOrder(raw)) {
    const columns = await columnsOf(raw, table)
    const values = columns.map(({ name }) => `quote_nullable("${name}"::text)`).join(`||','||`)
    const where = FACTS.includes(table) ? `where date >= '${FACTS_FROM}'` : ''
    const { rows } = await raw.query<{ row: string }>(
      `select '('||${values}||')' as row from "${table}" t ${where} order by t::text collate "C"`,
    )
    if (rows.length === 0) continue
    const names = columns.map(({ name }) => `"${name}"`).join(',')
    const lines = rows.map(({ row }) => row).join(',\n')
    parts.push(`insert into "${table}" (${names}) overriding system value values\n${lines};`)
    for (const { name } of columns.filter(({ isIdentity }) => isIdentity)) {
      parts.push(
        `select setval(pg_get_serial_sequence('"${table}"', '${name}'), (select max("${name}") from "${table}"));`,
      )
    }
  }
  return `${parts.join('\n')}\n`
}

async function columnsOf(raw: PGlite, table: string) {
  const { rows } = await raw.query<{ name: string; isIdentity: boolean }>(
    `select column_name as name, is_identity = 'YES' as "isIdentity" from information_schema.columns
     where table_schema = 'public' and table_name = $1 order by ordinal_position`,
    [table],
  )
  return rows
}

/** One INSERT checks its own references at its end, so a table may refer to itself. */
async function tablesInOrder(raw: PGlite): Promise<string[]> {
  const { rows } = await raw.query<{ name: string; parents: string[] }>(
    `select c.relname as name, coalesce(array_agg(p.relname) filter (where p.oid <> c.oid), '{}')::text[] as parents
     from pg_class c left join pg_constraint k on k.conrelid = c.oid and k.contype = 'f'
     left join pg_class p on p.oid = k.confrelid
     where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace group by c.relname order by 1`,
  )
  const ordered: string[] = []
  let waiting = rows
  while (waiting.length > 0) {
    const ready = waiting.filter(({ parents }) => parents.every((one) => ordered.includes(one)))
    if (ready.length === 0) throw new Error('Tables refer to each other in a circle.')
    ordered.push(...ready.map(({ name }) => name))
    waiting = waiting.filter(({ name }) => !ordered.includes(name))
  }
  return ordered
}
