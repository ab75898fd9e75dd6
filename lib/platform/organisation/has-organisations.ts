import 'server-only'
import { ne } from 'drizzle-orm'
import type { Database } from '@/lib/db/context'
import { organisationTable } from './table'

/** False in a store that nobody uses yet; Flowrate’s own comes with its first admin. */
export async function hasOrganisations(db: Database): Promise<boolean> {
  const rows = await db
    .select({ id: organisationTable.id })
    .from(organisationTable)
    .where(ne(organisationTable.kind, 'flowrate'))
    .limit(1)
  return rows.length > 0
}
