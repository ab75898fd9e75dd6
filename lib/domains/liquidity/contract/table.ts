import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { instantColumn, satsColumn, withinFeeLimit } from '@/lib/db/columns'
import type { Pinned } from '@/lib/db/pinned'
import {
  CONTRACT_STATUSES,
  type ContractRecord,
  type ContractSignatureRecord,
  FEE_MODELS,
  LEASE_PARTIES,
} from '@/types'
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
    startAt: instantColumn().notNull(),
    feeModel: text({ enum: FEE_MODELS }).notNull(),
    feeSats: satsColumn(),
    feePpm: integer(),
    lessorLabel: text().notNull(),
    lesseeLabel: text().notNull(),
    /** Contracts from before there were templates are of the first. */
    template: integer().$type<ContractRecord['template']>().notNull().default(1),
    termsHash: text().notNull(),
    issuedAt: instantColumn().notNull(),
    signedByTreasuryAt: instantColumn(),
    signedBySubscriberAt: instantColumn(),
    completedAt: instantColumn(),
    status: text({ enum: CONTRACT_STATUSES }).notNull(),
    /** As its lease. */
    isFeeExempt: boolean().notNull().default(false),
    version: integer().notNull(),
  },
  (t) => [
    index('contract_treasury').on(t.treasuryId),
    index('contract_subscriber').on(t.subscriberId),
    check('contract_template_known', sql`${t.template} in (1, 2)`),
    check('contract_fee_limit', withinFeeLimit(t)),
  ],
)

/** One signature per party over the hash of the terms. */
export const contractSignatureTable = pgTable(
  'contract_signature',
  {
    contractId: text()
      .notNull()
      .references(() => contractTable.id),
    party: text({ enum: LEASE_PARTIES }).notNull(),
    userId: text(),
    signerName: text().notNull(),
    termsHash: text().notNull(),
    signedAt: instantColumn().notNull(),
    ip: text(),
  },
  (t) => [primaryKey({ columns: [t.contractId, t.party] })],
)

export const contractSignaturePinned: Pinned<
  typeof contractSignatureTable.$inferSelect,
  ContractSignatureRecord
> = true
export const contractPinned: Pinned<
  Omit<typeof contractTable.$inferSelect, 'isFeeExempt'>,
  ContractRecord
> = true
