import 'server-only'
import { toInstant } from '@/lib/core/time'
import { withTransaction } from '@/lib/db/transaction'
import { lockLease } from '@/lib/domains/liquidity/lease/lock-lease'
import { termBeside } from '@/lib/domains/liquidity/leasing/ticket-term'
import { startIfDue } from '@/lib/domains/liquidity/lifecycle/start-if-due'
import { bandOfTerm } from '@/lib/domains/liquidity/ticket/band-rules'
import type { CreateTicketInput } from '@/lib/domains/liquidity/ticket/inputs'
import { assertMayAct } from '@/lib/platform/actor'
import type { UserCtx } from '@/lib/platform/ctx'
import type { DemandTicketRecord } from '@/types'
import { openTicket } from './open-ticket'

/**
 * A subscriber asks for capacity; with the id of one of its running leases, for more beside it until the
 * same end, whatever term was named, at the named prices of a day.
 * @throws ValidationError, NotFoundError for a foreign lease, ConflictError `lease_not_running`,
 * `lease_ends_too_soon`, `early_end_open`, `too_many_open_requests`.
 */
export async function createTicket(
  ctx: UserCtx,
  { note, leaseId, ...wish }: CreateTicketInput,
): Promise<DemandTicketRecord> {
  assertMayAct(ctx.actor, ['subscriber'])
  return withTransaction(ctx, async (tx) =>
    openTicket(tx, {
      ...(leaseId === undefined
        ? { ...wish, kind: 'new', leaseId: null }
        : { ...(await besideLease(tx, leaseId, wish)), kind: 'scale_up', leaseId }),
      subscriberId: tx.actor.organisationId,
      comment: note === undefined || note === '' ? null : note,
    }),
  )
}

type Wish = Omit<CreateTicketInput, 'note' | 'leaseId'>

/** The wish with the term that is left of a lease, inside the lease's lock. */
export async function besideLease(ctx: UserCtx, leaseId: string, wish: Wish): Promise<Wish> {
  await startIfDue(ctx, await lockLease(ctx, leaseId))
  const { termDays } = await termBeside(ctx, leaseId, toInstant(ctx.clock.now()))
  return { ...wish, termDays, ...bandOfTerm(wish, termDays) }
}
