import 'server-only'
import { asc } from 'drizzle-orm'
import type { Ctx } from '@/lib/platform/ctx'
import { ownRows } from '@/lib/platform/own-rows'
import type { StatementRecord } from '@/types'
import { statementTable } from './table'

/** Final statements of the viewer's treasury; all for admins. */
export async function listStatementRecords(ctx: Ctx): Promise<StatementRecord[]> {
  return ctx.db
    .select()
    .from(statementTable)
    .where(ownRows(ctx.actor, { treasury: statementTable.treasuryId }))
    .orderBy(asc(statementTable.id))
}
