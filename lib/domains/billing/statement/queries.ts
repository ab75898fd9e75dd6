import 'server-only'
import { asc } from 'drizzle-orm'
import { listRows } from '@/lib/db/list-rows'
import type { Ctx } from '@/lib/platform/ctx'
import { ownRows } from '@/lib/platform/own-rows'
import type { StatementRecord } from '@/types'
import { statementTable } from './table'

/** Final statements of the viewer's treasury; all for admins. */
export async function listStatementRecords(ctx: Ctx): Promise<StatementRecord[]> {
  return listRows(ctx, statementTable, {
    where: ownRows(ctx.actor, { treasury: statementTable.treasuryId }),
    orderBy: [asc(statementTable.id)],
  })
}
