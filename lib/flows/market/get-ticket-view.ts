import 'server-only'
import { and, asc, eq, inArray, or } from 'drizzle-orm'
import { NotFoundError } from '@/lib/core/errors'
import { ID_PREFIXES, idPattern } from '@/lib/core/ids'
import { listRows } from '@/lib/db/list-rows'
import { auditEventTable } from '@/lib/platform/audit/table'
import type { Ctx } from '@/lib/platform/ctx'
import type { AuditEventRecord, Sats } from '@/types'
import { listTicketViews } from './queries'
import type { TicketDetail, TicketEvent, TicketView } from './view-rules'

/** One request of the viewer's organisation. @throws NotFoundError for a foreign or unknown id. */
export async function getTicketView(ctx: Ctx, id: string): Promise<TicketDetail> {
  const isId = idPattern(ID_PREFIXES.ticket).test(id)
  const [view] = await listTicketViews(ctx, { ids: isId ? [id] : [] })
  if (view === undefined) throw new NotFoundError('This request')
  return withTimeline(ctx, view)
}

/** A request that its viewer has read already, with what happened to it. */
export async function withTimeline(ctx: Ctx, view: TicketView): Promise<TicketDetail> {
  return { ...view, timeline: await timelineOf(ctx, view) }
}

async function timelineOf(ctx: Ctx, { id, allocations }: TicketView): Promise<TicketEvent[]> {
  const t = auditEventTable
  const ids = allocations.map((allocation) => allocation.id)
  const rows = await listRows(ctx, t, {
    where: or(
      and(eq(t.entityType, 'DemandTicket'), eq(t.entityId, id)),
      and(eq(t.entityType, 'Allocation'), inArray(t.entityId, ['', ...ids])),
    ),
    orderBy: [asc(t.at), asc(t.seq)],
  })
  const sizes = new Map(allocations.map(({ id: key, sizeSats }) => [key, sizeSats]))
  const { actor } = ctx
  const isDesk = actor.kind === 'system' || actor.role === 'admin'
  const organisationId = actor.kind === 'system' ? null : actor.organisationId
  return rows.map((row) =>
    ticketEvent(row, (key) => sizes.get(key) ?? null, { isDesk, organisationId }),
  )
}

interface Teller {
  isDesk: boolean
  organisationId: string | null
}

/**
 * An audit row of a request or one of its allocations. Why the desk gave a reservation back is read by the
 * desk alone. Source: decision 0007.
 */
function ticketEvent(
  row: AuditEventRecord,
  sizeOf: (allocationId: string) => Sats | null,
  { isDesk, organisationId }: Teller,
): TicketEvent {
  const isAllocation = row.entityType === 'Allocation'
  const { lapsesAt, expiresAt, assigneeId } = row.details
  const isGivenBack = row.action === 'ticket.assigned' && assigneeId === null
  const until = isAllocation ? expiresAt : lapsesAt
  return {
    id: row.id,
    at: row.at,
    action: isGivenBack ? 'ticket.given_back' : row.action,
    entityId: row.entityId,
    to: row.toStatus,
    by: byWhom(row, { isDesk, organisationId }),
    reason: isAllocation && !isDesk ? null : row.reason,
    sizeSats: isAllocation ? sizeOf(row.entityId) : null,
    until: typeof until === 'string' ? until : null,
  }
}

function byWhom(row: AuditEventRecord, { isDesk, organisationId }: Teller): string {
  if (row.actorType === 'system') return 'Flowrate, by itself'
  return isDesk || row.organisationId === organisationId ? row.actorName : 'Flowrate'
}
