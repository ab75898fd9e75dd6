import { and, eq, gte, ilike, inArray, lt, or, type SQL, sql } from 'drizzle-orm'
import type { PageRequest } from '@/lib/core/pagination'
import { addDays, startOfDay } from '@/lib/core/time'
import type { UserActor } from '@/lib/platform/actor'
import { organisationTable } from '@/lib/platform/organisation/table'
import type { AuditActorType, IsoDate } from '@/types'
import { auditEventTable } from './table'

export const AUDIT_SORTS = ['at', 'actor', 'action', 'entity', 'organisation'] as const
export type AuditSort = (typeof AUDIT_SORTS)[number]

export const AUDIT_FACETS = ['actorType', 'action', 'entityType', 'organisation'] as const
export type AuditFacet = (typeof AUDIT_FACETS)[number]

export interface AuditFilter {
  q: string
  /** First and last UTC day, both inside. */
  from: IsoDate | null
  to: IsoDate | null
  actorType: readonly AuditActorType[]
  /** Part of the actor's name, or the whole id. */
  actor: string
  /** First words of actions: "lease" finds "lease.renewed". */
  action: readonly string[]
  entityType: readonly string[]
  entityId: string
  organisation: readonly string[]
  /** Beginning of an address. */
  ip: string
}

export interface AuditPageRequest extends AuditFilter, PageRequest {
  sort: { by: AuditSort; descending: boolean }
}

export const NO_AUDIT_FILTER: AuditFilter = {
  q: '',
  from: null,
  to: null,
  actorType: [],
  actor: '',
  action: [],
  entityType: [],
  entityId: '',
  organisation: [],
  ip: '',
}

/** "lease" of "lease.renewed". */
export const actionPrefix = sql<string>`split_part(${auditEventTable.action}, '.', 1)`

export const SORT_COLUMNS: Readonly<Record<AuditSort, SQL>> = {
  at: sql`${auditEventTable.at}`,
  actor: sql`${auditEventTable.actorName} collate "C"`,
  action: sql`${auditEventTable.action} collate "C"`,
  entity: sql`${auditEventTable.entityType} || ' ' || ${auditEventTable.entityId} collate "C"`,
  organisation: sql`coalesce(${organisationTable.name}, '') collate "C"`,
}

/** Admins read the whole log, everybody else the rows of their own organisation. */
export function auditScope(actor: UserActor): SQL | undefined {
  if (actor.role === 'admin') return undefined
  return eq(auditEventTable.organisationId, actor.organisationId)
}

/** Rows that the filter keeps; a facet left out is not asked, for counting its own values. */
export function auditWhere(filter: AuditFilter, without?: AuditFacet): SQL | undefined {
  const t = auditEventTable
  return and(
    filter.q === '' ? undefined : matchesText(filter.q),
    filter.from === null ? undefined : gte(t.at, startOfDay(filter.from)),
    filter.to === null ? undefined : lt(t.at, startOfDay(addDays(filter.to, 1))),
    filter.actor === ''
      ? undefined
      : or(eq(t.actorId, filter.actor), ilike(t.actorName, contains(filter.actor))),
    filter.entityId === '' ? undefined : eq(t.entityId, filter.entityId),
    filter.ip === '' ? undefined : ilike(t.ip, `${escapeLike(filter.ip)}%`),
    anyOf(t.actorType, filter.actorType, without !== 'actorType'),
    anyOf(actionPrefix, filter.action, without !== 'action'),
    anyOf(t.entityType, filter.entityType, without !== 'entityType'),
    anyOf(t.organisationId, filter.organisation, without !== 'organisation'),
  )
}

function anyOf(
  column: Parameters<typeof inArray>[0],
  values: readonly string[],
  isAsked: boolean,
): SQL | undefined {
  return isAsked && values.length > 0 ? inArray(column, [...values]) : undefined
}

function matchesText(q: string): SQL | undefined {
  const t = auditEventTable
  const text = contains(q)
  return or(
    ...[t.actorName, t.action, t.entityType, t.entityId, t.reason].map((column) =>
      ilike(column, text),
    ),
  )
}

function contains(text: string): string {
  return `%${escapeLike(text)}%`
}

/** `%`, `_` and `\` are letters to whoever searches. */
function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}
