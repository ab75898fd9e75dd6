import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { dateColumn, instantColumn, satsColumn } from '@/lib/db/columns'
import type { Pinned } from '@/lib/db/pinned'
import {
  BACKUP_STATUSES,
  NODE_IMPLEMENTATIONS,
  NODE_STATUSES,
  type NodeDayRecord,
  type NodeProfile,
  type NodeRecord,
} from '@/types'
import { treasuryTable } from '../treasury/table'

export const nodeTable = pgTable(
  'node',
  {
    id: text().primaryKey(),
    treasuryId: text()
      .notNull()
      .references(() => treasuryTable.id),
    alias: text().notNull(),
    pubkey: text().notNull().unique(),
    implementation: text({ enum: NODE_IMPLEMENTATIONS }).notNull(),
    version: text().notNull(),
    status: text({ enum: NODE_STATUSES }).notNull(),
    statusSince: instantColumn().notNull(),
    lastSeenAt: instantColumn().notNull(),
    reserveSats: satsColumn().notNull(),
    signerQuorumRequired: integer().notNull(),
    signerQuorumPresent: integer().notNull(),
    signerSince: instantColumn(),
    versionSince: instantColumn(),
    policySince: instantColumn(),
    backupStatus: text({ enum: BACKUP_STATUSES }).notNull(),
    backupAt: instantColumn(),
    baseFeeMsat: integer().notNull(),
    feePpm: integer().notNull(),
    timeLockBlocks: integer().notNull(),
    createdAt: instantColumn().notNull(),
    retiredAt: instantColumn(),
    profile: jsonb().$type<NodeProfile>().notNull(),
  },
  (t) => [
    index('node_treasury').on(t.treasuryId),
    check('node_reserve_range', sql`${t.reserveSats} >= 0`),
  ],
)

export const nodeDayTable = pgTable(
  'node_day',
  {
    nodeId: text()
      .notNull()
      .references(() => nodeTable.id),
    treasuryId: text()
      .notNull()
      .references(() => treasuryTable.id),
    date: dateColumn().notNull(),
    onlineSeconds: integer().notNull(),
    observedSeconds: integer().notNull(),
    medianPingMs: integer().notNull(),
    capacitySats: satsColumn().notNull(),
    reserveSats: satsColumn().notNull(),
    lastRebalanceAt: instantColumn(),
  },
  (t) => [
    primaryKey({ columns: [t.nodeId, t.date] }),
    index('node_day_date').on(t.date),
    index('node_day_treasury_date').on(t.treasuryId, t.date),
    check(
      'node_day_seconds',
      sql`${t.onlineSeconds} between 0 and ${t.observedSeconds} and ${t.observedSeconds} <= 86400`,
    ),
  ],
)

export const nodePinned: Pinned<typeof nodeTable.$inferSelect, NodeRecord> = true
export const nodeDayPinned: Pinned<typeof nodeDayTable.$inferSelect, NodeDayRecord> = true
