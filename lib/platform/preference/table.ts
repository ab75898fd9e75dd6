import { integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { userTable } from '@/lib/auth/table'
import { instantColumn } from '@/lib/db/columns'
import type { Pinned } from '@/lib/db/pinned'
import {
  type ChartRange,
  DENSITIES,
  type PreferenceRecord,
  START_PAGES,
  type TablePreferenceRecord,
  THEMES,
  UNITS,
} from '@/types'

export const preferenceTable = pgTable('preference', {
  userId: text()
    .primaryKey()
    .references(() => userTable.id, { onDelete: 'cascade' }),
  unit: text({ enum: UNITS }).notNull(),
  theme: text({ enum: THEMES }).notNull(),
  timeZone: text(),
  density: text({ enum: DENSITIES }).notNull(),
  pageSize: integer().notNull(),
  startPage: text({ enum: START_PAGES }).notNull(),
  defaultRange: integer().$type<ChartRange>().notNull(),
  ranges: jsonb().$type<Record<string, ChartRange>>().notNull(),
  tables: jsonb().$type<Record<string, TablePreferenceRecord>>().notNull(),
  updatedAt: instantColumn().notNull(),
})

export const preferencePinned: Pinned<typeof preferenceTable.$inferSelect, PreferenceRecord> = true
