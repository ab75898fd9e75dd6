import { sql } from 'drizzle-orm'
import { check, integer, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { MOST_TERM_DAYS } from '@/lib/core/limits'
import { foldedName, instantColumn, onOneLine, satsColumn } from '@/lib/db/columns'
import type { Pinned } from '@/lib/db/pinned'
import type { TreasuryPoolRecord } from '@/types'
import { treasuryTable } from '../treasury/table'

export const poolTable = pgTable(
  'treasury_pool',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    nickname: text().notNull(),
    minTermDays: integer().notNull(),
    maxExposureSats: satsColumn().notNull(),
    jurisdictions: text().array().notNull(),
    createdAt: instantColumn().notNull(),
    version: integer().notNull(),
  },
  (t) => [
    uniqueIndex('pool_name_folded').on(foldedName(t.name)),
    uniqueIndex('pool_nickname_folded').on(foldedName(t.nickname)),
    check('pool_name_seen', sql`length(${foldedName(t.name)}) >= 3`),
    check('pool_names_one_line', sql`${onOneLine(t.name)} and ${onOneLine(t.nickname)}`),
    check('pool_nickname_seen', sql`length(${foldedName(t.nickname)}) >= 3`),
    check(
      'pool_term_range',
      sql`${t.minTermDays} between 1 and ${sql.raw(String(MOST_TERM_DAYS))}`,
    ),
    check('pool_exposure_range', sql`${t.maxExposureSats} > 0`),
  ],
)

export const poolTreasuryTable = pgTable(
  'treasury_pool_member',
  {
    poolId: text()
      .notNull()
      .references(() => poolTable.id),
    treasuryId: text()
      .notNull()
      .references(() => treasuryTable.id),
  },
  (t) => [primaryKey({ columns: [t.poolId, t.treasuryId] })],
)

export const poolPinned: Pinned<
  typeof poolTable.$inferSelect,
  Omit<TreasuryPoolRecord, 'treasuryIds'>
> = true
