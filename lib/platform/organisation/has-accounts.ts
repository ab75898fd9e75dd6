import 'server-only'
import { isNull } from 'drizzle-orm'
import { userTable } from '@/lib/auth/table'
import type { DbCtx } from '@/lib/db/context'

/** False where nobody could sign in, whatever they type. */
export async function hasAccounts({ db }: Pick<DbCtx, 'db'>): Promise<boolean> {
  const rows = await db
    .select({ id: userTable.id })
    .from(userTable)
    .where(isNull(userTable.disabledAt))
    .limit(1)
  return rows.length > 0
}
