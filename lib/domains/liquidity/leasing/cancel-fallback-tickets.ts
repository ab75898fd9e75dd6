import 'server-only'
import { and, eq } from 'drizzle-orm'
import { lockTicketRow } from '@/lib/domains/liquidity/ticket/lock-ticket'
import { effectiveTicketStatus, filledSats } from '@/lib/domains/liquidity/ticket/rules'
import { saveTicket } from '@/lib/domains/liquidity/ticket/save-ticket'
import { ticketTable } from '@/lib/domains/liquidity/ticket/table'
import type { Ctx } from '@/lib/platform/ctx'

/**
 * Takes a request to the market back that stood in for a renewal which came about after all. One that is
 * given something already stays. Within the lock of the lessee.
 */
export async function cancelFallbackTickets(ctx: Ctx, leaseId: string): Promise<void> {
  const now = ctx.clock.now()
  const open = await ctx.db
    .select({ id: ticketTable.id })
    .from(ticketTable)
    .where(
      and(
        eq(ticketTable.leaseId, leaseId),
        eq(ticketTable.kind, 'renewal_fallback'),
        eq(ticketTable.status, 'pending'),
      ),
    )
    .orderBy(ticketTable.id)
  for (const { id } of open) {
    const { ticket, allocations } = await lockTicketRow(ctx, id)
    const filled = filledSats(allocations, now)
    if (filled > 0 || effectiveTicketStatus(ticket, filled, now) !== 'pending') continue
    await saveTicket(
      ctx,
      ticket,
      { status: 'cancelled' },
      { action: 'ticket.cancelled', reason: `${leaseId} was renewed` },
    )
  }
}
