import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { instantColumn, satsColumn, withinFeeLimit } from '@/lib/db/columns'
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
    /** The text that asking signed; null for requests from before it was kept. */
    lessorLabel: text(),
    lesseeLabel: text(),
    termsHash: text(),
    respondBy: instantColumn().notNull(),
    newLeaseId: text().references(() => leaseTable.id),
    fallbackTicketId: text().references(() => ticketTable.id),
    reason: text(),
    createdAt: instantColumn().notNull(),
    answeredAt: instantColumn(),
    /** Stored before there was a limit on fees; the audit log names it. */
    isFeeExempt: boolean().notNull().default(false),
    version: integer().notNull(),
  },
  (t) => [
    index('renewal_request_treasury').on(t.treasuryId),
    index('renewal_request_subscriber').on(t.subscriberId),
    check('renewal_request_fee_limit', withinFeeLimit(t)),
    check(
      'renewal_request_text',
      sql`num_nulls(${t.lessorLabel}, ${t.lesseeLabel}, ${t.termsHash}) in (0, 3)`,
    ),
    index('renewal_request_due').on(t.status, t.respondBy),
    uniqueIndex('renewal_request_open').on(t.leaseId).where(sql`${t.status} = 'requested'`),
  ],
)

export const renewalPinned: Pinned<
  Omit<typeof renewalTable.$inferSelect, 'isFeeExempt'>,
  RenewalRequestRecord
> = true
