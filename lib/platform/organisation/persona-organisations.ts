import 'server-only'
import { inArray } from 'drizzle-orm'
import { PERSONAS } from '@/lib/auth/personas'
import type { DbCtx } from '@/lib/db/context'
import { organisationTable } from './table'

/** Names of the organisations that the demo people belong to, by id. */
export async function personaOrganisations({
  db,
}: Pick<DbCtx, 'db'>): Promise<ReadonlyMap<string, string>> {
  const ids = PERSONAS.map(({ organisationId }) => organisationId)
  const rows = await db
    .select({ id: organisationTable.id, name: organisationTable.name })
    .from(organisationTable)
    .where(inArray(organisationTable.id, ids))
  return new Map(rows.map(({ id, name }) => [id, name]))
}
