import { pgTable, text } from 'drizzle-orm/pg-core'
import { instantColumn } from '@/lib/db/columns'
import type { Pinned } from '@/lib/db/pinned'
import { organisationTable } from '@/lib/platform/organisation/table'
import type { SubscriberRecord } from '@/types'

export const subscriberTable = pgTable('subscriber', {
  id: text()
    .primaryKey()
    .references(() => organisationTable.id),
  name: text().notNull(),
  alias: text().notNull(),
  jurisdiction: text().notNull(),
  nodeAlias: text().notNull(),
  nodePubkey: text().notNull().unique(),
  lastPolicyUpdateAt: instantColumn().notNull(),
  createdAt: instantColumn().notNull(),
})

export const subscriberPinned: Pinned<typeof subscriberTable.$inferSelect, SubscriberRecord> = true
