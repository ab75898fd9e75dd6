import { lt, sql } from 'drizzle-orm'
import { idempotencyTable } from './table'

/** True for a key that is no longer honoured: older than 24 hours of real time. */
export const isForgotten = lt(idempotencyTable.createdAt, sql`now() - interval '24 hours'`)
