import { bigint, index, pgTable, text, timestamp } from 'drizzle-orm/pg-core'

/**
 * What open pages are told: that something an organisation may see has changed, never what it says.
 * Written by commands in their transaction, read by the event streams, pruned after an hour.
 */
export const liveEventTable = pgTable(
  'live_event',
  {
    seq: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    /** "flowrate" for admins, "*" for everyone. */
    organisationId: text().notNull(),
    entityType: text().notNull(),
    entityId: text().notNull(),
    /** "lease.activated": the same word as in the audit log. */
    change: text().notNull(),
    requestId: text(),
    /** Real time. */
    createdAt: timestamp({ withTimezone: true, precision: 3, mode: 'date' }).notNull().defaultNow(),
  },
  (t) => [index('live_event_created').on(t.createdAt)],
)
