import 'server-only'
import { eq, or, sql } from 'drizzle-orm'
import { contains, startsWith } from '@/lib/platform/list/conditions'
import { defineList } from '@/lib/platform/list/define-list'
import { organisationTable } from '@/lib/platform/organisation/table'
import type { AuditEventRecord } from '@/types'
import { AUDIT_WORDS } from './columns'
import { auditEventTable } from './table'

export interface AuditEventItem extends AuditEventRecord {
  organisationName: string | null
  userAgent: string | null
}

const t = auditEventTable
const organisation = sql<string | null>`${organisationTable.name}`

const SELECTION = {
  id: t.id,
  at: t.at,
  actorType: t.actorType,
  actorId: t.actorId,
  actorName: t.actorName,
  organisationId: t.organisationId,
  action: t.action,
  entityType: t.entityType,
  entityId: t.entityId,
  fromStatus: t.fromStatus,
  toStatus: t.toStatus,
  reason: t.reason,
  details: t.details,
  ip: t.ip,
  requestId: t.requestId,
  userAgent: t.userAgent,
  organisationName: organisation,
}

/** The audit log, with the names of the organisations that it speaks of. */
export const auditList = defineList({
  words: AUDIT_WORDS,
  from: () =>
    sql`${t} left join ${organisationTable} on ${eq(organisationTable.id, t.organisationId)}`,
  // Admins read the whole log, everybody else the rows of their own organisation.
  scope: ({ actor }) =>
    actor.role === 'admin' ? undefined : eq(t.organisationId, actor.organisationId),
  select: SELECTION,
  toRow: (picked): AuditEventItem => picked,
  search: [t.actorName, t.action, t.entityType, t.entityId, t.reason],
  sorts: {
    at: t.at,
    actor: sql`${t.actorName} collate "C"`,
    action: sql`${t.action} collate "C"`,
    entity: sql`(${t.entityType} || ' ' || ${t.entityId}) collate "C"`,
    organisation: sql`coalesce(${organisation}, '') collate "C"`,
  },
  ties: (descending) => [{ by: t.seq, descending }],
  filters: {
    date: t.at,
    actorType: { value: t.actorType },
    actor: (text) => or(eq(t.actorId, text), contains(t.actorName, text)),
    // "lease" of "lease.renewed".
    action: { value: sql`split_part(${t.action}, '.', 1)` },
    entityType: { value: t.entityType },
    entityId: (id) => eq(t.entityId, id),
    organisation: { value: t.organisationId, label: organisation },
    ip: (text) => startsWith(t.ip, text),
  },
  arrival: t.seq,
})
