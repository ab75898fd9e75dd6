import { sql } from 'drizzle-orm'
import { doublePrecision, index, pgTable, text } from 'drizzle-orm/pg-core'
import { dateColumn, instantColumn, satsColumn } from '@/lib/db/columns'
import type { Pinned } from '@/lib/db/pinned'
import {
  INCIDENT_KINDS,
  INCIDENT_SEVERITIES,
  INCIDENT_STATUSES,
  type IncidentRecord,
  SLA_METRICS,
  type SlaBreachRecord,
} from '@/types'
import { channelTable } from '../channel/table'
import { leaseTable } from '../lease/table'
import { nodeTable } from '../node/table'
import { subscriberTable } from '../subscriber/table'
import { treasuryTable } from '../treasury/table'

export const incidentTable = pgTable(
  'incident',
  {
    id: text().primaryKey(),
    kind: text({ enum: INCIDENT_KINDS }).notNull(),
    severity: text({ enum: INCIDENT_SEVERITIES }).notNull(),
    status: text({ enum: INCIDENT_STATUSES }).notNull(),
    title: text().notNull(),
    treasuryId: text().references(() => treasuryTable.id),
    subscriberId: text().references(() => subscriberTable.id),
    nodeId: text().references(() => nodeTable.id),
    leaseId: text().references(() => leaseTable.id),
    channelId: text().references(() => channelTable.id),
    openedAt: instantColumn().notNull(),
    acknowledgedAt: instantColumn(),
    resolvedAt: instantColumn(),
    rootCause: text(),
  },
  (t) => [
    index('incident_treasury').on(t.treasuryId),
    index('incident_subscriber').on(t.subscriberId),
  ],
)

export const slaBreachTable = pgTable(
  'sla_breach',
  {
    id: text().primaryKey(),
    incidentId: text()
      .notNull()
      .references(() => incidentTable.id),
    leaseId: text()
      .notNull()
      .references(() => leaseTable.id),
    treasuryId: text()
      .notNull()
      .references(() => treasuryTable.id),
    subscriberId: text()
      .notNull()
      .references(() => subscriberTable.id),
    metric: text({ enum: SLA_METRICS }).notNull(),
    targetPct: doublePrecision().notNull(),
    measuredPct: doublePrecision().notNull(),
    fromAt: instantColumn().notNull(),
    toAt: instantColumn(),
    creditSats: satsColumn().notNull(),
    // A trigger fills in the day, moves one that lies in a closed month into the open one, and keeps what is billed.
    bookedOn: dateColumn().notNull().default(sql`null`),
  },
  (t) => [
    index('sla_breach_treasury').on(t.treasuryId),
    index('sla_breach_subscriber').on(t.subscriberId),
  ],
)

export const incidentPinned: Pinned<typeof incidentTable.$inferSelect, IncidentRecord> = true
export const slaBreachPinned: Pinned<typeof slaBreachTable.$inferSelect, SlaBreachRecord> = true
