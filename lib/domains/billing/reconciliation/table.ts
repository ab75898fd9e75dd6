import { index, pgTable, text } from 'drizzle-orm/pg-core'
import { instantColumn, satsColumn } from '@/lib/db/columns'
import type { Pinned } from '@/lib/db/pinned'
import { organisationTable } from '@/lib/platform/organisation/table'
import {
  RECONCILIATION_SOURCES,
  RECONCILIATION_STATUSES,
  type ReconciliationDiffRecord,
} from '@/types'

export const reconciliationDiffTable = pgTable(
  'reconciliation_diff',
  {
    id: text().primaryKey(),
    source: text({ enum: RECONCILIATION_SOURCES }).notNull(),
    treasuryId: text().references(() => organisationTable.id),
    entityType: text().notNull(),
    entityId: text().notNull(),
    expectedSats: satsColumn().notNull(),
    actualSats: satsColumn().notNull(),
    status: text({ enum: RECONCILIATION_STATUSES }).notNull(),
    resolution: text(),
    openedAt: instantColumn().notNull(),
    resolvedAt: instantColumn(),
  },
  (t) => [index('reconciliation_diff_status').on(t.status)],
)

export const reconciliationDiffPinned: Pinned<
  typeof reconciliationDiffTable.$inferSelect,
  ReconciliationDiffRecord
> = true
