import 'server-only'
import { withTransaction } from '@/lib/db/transaction'
import { lockLease } from '@/lib/domains/liquidity/lease/lock-lease'
import { isLiveLease } from '@/lib/domains/liquidity/lease/rules'
import { seeTicket } from '@/lib/domains/liquidity/ticket/lock-ticket'
import { assertMayAct } from '@/lib/platform/actor'
import type { UserCtx } from '@/lib/platform/ctx'
import type { DemandTicketRecord } from '@/types'
import { besideLease } from './create-ticket'
import { openTicket } from './open-ticket'

/**
 * A subscriber asks for the same once more: a new request, whatever became of the old one. One for more
 * of a lease that still runs adds to that lease again.
 */
export async function cloneTicket(
  ctx: UserCtx,
  { ticketId }: { ticketId: string },
): Promise<DemandTicketRecord> {
  assertMayAct(ctx.actor, ['subscriber'])
  return withTransaction(ctx, async (tx) => {
    const ticket = await seeTicket(tx, ticketId)
    const { subscriberId, sizeSats, termDays, priceMinPpm, priceMaxPpm, comment } = ticket
    const wish = { sizeSats, termDays, priceMinPpm, priceMaxPpm }
    const leaseId = await stillRunning(tx, ticket)
    return openTicket(tx, {
      ...(leaseId === null
        ? { ...wish, kind: 'new', leaseId }
        : { ...(await besideLease(tx, leaseId, wish)), kind: 'scale_up', leaseId }),
      subscriberId,
      comment,
    })
  })
}

/** The lease that a request adds to, if it still runs. */
async function stillRunning(
  ctx: UserCtx,
  { kind, leaseId }: DemandTicketRecord,
): Promise<string | null> {
  if (kind !== 'scale_up' || leaseId === null) return null
  return isLiveLease(await lockLease(ctx, leaseId), ctx.clock.now()) ? leaseId : null
}
