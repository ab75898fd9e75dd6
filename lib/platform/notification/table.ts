import { sql } from 'drizzle-orm'
import { index, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { userTable } from '@/lib/auth/table'
import { instantColumn } from '@/lib/db/columns'
import type { Pinned } from '@/lib/db/pinned'
import { organisationTable } from '@/lib/platform/organisation/table'
import {
  ALERT_SEVERITIES,
  NOTIFICATION_CATEGORIES,
  type NotificationReceiptRecord,
  type NotificationRecord,
  ROLES,
} from '@/types'

export const notificationTable = pgTable(
  'notification',
  {
    id: text().primaryKey(),
    dedupeKey: text().notNull(),
    rule: text().notNull(),
    category: text({ enum: NOTIFICATION_CATEGORIES }).notNull(),
    severity: text({ enum: ALERT_SEVERITIES }).notNull(),
    title: text().notNull(),
    message: text().notNull(),
    template: text(),
    actionLabel: text(),
    actionUrl: text(),
    audience: text({ enum: ROLES }).notNull(),
    organisationId: text()
      .notNull()
      .references(() => organisationTable.id),
    createdAt: instantColumn().notNull(),
    resolvedAt: instantColumn(),
  },
  (t) => [
    uniqueIndex('notification_one_open_episode')
      .on(t.dedupeKey)
      .where(sql`${t.resolvedAt} is null`),
    index('notification_organisation').on(t.organisationId, t.createdAt),
  ],
)

export const notificationReceiptTable = pgTable(
  'notification_receipt',
  {
    notificationId: text()
      .notNull()
      .references(() => notificationTable.id),
    userId: text()
      .notNull()
      .references(() => userTable.id, { onDelete: 'cascade' }),
    readAt: instantColumn(),
    acknowledgedAt: instantColumn(),
    dismissedAt: instantColumn(),
  },
  (t) => [primaryKey({ columns: [t.notificationId, t.userId] })],
)

export const notificationPinned: Pinned<typeof notificationTable.$inferSelect, NotificationRecord> =
  true
export const notificationReceiptPinned: Pinned<
  typeof notificationReceiptTable.$inferSelect,
  NotificationReceiptRecord
> = true
