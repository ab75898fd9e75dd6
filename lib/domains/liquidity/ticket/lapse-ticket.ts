import 'server-only'
import { fixedClock, toMs } from '@/lib/core/time'
import { withTransaction } from '@/lib/db/transaction'
import type { Ctx } from '@/lib/platform/ctx'
import type { IsoInstant } from '@/types'
import { lockTicket } from './lock-ticket'
import { closedStatus, filledSats, ticketLapsesAt } from './rules'
import { saveTicket } from './save-ticket'

/**
 * Lapses a request that nobody touched for 30 days; one that is partly filled becomes matched.
 * @param at the instant at which it was due.
 * @returns false when something touched it in the meantime.
 */
export async function lapseTicket(ctx: Ctx, ticketId: string, at: IsoInstant): Promise<boolean> {
  return withTransaction({ ...ctx, clock: fixedClock(at) }, async (tx) => {
    const { ticket, allocations } = await lockTicket(tx, ticketId)
    if (ticket.status !== 'pending' || toMs(ticketLapsesAt(ticket)) > toMs(at)) return false
    const filled = filledSats(allocations, tx.clock.now())
    await saveTicket(
      tx,
      ticket,
      { status: closedStatus(filled, 'lapsed') },
      { action: 'ticket.lapsed', reason: 'Nobody touched it for 30 days' },
    )
    return true
  })
}
