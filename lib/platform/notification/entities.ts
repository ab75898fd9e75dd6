import 'server-only'
import { and, asc, eq, getTableColumns, isNull } from 'drizzle-orm'
import type { UserCtx } from '@/lib/platform/ctx'
import type { Alert } from '@/types'
import { toAlert } from './rules'
import { visibleTo } from './scope'
import { notificationReceiptTable, notificationTable } from './table'

/** Open notifications of the viewer's organisation with the viewer's receipts, by id. */
export async function listAlerts(ctx: UserCtx): Promise<Alert[]> {
  const rows = await ctx.db
    .select({
      notification: getTableColumns(notificationTable),
      receipt: getTableColumns(notificationReceiptTable),
    })
    .from(notificationTable)
    .leftJoin(
      notificationReceiptTable,
      and(
        eq(notificationReceiptTable.notificationId, notificationTable.id),
        eq(notificationReceiptTable.userId, ctx.actor.userId),
      ),
    )
    .where(and(visibleTo(ctx.actor), isNull(notificationTable.resolvedAt)))
    .orderBy(asc(notificationTable.id))
  return rows.map(({ notification, receipt }) => toAlert(notification, receipt))
}
