import 'server-only'
import { and, eq } from 'drizzle-orm'
import { toInstant } from '@/lib/core/time'
import { withTransaction } from '@/lib/db/transaction'
import { completeContract, terminateNow } from '@/lib/domains/liquidity/lease/close-lease'
import type { LeaseReasonInput } from '@/lib/domains/liquidity/lease/inputs'
import { moveLease } from '@/lib/domains/liquidity/lease/life-rules'
import { lockLease } from '@/lib/domains/liquidity/lease/lock-lease'
import { saveLease } from '@/lib/domains/liquidity/lease/save-lease'
import { leaseTable } from '@/lib/domains/liquidity/lease/table'
import { assertVersion } from '@/lib/domains/liquidity/lease/version-rules'
import { findOpenRenewal } from '@/lib/domains/liquidity/renewal/lock-renewal'
import { saveRenewal } from '@/lib/domains/liquidity/renewal/save-renewal'
import { deliverWaiting } from '@/lib/flows/delivery/order-delivery'
import { assertMayAct } from '@/lib/platform/actor'
import type { Ctx } from '@/lib/platform/ctx'
import type { LeaseRecord } from '@/types'
import { closeEarlyEnds } from './close-early-ends'

/**
 * An admin ends a lease now, with a reason that both parties read. What was to follow it falls with it: a
 * renewal that was accepted has no channels to take over, one that was asked has nothing to renew.
 * @throws ConflictError `illegal_transition`, `stale_version`.
 */
export async function terminateLease(
  ctx: Ctx,
  { leaseId, reason, version }: LeaseReasonInput,
): Promise<LeaseRecord> {
  assertMayAct(ctx.actor, ['admin'])
  return withTransaction(ctx, async (tx) => {
    const lease = await lockLease(tx, leaseId)
    assertVersion('Lease', lease, version)
    const at = toInstant(tx.clock.now())
    const after = await terminateNow(tx, lease, { at, reason })
    await cancelRenewal(tx, lease, reason)
    await closeEarlyEnds(tx, lease.id, 'The lease was terminated')
    await deliverWaiting(tx, lease.treasuryId, at)
    return after
  })
}

async function cancelRenewal(ctx: Ctx, lease: LeaseRecord, reason: string): Promise<void> {
  const now = ctx.clock.now()
  const open = await findOpenRenewal(ctx, lease.id)
  if (open !== null) {
    await saveRenewal(ctx, open, {
      ...open,
      status: 'withdrawn',
      reason: 'The lease was terminated',
      answeredAt: toInstant(now),
      version: open.version + 1,
    })
  }
  const [next] = await ctx.db
    .select()
    .from(leaseTable)
    .where(and(eq(leaseTable.renewsLeaseId, lease.id), eq(leaseTable.status, 'pending')))
    .for('update')
  if (next === undefined) return
  await completeContract(ctx, next.id, { at: toInstant(now), reason })
  await saveLease(ctx, next, moveLease(next, 'cancel', now), { action: 'lease.cancelled', reason })
}
