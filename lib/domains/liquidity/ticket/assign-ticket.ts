import 'server-only'
import { withTransaction } from '@/lib/db/transaction'
import { assertMayAct } from '@/lib/platform/actor'
import type { UserCtx } from '@/lib/platform/ctx'
import type { DemandTicketRecord } from '@/types'
import { lockTicket } from './lock-ticket'
import { assertOpenTicket, filledSats } from './rules'
import { saveTicket } from './save-ticket'

/** An admin takes an open request over, or gives it back to all. */
export async function assignTicket(
  ctx: UserCtx,
  { ticketId, to }: { ticketId: string; to: 'me' | 'nobody' },
): Promise<DemandTicketRecord> {
  assertMayAct(ctx.actor, ['admin'])
  return withTransaction(ctx, async (tx) => {
    const { ticket, allocations } = await lockTicket(tx, ticketId)
    const now = tx.clock.now()
    assertOpenTicket(ticket, filledSats(allocations, now), now)
    const assigneeId = to === 'me' ? tx.actor.userId : null
    return saveTicket(
      tx,
      ticket,
      { assigneeId },
      { action: 'ticket.assigned', details: { assigneeId, previousId: ticket.assigneeId } },
    )
  })
}
