import 'server-only'
import { iterateNotifications, type NotificationItem } from '@/lib/platform/notification/queries'
import { type CsvColumn, csvFileName, csvResponse } from './csv'
import { readNotificationView } from './notification-view'
import { toSearchParams } from './search-params'
import type { ViewerCtx } from './viewer'

const COLUMNS: readonly CsvColumn<NotificationItem>[] = [
  { header: 'id', value: (row) => row.id },
  { header: 'severity', value: (row) => row.severity },
  { header: 'category', value: (row) => row.category },
  { header: 'title', value: (row) => row.title },
  { header: 'message', value: (row) => row.message },
  { header: 'when', value: (row) => row.createdAt },
  { header: 'cleared', value: (row) => row.resolvedAt },
  { header: 'state', value: (row) => row.receipt },
]

/** The alerts table of the viewer's area as a file, with the same filter and order. */
export async function notificationCsv(ctx: ViewerCtx, request: Request): Promise<Response> {
  const params = toSearchParams(new URL(request.url).searchParams)
  const filter = readNotificationView(ctx, `${ctx.actor.role}-alerts`, params)
  const name = csvFileName(ctx.actor.role, 'alerts', ctx.clock.now())
  return csvResponse(name, COLUMNS, iterateNotifications(ctx, filter))
}
