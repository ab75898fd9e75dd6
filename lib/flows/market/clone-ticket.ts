import 'server-only'
import { withTransaction } from '@/lib/db/transaction'
import { seeTicket } from '@/lib/domains/liquidity/ticket/lock-ticket'
import { assertMayAct } from '@/lib/platform/actor'
import type { UserCtx } from '@/lib/platform/ctx'
import type { DemandTicketRecord } from '@/types'
import { openTicket } from './open-ticket'

/** A subscriber asks for the same once more: a new request, whatever became of the old one. */
export async function cloneTicket(
  ctx: UserCtx,
  { ticketId }: { ticketId: string },
): Promise<DemandTicketRecord> {
  assertMayAct(ctx.actor, ['subscriber'])
  return withTransaction(ctx, async (tx) => {
    const { subscriberId, sizeSats, termDays, priceMinPpm, priceMaxPpm, comment } = await seeTicket(
      tx,
      ticketId,
    )
    const wish = { subscriberId, sizeSats, termDays, priceMinPpm, priceMaxPpm, comment }
    return openTicket(tx, { ...wish, kind: 'new', leaseId: null })
  })
}
