import 'server-only'
import { withTransaction } from '@/lib/db/transaction'
import { assertMayAct } from '@/lib/platform/actor'
import type { Ctx } from '@/lib/platform/ctx'
import type { DemandTicketRecord, RejectReason } from '@/types'
import { assertVersion } from '../lease/version-rules'
import { lockTicket } from './lock-ticket'
import { assertOpenTicket, closedStatus, filledSats, remainingSats } from './rules'
import { saveTicket } from './save-ticket'

export interface RejectTicket {
  ticketId: string
  reasonCode: RejectReason
  reason: string
  version?: number | undefined
}

/** An admin rejects a request; of a partly filled one only the remainder, which leaves it matched. */
export async function rejectTicket(
  ctx: Ctx,
  { ticketId, reasonCode, reason, version }: RejectTicket,
): Promise<DemandTicketRecord> {
  assertMayAct(ctx.actor, ['admin'])
  return withTransaction(ctx, async (tx) => {
    const { ticket, allocations } = await lockTicket(tx, ticketId)
    assertVersion('Request', ticket, version)
    const filled = filledSats(allocations, tx.clock.now())
    assertOpenTicket(ticket, filled, tx.clock.now())
    return saveTicket(
      tx,
      ticket,
      { status: closedStatus(filled, 'rejected'), reasonCode, reason },
      {
        action: 'ticket.rejected',
        reason,
        details: { reasonCode, rejectedSats: remainingSats(ticket, filled) },
      },
    )
  })
}
