import { sql } from 'drizzle-orm'
import { bigint, check, integer, pgTable } from 'drizzle-orm/pg-core'
import { dateColumn, instantColumn } from '@/lib/db/columns'

/** One row: which demo world this store holds and how far its daily facts reach. */
export const demoWorldTable = pgTable(
  'demo_world',
  {
    id: integer().primaryKey().default(1),
    seed: integer().notNull(),
    scale: integer().notNull(),
    /** 00:00 UTC of the world's first day. */
    anchorAt: instantColumn().notNull(),
    /** The last complete UTC day whose facts are stored. */
    factsThrough: dateColumn().notNull(),
    /** How far the product clock has been moved ahead; every process reads it. */
    clockOffsetMs: bigint({ mode: 'number' }).notNull().default(0),
  },
  (t) => [
    check('demo_world_single_row', sql`${t.id} = 1`),
    check('demo_world_clock_forward', sql`${t.clockOffsetMs} >= 0`),
  ],
)

export type DemoWorld = typeof demoWorldTable.$inferSelect
