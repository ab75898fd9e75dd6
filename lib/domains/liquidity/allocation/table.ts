import { sql } from 'drizzle-orm'
import { check, index, pgTable, text } from 'drizzle-orm/pg-core'
import { instantColumn, satsColumn } from '@/lib/db/columns'
import type { Pinned } from '@/lib/db/pinned'
import { ALLOCATION_STATUSES, type AllocationRecord } from '@/types'
import { contractTable } from '../contract/table'
import { leaseTable } from '../lease/table'
import { poolTable } from '../pool/table'
import { subscriberTable } from '../subscriber/table'
import { ticketTable } from '../ticket/table'
import { treasuryTable } from '../treasury/table'

export const allocationTable = pgTable(
  'allocation',
  {
    id: text().primaryKey(),
    ticketId: text().references(() => ticketTable.id),
    poolId: text()
      .notNull()
      .references(() => poolTable.id),
    treasuryId: text()
      .notNull()
      .references(() => treasuryTable.id),
    subscriberId: text()
      .notNull()
      .references(() => subscriberTable.id),
    leaseId: text()
      .notNull()
      .unique()
      .references(() => leaseTable.id),
    contractId: text().references(() => contractTable.id),
    sizeSats: satsColumn().notNull(),
    status: text({ enum: ALLOCATION_STATUSES }).notNull(),
    expiresAt: instantColumn(),
    allocatedBy: text(),
    note: text(),
    createdAt: instantColumn().notNull(),
  },
  (t) => [
    index('allocation_ticket').on(t.ticketId),
    index('allocation_treasury').on(t.treasuryId),
    index('allocation_due').on(t.status, t.expiresAt),
    check('allocation_size', sql`${t.sizeSats} > 0`),
  ],
)

export const allocationPinned: Pinned<typeof allocationTable.$inferSelect, AllocationRecord> = true
