import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { dateColumn, instantColumn, msatColumn, satsColumn } from '@/lib/db/columns'
import type { Pinned } from '@/lib/db/pinned'
import { organisationTable } from '@/lib/platform/organisation/table'
import type { PayoutAddressRecord, PolicyTemplateRecord, TreasuryRecord } from '@/types'

export const policyTemplateTable = pgTable('policy_template', {
  id: text().primaryKey(),
  name: text().notNull(),
  baseFeeMsatMin: integer().notNull(),
  baseFeeMsatMax: integer().notNull(),
  feePpmMin: integer().notNull(),
  feePpmMax: integer().notNull(),
  timeLockBlocksMin: integer().notNull(),
  timeLockBlocksMax: integer().notNull(),
})

export const treasuryTable = pgTable(
  'treasury',
  {
    id: text()
      .primaryKey()
      .references(() => organisationTable.id),
    name: text().notNull(),
    marginBps: integer().notNull(),
    alias: text().notNull(),
    isAnonymised: boolean().notNull(),
    jurisdiction: text().notNull(),
    policyTemplateId: text()
      .notNull()
      .references(() => policyTemplateTable.id),
    createdAt: instantColumn().notNull(),
  },
  (t) => [check('treasury_margin_range', sql`${t.marginBps} between 0 and 10000`)],
)

export const payoutAddressTable = pgTable(
  'payout_address',
  {
    id: text().primaryKey(),
    treasuryId: text()
      .notNull()
      .references(() => treasuryTable.id),
    address: text().notNull(),
    verifiedAt: instantColumn(),
  },
  (t) => [index('payout_address_treasury').on(t.treasuryId)],
)

/**
 * A treasury's complete UTC days: the sums of its channels' and nodes' facts, written when a day is
 * closed. Those facts never change again, and every figure since inception reads these rows.
 */
export const treasuryDayTable = pgTable(
  'treasury_day',
  {
    treasuryId: text()
      .notNull()
      .references(() => treasuryTable.id),
    date: dateColumn().notNull(),
    routedSats: satsColumn().notNull(),
    feeMsat: msatColumn().notNull(),
    deployedSats: satsColumn().notNull(),
  },
  (t) => [primaryKey({ columns: [t.treasuryId, t.date] })],
)

export const treasuryPinned: Pinned<typeof treasuryTable.$inferSelect, TreasuryRecord> = true
export const payoutAddressPinned: Pinned<
  typeof payoutAddressTable.$inferSelect,
  PayoutAddressRecord
> = true
export const policyTemplatePinned: Pinned<
  typeof policyTemplateTable.$inferSelect,
  PolicyTemplateRecord
> = true
