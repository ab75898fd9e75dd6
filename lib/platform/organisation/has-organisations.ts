import 'server-only'
import type { Database } from '@/lib/db/context'
import { organisationTable } from './table'

/** False in a store that nobody uses yet. */
export async function hasOrganisations(db: Database): Promise<boolean> {
  const rows = await db.select({ id: organisationTable.id }).from(organisationTable).limit(1)
  return rows.length > 0
}
