import 'server-only'
import { eq } from 'drizzle-orm'
import { toInstant } from '@/lib/core/time'
import { assertMove } from '@/lib/core/transitions'
import { audit } from '@/lib/platform/audit/write'
import type { Ctx } from '@/lib/platform/ctx'
import { publish } from '@/lib/platform/live/publish'
import type { DemandTicketRecord, IsoInstant } from '@/types'
import { TICKET_TRANSITIONS, ticketLapsesAt } from './rules'
import { ticketTable } from './table'

interface TicketChange {
  /** "ticket.rejected". */
  action: string
  reason?: string | null
  details?: Record<string, unknown>
}

/**
 * Stores a locked request's next state with the next version, its audit row and its event.
 * @throws ConflictError `illegal_transition` for a status that may not follow.
 */
export async function saveTicket(
  ctx: Ctx,
  before: DemandTicketRecord,
  next: Partial<Omit<DemandTicketRecord, 'id' | 'version' | 'updatedAt'>>,
  { action, reason = null, details = {} }: TicketChange,
): Promise<DemandTicketRecord> {
  const after: DemandTicketRecord = {
    ...before,
    ...next,
    updatedAt: toInstant(ctx.clock.now()),
    version: before.version + 1,
  }
  if (after.status !== before.status) {
    assertMove(TICKET_TRANSITIONS, { what: 'This request', from: before.status, to: after.status })
  }
  await ctx.db.update(ticketTable).set(after).where(eq(ticketTable.id, before.id))
  await audit(ctx, {
    action,
    entityType: 'DemandTicket',
    entityId: before.id,
    from: before.status,
    to: after.status,
    reason,
    details: { ...details, lapsesAt: lapsesAtOf(after) },
  })
  await publish(ctx, {
    organisations: [before.subscriberId],
    entityType: 'DemandTicket',
    entityId: before.id,
    change: action,
  })
  return after
}

/** Whatever touches an open request moves its lapse, which each event tells. */
function lapsesAtOf(ticket: DemandTicketRecord): IsoInstant | null {
  return ticket.status === 'pending' ? ticketLapsesAt(ticket) : null
}
