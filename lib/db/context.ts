import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import type { Clock } from '@/lib/core/time'

/** The store or a transaction on it; the same for both drivers. */
export type Database = PgDatabase<PgQueryResultHKT, Record<string, never>>

export interface DbCtx {
  db: Database
  clock: Clock
  requestId: string
}
