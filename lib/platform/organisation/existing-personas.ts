import 'server-only'
import { inArray } from 'drizzle-orm'
import { PERSONAS, type Persona } from '@/lib/auth/personas'
import { userTable } from '@/lib/auth/table'
import type { DbCtx } from '@/lib/db/context'

/** The demo people that this store holds: none where it was made without a demo. */
export async function existingPersonas({ db }: Pick<DbCtx, 'db'>): Promise<Persona[]> {
  const ids = PERSONAS.map(({ userId }) => userId)
  const rows = await db
    .select({ id: userTable.id })
    .from(userTable)
    .where(inArray(userTable.id, ids))
  const held = new Set(rows.map(({ id }) => id))
  return PERSONAS.filter(({ userId }) => held.has(userId))
}
