import { index, integer, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'

/**
 * What a command answered to an `Idempotency-Key`, kept in the transaction of its effect, so that the
 * same key gives the same answer and acts once.
 */
export const idempotencyTable = pgTable(
  'idempotency_key',
  {
    organisationId: text().notNull(),
    key: text().notNull(),
    /** SHA-256 over method, path and body: another request under the same key is refused. */
    requestHash: text().notNull(),
    status: integer(),
    response: jsonb().$type<unknown>(),
    /** Real time; keys are honoured for 24 hours. */
    createdAt: timestamp({ withTimezone: true, precision: 3, mode: 'date' }).notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.key] }),
    index('idempotency_key_created').on(t.createdAt),
  ],
)
