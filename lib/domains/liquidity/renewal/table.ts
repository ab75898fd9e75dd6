import { sql } from 'drizzle-orm'
import { index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { instantColumn, satsColumn } from '@/lib/db/columns'
import type { Pinned } from '@/lib/db/pinned'
import { FEE_MODELS, LEASE_PARTIES, RENEWAL_STATUSES, type RenewalRequestRecord } from '@/types'
import { leaseTable } from '../lease/table'
import { subscriberTable } from '../subscriber/table'
import { ticketTable } from '../ticket/table'
import { treasuryTable } from '../treasury/table'

export const renewalTable = pgTable(
  'renewal_request',
  {
    id: text().primaryKey(),
    leaseId: text()
      .notNull()
      .references(() => leaseTable.id),
    treasuryId: text()
      .notNull()
      .references(() => treasuryTable.id),
    subscriberId: text()
      .notNull()
      .references(() => subscriberTable.id),
    sizeSats: satsColumn().notNull(),
    termDays: integer().notNull(),
    feeModel: text({ enum: FEE_MODELS }).notNull(),
    feeSats: satsColumn(),
    feePpm: integer(),
    status: text({ enum: RENEWAL_STATUSES }).notNull(),
    requestedBy: text({ enum: LEASE_PARTIES }).notNull(),
    respondBy: instantColumn().notNull(),
    newLeaseId: text().references(() => leaseTable.id),
    fallbackTicketId: text().references(() => ticketTable.id),
    reason: text(),
    createdAt: instantColumn().notNull(),
    answeredAt: instantColumn(),
    version: integer().notNull(),
  },
  (t) => [
    index('renewal_request_treasury').on(t.treasuryId),
    index('renewal_request_subscriber').on(t.subscriberId),
    index('renewal_request_due').on(t.status, t.respondBy),
    uniqueIndex('renewal_request_open').on(t.leaseId).where(sql`${t.status} = 'requested'`),
  ],
)

export const renewalPinned: Pinned<typeof renewalTable.$inferSelect, RenewalRequestRecord> = true
