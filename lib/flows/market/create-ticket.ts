import 'server-only'
import { ConflictError } from '@/lib/core/errors'
import { withTransaction } from '@/lib/db/transaction'
import { lockLease } from '@/lib/domains/liquidity/lease/lock-lease'
import { isLiveLease } from '@/lib/domains/liquidity/lease/rules'
import type { CreateTicketInput } from '@/lib/domains/liquidity/ticket/inputs'
import { assertMayAct } from '@/lib/platform/actor'
import type { UserCtx } from '@/lib/platform/ctx'
import type { DemandTicketRecord } from '@/types'
import { openTicket } from './open-ticket'

/**
 * A subscriber asks for capacity; with the id of one of its running leases, for more of the same.
 * @throws ValidationError, NotFoundError for a foreign lease, ConflictError `lease_not_running`.
 */
export async function createTicket(
  ctx: UserCtx,
  { note, leaseId, ...wish }: CreateTicketInput,
): Promise<DemandTicketRecord> {
  assertMayAct(ctx.actor, ['subscriber'])
  return withTransaction(ctx, async (tx) => {
    if (leaseId !== undefined) await assertRunning(tx, leaseId)
    return openTicket(tx, {
      ...wish,
      subscriberId: tx.actor.organisationId,
      kind: leaseId === undefined ? 'new' : 'scale_up',
      comment: note === undefined || note === '' ? null : note,
      leaseId: leaseId ?? null,
    })
  })
}

async function assertRunning(ctx: UserCtx, leaseId: string): Promise<void> {
  const lease = await lockLease(ctx, leaseId)
  if (isLiveLease(lease, ctx.clock.now())) return
  throw new ConflictError('lease_not_running', 'Only a running lease can be scaled.')
}
