import { sql } from 'drizzle-orm'
import { boolean, check, integer, pgTable, text } from 'drizzle-orm/pg-core'
import { instantColumn } from '@/lib/db/columns'
import type { Pinned } from '@/lib/db/pinned'
import { organisationTable } from '@/lib/platform/organisation/table'
import {
  COMPLIANCE_ENTITY_TYPES,
  COMPLIANCE_STATUSES,
  type ComplianceRecordRecord,
  SANCTIONS_RESULTS,
} from '@/types'

export const complianceRecordTable = pgTable(
  'compliance_record',
  {
    id: text().primaryKey(),
    organisationId: text()
      .notNull()
      .unique()
      .references(() => organisationTable.id),
    entityType: text({ enum: COMPLIANCE_ENTITY_TYPES }).notNull(),
    status: text({ enum: COMPLIANCE_STATUSES }).notNull(),
    isIdVerified: boolean().notNull(),
    isAddressVerified: boolean().notNull(),
    isEntityVerified: boolean().notNull(),
    documentsReceived: integer().notNull(),
    riskScore: integer().notNull(),
    sanctionsCheck: text({ enum: SANCTIONS_RESULTS }).notNull(),
    jurisdiction: text().notNull(),
    reason: text(),
    updatedAt: instantColumn().notNull(),
    nextReviewAt: instantColumn().notNull(),
  },
  (t) => [check('compliance_record_risk', sql`${t.riskScore} between 0 and 100`)],
)

export const complianceRecordPinned: Pinned<
  typeof complianceRecordTable.$inferSelect,
  ComplianceRecordRecord
> = true
