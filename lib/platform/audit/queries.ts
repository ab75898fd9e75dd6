import 'server-only'
import { and, asc, count, desc, eq, lte, max, type SQL, sql } from 'drizzle-orm'
import { NotFoundError } from '@/lib/core/errors'
import type { Page } from '@/lib/core/pagination'
import type { UserCtx } from '@/lib/platform/ctx'
import { organisationTable } from '@/lib/platform/organisation/table'
import type { AuditEventRecord } from '@/types'
import {
  type AuditFacet,
  type AuditFilter,
  type AuditPageRequest,
  actionPrefix,
  auditScope,
  auditWhere,
  SORT_COLUMNS,
} from './filter'
import { auditEventTable } from './table'

export interface AuditEventItem extends AuditEventRecord {
  organisationName: string | null
  userAgent: string | null
}

export interface FacetCount {
  value: string
  label: string
  count: number
}

const CHUNK = 500
const t = auditEventTable

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
  organisationName: organisationTable.name,
}

/** One page of the log, as far as the viewer may see it. */
export async function listAuditEvents(
  ctx: UserCtx,
  request: AuditPageRequest,
): Promise<Page<AuditEventItem>> {
  const scope = auditScope(ctx.actor)
  const where = auditWhere(request)
  const [counts] = await ctx.db
    .select({
      total: count(),
      matching: sql<number>`count(*) filter (where ${where ?? sql`true`})`.mapWith(Number),
    })
    .from(t)
    .where(scope)
  const rows = await selectRows(ctx, and(scope, where), request)
    .limit(request.per)
    .offset((request.page - 1) * request.per)
  const { page, per } = request
  return { rows, matching: counts?.matching ?? 0, total: counts?.total ?? 0, page, per }
}

/** One row. @throws NotFoundError for an id that does not exist or is not the viewer's to see. */
export async function getAuditEvent(ctx: UserCtx, id: string): Promise<AuditEventItem> {
  const [row] = await ctx.db
    .select(SELECTION)
    .from(t)
    .leftJoin(organisationTable, eq(organisationTable.id, t.organisationId))
    .where(and(auditScope(ctx.actor), eq(t.id, id)))
  if (row === undefined) throw new NotFoundError('This audit entry')
  return row
}

/** Values of each facet with the number of rows that the rest of the filter leaves to them. */
export async function countAuditFacets(
  ctx: UserCtx,
  filter: AuditFilter,
): Promise<Record<AuditFacet, FacetCount[]>> {
  return {
    actorType: await countFacet(ctx, filter, 'actorType', sql`${t.actorType}`),
    action: await countFacet(ctx, filter, 'action', actionPrefix),
    entityType: await countFacet(ctx, filter, 'entityType', sql`${t.entityType}`),
    organisation: await countFacet(ctx, filter, 'organisation', sql`${t.organisationId}`),
  }
}

/** All matching rows in order, read in chunks. Rows that arrive meanwhile are left out. */
export async function* iterateAuditEvents(
  ctx: UserCtx,
  request: Omit<AuditPageRequest, 'page' | 'per'>,
): AsyncGenerator<AuditEventItem> {
  const [newest] = await ctx.db.select({ seq: max(t.seq) }).from(t)
  const where = and(auditScope(ctx.actor), auditWhere(request), lte(t.seq, newest?.seq ?? 0))
  for (let offset = 0; ; offset += CHUNK) {
    const rows = await selectRows(ctx, where, request).limit(CHUNK).offset(offset)
    yield* rows
    if (rows.length < CHUNK) return
  }
}

function selectRows(
  ctx: UserCtx,
  where: SQL | undefined,
  { sort }: Pick<AuditPageRequest, 'sort'>,
) {
  const direction = sort.descending ? desc : asc
  return ctx.db
    .select(SELECTION)
    .from(t)
    .leftJoin(organisationTable, eq(organisationTable.id, t.organisationId))
    .where(where)
    .orderBy(direction(SORT_COLUMNS[sort.by]), direction(t.seq))
    .$dynamic()
}

async function countFacet(
  ctx: UserCtx,
  filter: AuditFilter,
  facet: AuditFacet,
  value: SQL,
): Promise<FacetCount[]> {
  const label = facet === 'organisation' ? sql`${organisationTable.name}` : value
  const rows = await ctx.db
    .select({
      value: sql<string | null>`${value}`,
      label: sql<string | null>`${label}`,
      count: count(),
    })
    .from(t)
    .leftJoin(organisationTable, eq(organisationTable.id, t.organisationId))
    .where(and(auditScope(ctx.actor), auditWhere(filter, facet)))
    .groupBy(sql`1`, sql`2`)
    .orderBy(desc(count()), sql`1`)
  return rows.flatMap((row) =>
    row.value === null
      ? []
      : [{ value: row.value, label: row.label ?? row.value, count: row.count }],
  )
}
