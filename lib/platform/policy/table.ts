import { doublePrecision, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { sats } from '@/lib/core/money'
import { instantColumn, satsColumn } from '@/lib/db/columns'
import type { Pinned } from '@/lib/db/pinned'
import type { PlatformPolicyRecord, VersionFloors } from '@/types'

/** Versions of the platform policy; the one in force is the newest whose time has come. */
export const platformPolicyTable = pgTable('platform_policy', {
  version: integer().primaryKey(),
  effectiveFrom: instantColumn().notNull(),
  minTermDays: integer().notNull(),
  maxExposureSats: satsColumn().notNull(),
  minLeaseSats: satsColumn().notNull().default(sats(1_000_000)),
  maxOpenRequests: integer().notNull().default(50),
  jurisdictions: text().array().notNull(),
  defaultMarginBps: integer().notNull(),
  expiryAlertDays: integer().notNull(),
  utilizationTargetPct: doublePrecision().notNull(),
  uptimeAlertPct: doublePrecision().notNull(),
  uptimeSlaPct: doublePrecision().notNull(),
  deliveredSlaPct: doublePrecision().notNull(),
  successRatePct: doublePrecision().notNull(),
  lnd: jsonb().$type<VersionFloors>().notNull(),
  cln: jsonb().$type<VersionFloors>().notNull(),
})

export const platformPolicyPinned: Pinned<
  typeof platformPolicyTable.$inferSelect,
  PlatformPolicyRecord
> = true
