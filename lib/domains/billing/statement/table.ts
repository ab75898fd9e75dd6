import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable, text, unique } from 'drizzle-orm/pg-core'
import { instantColumn, satsColumn } from '@/lib/db/columns'
import type { Pinned } from '@/lib/db/pinned'
import { organisationTable } from '@/lib/platform/organisation/table'
import type { StatementRecord } from '@/types'

/** Final statements of closed months; the running month is computed, never stored. */
export const statementTable = pgTable(
  'statement',
  {
    id: text().primaryKey(),
    number: text().notNull().unique(),
    treasuryId: text()
      .notNull()
      .references(() => organisationTable.id),
    period: text().notNull(),
    leaseFeesSats: satsColumn().notNull(),
    routingFeesSats: satsColumn().notNull(),
    grossSats: satsColumn().notNull(),
    marginBps: integer().notNull(),
    marginSats: satsColumn().notNull(),
    netSats: satsColumn().notNull(),
    creditSats: satsColumn().notNull(),
    contentHash: text().notNull(),
    generatedAt: instantColumn().notNull(),
  },
  (t) => [
    unique('statement_treasury_period').on(t.treasuryId, t.period),
    index('statement_treasury').on(t.treasuryId),
    check('statement_gross', sql`${t.grossSats} = ${t.leaseFeesSats} + ${t.routingFeesSats}`),
    check('statement_net', sql`${t.netSats} = ${t.grossSats} - ${t.marginSats}`),
  ],
)

export const statementPinned: Pinned<typeof statementTable.$inferSelect, StatementRecord> = true
