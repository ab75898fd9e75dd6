import 'server-only'
import { and, isNull, sql } from 'drizzle-orm'
import { askPacked } from '@/lib/db/list-rows'
import type { UserCtx } from '@/lib/platform/ctx'
import { alertList, type NotificationItem, notificationsOf, severityRank } from './list'
import { visibleTo } from './scope'
import { notificationReceiptTable, notificationTable } from './table'

/**
 * What a viewer's open alerts are, wherever they are counted or listed: their condition holds and the
 * viewer has not dismissed them. Bell, sidebar, banner and the page's own list agree by this.
 */
const isOpenToViewer = and(
  isNull(notificationTable.resolvedAt),
  isNull(notificationReceiptTable.dismissedAt),
)

/**
 * The most severe few for the top of a page, without what the viewer has acknowledged and mere notes;
 * and how many are open in all.
 */
export async function listBanners(
  ctx: UserCtx,
  limit: number,
): Promise<{ rows: NotificationItem[]; total: number }> {
  const needsAnswer = and(
    isOpenToViewer,
    isNull(notificationReceiptTable.acknowledgedAt),
    sql`${severityRank} < 2`,
  )
  const [rows, total] = await Promise.all([
    alertList.first(ctx, needsAnswer, limit),
    countOpen(ctx),
  ])
  return { rows, total }
}

/** How many alerts are open to the viewer: what bell and sidebar show. */
export async function countOpen(ctx: UserCtx): Promise<number> {
  const [row] = await askPacked<[open: number]>(
    ctx,
    sql`select json_build_array(count(*)) as packed from ${notificationsOf(ctx.actor.userId)} where ${and(visibleTo(ctx.actor), isOpenToViewer)}`,
  )
  return row?.[0] ?? 0
}
