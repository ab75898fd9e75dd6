import 'server-only'
import { asc, getTableColumns } from 'drizzle-orm'
import type { Ctx } from '@/lib/platform/ctx'
import { ownRows } from '@/lib/platform/own-rows'
import type { ApiKeyRecord } from '@/types'
import { apiKeyTable } from './table'

const { keyHash: _, ...visibleColumns } = getTableColumns(apiKeyTable)

/** API keys of the viewer's organisation, never their hashes; all for admins. */
export async function listApiKeyRecords(ctx: Ctx): Promise<ApiKeyRecord[]> {
  return ctx.db
    .select(visibleColumns)
    .from(apiKeyTable)
    .where(ownRows(ctx.actor, { subscriber: apiKeyTable.subscriberId }))
    .orderBy(asc(apiKeyTable.id))
}
