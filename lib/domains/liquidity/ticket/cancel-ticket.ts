import 'server-only'
import { withTransaction } from '@/lib/db/transaction'
import { assertMayAct } from '@/lib/platform/actor'
import type { Ctx } from '@/lib/platform/ctx'
import type { DemandTicketRecord } from '@/types'
import { assertVersion } from '../lease/version-rules'
import { lockTicket } from './lock-ticket'
import { assertNothingAllocated, assertOpenTicket, filledSats } from './rules'
import { saveTicket } from './save-ticket'

/** A subscriber takes its request back, as long as nothing is allocated to it. */
export async function cancelTicket(
  ctx: Ctx,
  { ticketId, version }: { ticketId: string; version?: number | undefined },
): Promise<DemandTicketRecord> {
  assertMayAct(ctx.actor, ['subscriber'])
  return withTransaction(ctx, async (tx) => {
    const { ticket, allocations } = await lockTicket(tx, ticketId)
    assertVersion('Request', ticket, version)
    const filled = filledSats(allocations, tx.clock.now())
    assertNothingAllocated(filled)
    assertOpenTicket(ticket, filled, tx.clock.now())
    const cancelled = { status: 'cancelled', reasonCode: null, reason: null } as const
    return saveTicket(tx, ticket, cancelled, { action: 'ticket.cancelled' })
  })
}
