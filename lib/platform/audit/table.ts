import { bigint, index, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { instantColumn } from '@/lib/db/columns'
import type { Pinned } from '@/lib/db/pinned'
import { AUDIT_ACTOR_TYPES, type AuditEventRecord } from '@/types'

/** Append-only: triggers refuse UPDATE, DELETE and TRUNCATE (migration 0001). */
export const auditEventTable = pgTable(
  'audit_event',
  {
    id: text().primaryKey(),
    seq: bigint({ mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    at: instantColumn().notNull(),
    actorType: text({ enum: AUDIT_ACTOR_TYPES }).notNull(),
    actorId: text().notNull(),
    actorName: text().notNull(),
    /** No foreign key: the log outlives whatever it speaks of. */
    organisationId: text(),
    action: text().notNull(),
    entityType: text().notNull(),
    entityId: text().notNull(),
    fromStatus: text(),
    toStatus: text(),
    reason: text(),
    details: jsonb().$type<Record<string, unknown>>().notNull(),
    ip: text(),
    userAgent: text(),
    requestId: text(),
    previousHash: text(),
    hash: text(),
  },
  (t) => [
    uniqueIndex('audit_event_seq').on(t.seq),
    index('audit_event_at').on(t.at, t.seq),
    index('audit_event_entity').on(t.entityType, t.entityId),
    index('audit_event_organisation').on(t.organisationId, t.at),
  ],
)

export type AuditEventRow = typeof auditEventTable.$inferSelect

export const auditEventPinned: Pinned<
  Omit<AuditEventRow, 'seq' | 'userAgent' | 'previousHash' | 'hash'>,
  AuditEventRecord
> = true
