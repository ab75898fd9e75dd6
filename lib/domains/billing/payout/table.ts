import { sql } from 'drizzle-orm'
import { check, index, pgTable, text } from 'drizzle-orm/pg-core'
import { instantColumn, satsColumn } from '@/lib/db/columns'
import type { Pinned } from '@/lib/db/pinned'
import { organisationTable } from '@/lib/platform/organisation/table'
import { PAYOUT_METHODS, PAYOUT_STATUSES, type PayoutRecord } from '@/types'

export const payoutTable = pgTable(
  'payout',
  {
    id: text().primaryKey(),
    treasuryId: text()
      .notNull()
      .references(() => organisationTable.id),
    amountSats: satsColumn().notNull(),
    address: text().notNull(),
    method: text({ enum: PAYOUT_METHODS }).notNull(),
    status: text({ enum: PAYOUT_STATUSES }).notNull(),
    scheduledFor: instantColumn().notNull(),
    txid: text(),
    createdAt: instantColumn().notNull(),
  },
  (t) => [
    index('payout_treasury').on(t.treasuryId),
    check('payout_amount', sql`${t.amountSats} > 0`),
  ],
)

export const payoutPinned: Pinned<typeof payoutTable.$inferSelect, PayoutRecord> = true
