import { index, integer, pgTable, text } from 'drizzle-orm/pg-core'
import { instantColumn, satsColumn } from '@/lib/db/columns'
import type { Pinned } from '@/lib/db/pinned'
import { CONTRACT_STATUSES, type ContractRecord, FEE_MODELS } from '@/types'
import { leaseTable } from '../lease/table'
import { subscriberTable } from '../subscriber/table'
import { treasuryTable } from '../treasury/table'

export const contractTable = pgTable(
  'contract',
  {
    id: text().primaryKey(),
    leaseId: text()
      .notNull()
      .unique()
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
    termsHash: text().notNull(),
    issuedAt: instantColumn().notNull(),
    signedByTreasuryAt: instantColumn(),
    signedBySubscriberAt: instantColumn(),
    completedAt: instantColumn(),
    status: text({ enum: CONTRACT_STATUSES }).notNull(),
    version: integer().notNull(),
  },
  (t) => [
    index('contract_treasury').on(t.treasuryId),
    index('contract_subscriber').on(t.subscriberId),
  ],
)

export const contractPinned: Pinned<typeof contractTable.$inferSelect, ContractRecord> = true
