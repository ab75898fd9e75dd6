import 'server-only'
import { and, eq, type SQL, sql } from 'drizzle-orm'
import { defineList } from '@/lib/platform/list/define-list'
import type { NotificationRecord } from '@/types'
import { ALERT_WORDS } from './columns'
import { type ReceiptState, receiptState } from './receipt-state'
import { visibleTo } from './scope'
import { notificationReceiptTable, notificationTable } from './table'

export interface NotificationItem
  extends Pick<
    NotificationRecord,
    | 'id'
    | 'rule'
    | 'category'
    | 'severity'
    | 'title'
    | 'message'
    | 'template'
    | 'actionLabel'
    | 'actionUrl'
    | 'createdAt'
    | 'resolvedAt'
  > {
  receipt: ReceiptState
}

const t = notificationTable
const receipt = notificationReceiptTable

/** Notifications, each with the receipt of one person. */
export function notificationsOf(userId: string): SQL {
  const own = and(eq(receipt.notificationId, t.id), eq(receipt.userId, userId))
  return sql`${t} left join ${receipt} on ${own}`
}

/** 0 is the most severe. */
export const severityRank = sql<number>`case ${t.severity} when 'error' then 0 when 'warning' then 1 else 2 end`

/** Where one stands for its viewer; "cleared" once its condition is gone. See `receiptState`. */
const stateOfViewer = sql<string>`case
  when ${t.resolvedAt} is not null then 'cleared'
  when ${receipt.dismissedAt} is not null then 'dismissed'
  when ${receipt.acknowledgedAt} is not null then 'acknowledged'
  when ${receipt.readAt} is not null then 'read'
  else 'delivered' end`

const SELECTION = {
  id: t.id,
  rule: t.rule,
  category: t.category,
  severity: t.severity,
  title: t.title,
  message: t.message,
  template: t.template,
  actionLabel: t.actionLabel,
  actionUrl: t.actionUrl,
  createdAt: t.createdAt,
  resolvedAt: t.resolvedAt,
  readAt: receipt.readAt,
  acknowledgedAt: receipt.acknowledgedAt,
  dismissedAt: receipt.dismissedAt,
}

/** The alerts of an organisation as one of its people stands to them. */
export const alertList = defineList({
  words: ALERT_WORDS,
  from: ({ actor }) => notificationsOf(actor.userId),
  scope: ({ actor }) => visibleTo(actor),
  select: SELECTION,
  toRow({ readAt, acknowledgedAt, dismissedAt, ...item }): NotificationItem {
    return { ...item, receipt: receiptState({ readAt, acknowledgedAt, dismissedAt }) }
  },
  search: [t.title, t.message],
  sorts: { created: t.createdAt, severity: severityRank, title: sql`${t.title} collate "C"` },
  ties: () => [
    { by: t.createdAt, descending: true },
    { by: t.id, descending: false },
  ],
  filters: {
    state: { value: stateOfViewer },
    severity: { value: t.severity },
    category: { value: t.category },
  },
  // Its time is since when the fact holds, which may lie before older ones.
  arrival: null,
})
