import 'server-only'
import { asc } from 'drizzle-orm'
import { listRows } from '@/lib/db/list-rows'
import type { Ctx } from '@/lib/platform/ctx'
import { ownRows } from '@/lib/platform/own-rows'
import type { ReconciliationDiffRecord } from '@/types'
import { reconciliationDiffTable } from './table'

/** Reconciliation differences: the admins' business alone. */
export async function listReconciliationDiffs(ctx: Ctx): Promise<ReconciliationDiffRecord[]> {
  return listRows(ctx, reconciliationDiffTable, {
    where: ownRows(ctx.actor, {}),
    orderBy: [asc(reconciliationDiffTable.id)],
  })
}
