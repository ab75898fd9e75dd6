import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { instantColumn, satsColumn } from '@/lib/db/columns'
import type { Pinned } from '@/lib/db/pinned'
import { EARLY_END_STATUSES, type EarlyEndRecord, LEASE_PARTIES } from '@/types'
import { leaseTable } from '../lease/table'
import { subscriberTable } from '../subscriber/table'
import { treasuryTable } from '../treasury/table'

export const earlyEndTable = pgTable(
  'early_end',
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
    requestedBy: text({ enum: [...LEASE_PARTIES, 'admin'] }).notNull(),
    reason: text().notNull(),
    status: text({ enum: EARLY_END_STATUSES }).notNull(),
    effectiveAt: instantColumn().notNull(),
    feeSats: satsColumn().notNull(),
    isFeeWaived: boolean().notNull(),
    createdAt: instantColumn().notNull(),
    answeredAt: instantColumn(),
    answerReason: text(),
    version: integer().notNull(),
  },
  (t) => [
    index('early_end_lease').on(t.leaseId),
    index('early_end_due').on(t.status, t.effectiveAt),
    uniqueIndex('early_end_open')
      .on(t.leaseId)
      .where(sql`${t.status} in ('requested', 'approved')`),
    check('early_end_fee', sql`${t.feeSats} >= 0`),
  ],
)

export const earlyEndPinned: Pinned<typeof earlyEndTable.$inferSelect, EarlyEndRecord> = true
