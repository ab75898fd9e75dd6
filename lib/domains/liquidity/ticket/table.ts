import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, pgTable, text } from 'drizzle-orm/pg-core'
import { instantColumn, satsColumn, withinMostPpm } from '@/lib/db/columns'
import type { Pinned } from '@/lib/db/pinned'
import {
  type DemandTicketRecord,
  REJECT_REASONS,
  RISK_TIERS,
  TICKET_KINDS,
  TICKET_STATUSES,
} from '@/types'
import { subscriberTable } from '../subscriber/table'

export const ticketTable = pgTable(
  'demand_ticket',
  {
    id: text().primaryKey(),
    subscriberId: text()
      .notNull()
      .references(() => subscriberTable.id),
    kind: text({ enum: TICKET_KINDS }).notNull(),
    sizeSats: satsColumn().notNull(),
    termDays: integer().notNull(),
    priceMinPpm: integer().notNull(),
    priceMaxPpm: integer().notNull(),
    riskTier: text({ enum: RISK_TIERS }).notNull(),
    status: text({ enum: TICKET_STATUSES }).notNull(),
    reasonCode: text({ enum: REJECT_REASONS }),
    reason: text(),
    comment: text(),
    /** No foreign key: requests are stored before leases. */
    leaseId: text(),
    /** No foreign key: people may leave. */
    assigneeId: text(),
    createdAt: instantColumn().notNull(),
    updatedAt: instantColumn().notNull(),
    /** Stored before there was a limit on prices; the audit log names it. */
    isPriceExempt: boolean().notNull().default(false),
    /** Came with the demo world: it does not count against its organisation's open requests. */
    isSeeded: boolean().notNull().default(false),
    version: integer().notNull(),
  },
  (t) => [
    index('demand_ticket_subscriber').on(t.subscriberId),
    index('demand_ticket_status').on(t.status, t.createdAt),
    check('demand_ticket_size', sql`${t.sizeSats} > 0`),
    check('demand_ticket_price_limit', withinMostPpm(t.isPriceExempt, t.priceMaxPpm)),
    check(
      'demand_ticket_price',
      sql`${t.priceMinPpm} >= 0 and ${t.priceMinPpm} <= ${t.priceMaxPpm}`,
    ),
  ],
)

export const ticketPinned: Pinned<
  Omit<typeof ticketTable.$inferSelect, 'isPriceExempt' | 'isSeeded'>,
  DemandTicketRecord
> = true
