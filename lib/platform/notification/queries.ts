import 'server-only'
import { and, asc, count, desc, eq, ilike, inArray, isNull, or, type SQL, sql } from 'drizzle-orm'
import type { Page, PageRequest } from '@/lib/core/pagination'
import { askPacked } from '@/lib/db/list-rows'
import type { UserCtx } from '@/lib/platform/ctx'
import type { AlertSeverity, NotificationCategory, NotificationRecord } from '@/types'
import { RECEIPT_STATES, type ReceiptState, receiptState } from './receipt-state'
import { visibleTo } from './scope'
import { notificationReceiptTable, notificationTable } from './table'

export const NOTIFICATION_SORTS = ['created', 'severity', 'title'] as const
export type NotificationSort = (typeof NOTIFICATION_SORTS)[number]

/** Where one notification stands for one viewer; "cleared" once its condition is gone. */
export const NOTIFICATION_STATES = [...RECEIPT_STATES, 'cleared'] as const
export type NotificationState = (typeof NOTIFICATION_STATES)[number]

/** The states of an open alert, of which a list shows those that the viewer has not dismissed. */
export const OPEN_STATES = [
  'delivered',
  'read',
  'acknowledged',
] as const satisfies NotificationState[]

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

export interface NotificationFilter extends PageRequest {
  q: string
  severity: readonly AlertSeverity[]
  category: readonly NotificationCategory[]
  state: readonly NotificationState[]
  sort: { by: NotificationSort; descending: boolean }
}

const severityRank = sql`case ${notificationTable.severity} when 'error' then 0 when 'warning' then 1 else 2 end`

const SORT_COLUMNS: Readonly<Record<NotificationSort, SQL>> = {
  created: sql`${notificationTable.createdAt}`,
  severity: severityRank,
  title: sql`${notificationTable.title} collate "C"`,
}

const receiptOfViewer = (userId: string) =>
  and(
    eq(notificationReceiptTable.notificationId, notificationTable.id),
    eq(notificationReceiptTable.userId, userId),
  )

const isOpen = isNull(notificationTable.resolvedAt)
const isUndismissed = isNull(notificationReceiptTable.dismissedAt)

const stateOfViewer = sql`case
  when ${notificationTable.resolvedAt} is not null then 'cleared'
  when ${notificationReceiptTable.dismissedAt} is not null then 'dismissed'
  when ${notificationReceiptTable.acknowledgedAt} is not null then 'acknowledged'
  when ${notificationReceiptTable.readAt} is not null then 'read'
  else 'delivered' end`

const SELECTION = {
  id: notificationTable.id,
  rule: notificationTable.rule,
  category: notificationTable.category,
  severity: notificationTable.severity,
  title: notificationTable.title,
  message: notificationTable.message,
  template: notificationTable.template,
  actionLabel: notificationTable.actionLabel,
  actionUrl: notificationTable.actionUrl,
  createdAt: notificationTable.createdAt,
  resolvedAt: notificationTable.resolvedAt,
  readAt: notificationReceiptTable.readAt,
  acknowledgedAt: notificationReceiptTable.acknowledgedAt,
  dismissedAt: notificationReceiptTable.dismissedAt,
}

/** The viewer's notifications, filtered, sorted and paged. */
export async function listNotifications(
  ctx: UserCtx,
  filter: NotificationFilter,
): Promise<Page<NotificationItem>> {
  const [counts] = await ctx.db
    .select({
      total: count(),
      matching: sql<number>`count(*) filter (where ${matches(filter) ?? sql`true`})`.mapWith(
        Number,
      ),
    })
    .from(notificationTable)
    .leftJoin(notificationReceiptTable, receiptOfViewer(ctx.actor.userId))
    .where(visibleTo(ctx.actor))
  const rows = await selectRows(ctx, filter)
    .limit(filter.per)
    .offset((filter.page - 1) * filter.per)
  return {
    rows: rows.map(toItem),
    matching: counts?.matching ?? 0,
    total: counts?.total ?? 0,
    page: filter.page,
    per: filter.per,
  }
}

const CHUNK = 500

/** All matching notifications in order, read in chunks. */
export async function* iterateNotifications(
  ctx: UserCtx,
  filter: NotificationFilter,
): AsyncGenerator<NotificationItem> {
  for (let offset = 0; ; offset += CHUNK) {
    const rows = await selectRows(ctx, filter).limit(CHUNK).offset(offset)
    yield* rows.map(toItem)
    if (rows.length < CHUNK) return
  }
}

function selectRows(ctx: UserCtx, filter: NotificationFilter) {
  const direction = filter.sort.descending ? desc : asc
  return ctx.db
    .select(SELECTION)
    .from(notificationTable)
    .leftJoin(notificationReceiptTable, receiptOfViewer(ctx.actor.userId))
    .where(and(visibleTo(ctx.actor), matches(filter)))
    .orderBy(
      direction(SORT_COLUMNS[filter.sort.by]),
      desc(notificationTable.createdAt),
      notificationTable.id,
    )
    .$dynamic()
}

export interface FacetOption {
  value: string
  label: string
  count: number
}

/** Values of each facet with the number of rows that the rest of the filter leaves to them. */
export async function countNotificationFacets(
  ctx: UserCtx,
  filter: NotificationFilter,
): Promise<Record<'state' | 'severity' | 'category', FacetOption[]>> {
  const [state, severity, category] = await Promise.all([
    countBy(ctx, { ...filter, state: [] }, stateOfViewer),
    countBy(ctx, { ...filter, severity: [] }, sql`${notificationTable.severity}`),
    countBy(ctx, { ...filter, category: [] }, sql`${notificationTable.category}`),
  ])
  return { state, severity, category }
}

async function countBy(
  ctx: UserCtx,
  filter: NotificationFilter,
  value: SQL,
): Promise<FacetOption[]> {
  const rows = await ctx.db
    .select({ value: sql<string>`${value}`, count: count() })
    .from(notificationTable)
    .leftJoin(notificationReceiptTable, receiptOfViewer(ctx.actor.userId))
    .where(and(visibleTo(ctx.actor), matches(filter)))
    .groupBy(sql`1`)
    .orderBy(desc(count()), sql`1`)
  return rows.map((row) => ({ ...row, label: FACET_LABELS[row.value] ?? capitalised(row.value) }))
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

const FACET_LABELS: Readonly<Record<string, string>> = {
  delivered: 'Unread',
  read: 'Read',
  acknowledged: 'Acknowledged',
  dismissed: 'Dismissed',
  cleared: 'Cleared',
  error: 'Error',
  warning: 'Warning',
  info: 'Note',
}

/**
 * What a viewer's open alerts are, wherever they are counted or listed: their condition holds and the
 * viewer has not dismissed them. Bell, sidebar, banner and the page's own list agree by this.
 */
const isOpenToViewer = and(isOpen, isUndismissed)

/**
 * The most severe few for the top of a page, without what the viewer has acknowledged and mere notes;
 * and how many are open in all.
 */
export async function listBanners(
  ctx: UserCtx,
  limit: number,
): Promise<{ rows: NotificationItem[]; total: number }> {
  const needsAnswer = and(
    visibleTo(ctx.actor),
    isOpenToViewer,
    isNull(notificationReceiptTable.acknowledgedAt),
    sql`${severityRank} < 2`,
  )
  const [rows, total] = await Promise.all([
    ctx.db
      .select(SELECTION)
      .from(notificationTable)
      .leftJoin(notificationReceiptTable, receiptOfViewer(ctx.actor.userId))
      .where(needsAnswer)
      .orderBy(severityRank, desc(notificationTable.createdAt), notificationTable.id)
      .limit(limit),
    countOpen(ctx),
  ])
  return { rows: rows.map(toItem), total }
}

/** How many alerts are open to the viewer: what bell and sidebar show. */
export async function countOpen(ctx: UserCtx): Promise<number> {
  const [row] = await askPacked<[open: number]>(
    ctx,
    sql`select json_build_array(count(*)) as packed from ${notificationTable} left join ${notificationReceiptTable} on ${receiptOfViewer(ctx.actor.userId)} where ${and(visibleTo(ctx.actor), isOpenToViewer)}`,
  )
  return row?.[0] ?? 0
}

function matches(filter: NotificationFilter): SQL | undefined {
  const text = `%${filter.q.replace(/[\\%_]/g, '\\$&')}%`
  return and(
    filter.q === ''
      ? undefined
      : or(ilike(notificationTable.title, text), ilike(notificationTable.message, text)),
    filter.severity.length === 0
      ? undefined
      : inArray(notificationTable.severity, [...filter.severity]),
    filter.category.length === 0
      ? undefined
      : inArray(notificationTable.category, [...filter.category]),
    filter.state.length === 0 ? undefined : inArray(stateOfViewer, [...filter.state]),
  )
}

type Selected = Omit<NotificationItem, 'receipt'> & {
  readAt: string | null
  acknowledgedAt: string | null
  dismissedAt: string | null
}

function toItem(row: Selected): NotificationItem {
  const { readAt, acknowledgedAt, dismissedAt, ...item } = row
  return {
    id: item.id,
    rule: item.rule,
    category: item.category,
    severity: item.severity,
    title: item.title,
    message: item.message,
    template: item.template,
    actionLabel: item.actionLabel,
    actionUrl: item.actionUrl,
    createdAt: item.createdAt,
    resolvedAt: item.resolvedAt,
    receipt: receiptState({ readAt, acknowledgedAt, dismissedAt }),
  }
}
