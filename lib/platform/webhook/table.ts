import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, pgTable, text } from 'drizzle-orm/pg-core'
import { instantColumn } from '@/lib/db/columns'
import type { Pinned } from '@/lib/db/pinned'
import { organisationTable } from '@/lib/platform/organisation/table'
import type { WebhookEvent, WebhookRecord } from '@/types'

export const webhookTable = pgTable(
  'webhook',
  {
    id: text().primaryKey(),
    subscriberId: text()
      .notNull()
      .references(() => organisationTable.id),
    url: text().notNull(),
    events: text().array().$type<WebhookEvent[]>().notNull(),
    isActive: boolean().notNull(),
    failureCount: integer().notNull(),
    lastTriggeredAt: instantColumn(),
    disabledAt: instantColumn(),
    createdAt: instantColumn().notNull(),
  },
  (t) => [
    index('webhook_subscriber').on(t.subscriberId),
    check('webhook_failures', sql`${t.failureCount} >= 0`),
  ],
)

export const webhookPinned: Pinned<typeof webhookTable.$inferSelect, WebhookRecord> = true
