import 'server-only'
import { withTransaction } from '@/lib/db/transaction'
import type { LeaseReasonInput } from '@/lib/domains/liquidity/lease/inputs'
import { moveLease } from '@/lib/domains/liquidity/lease/life-rules'
import { lockLease } from '@/lib/domains/liquidity/lease/lock-lease'
import { saveLease } from '@/lib/domains/liquidity/lease/save-lease'
import { assertVersion } from '@/lib/domains/liquidity/lease/version-rules'
import { startIfDue } from '@/lib/domains/liquidity/lifecycle/start-if-due'
import { windUpLease } from '@/lib/domains/liquidity/lifecycle/wind-up'
import { assertMayAct } from '@/lib/platform/actor'
import type { Ctx } from '@/lib/platform/ctx'
import { requireFreshProof } from '@/lib/platform/session/require-fresh-proof'
import type { LeaseRecord } from '@/types'

/**
 * An admin ends a lease now, with a reason that both parties read and a fresh proof. What was to follow it falls with it: a
 * renewal that was accepted has no channels to take over, one that was asked has nothing to renew.
 * @throws ConflictError `illegal_transition`, `stale_version`; ForbiddenError `reauth_required`.
 */
export async function terminateLease(
  ctx: Ctx,
  { leaseId, reason, version }: LeaseReasonInput,
): Promise<LeaseRecord> {
  assertMayAct(ctx.actor, ['admin'])
  return withTransaction(ctx, async (tx) => {
    const seen = await lockLease(tx, leaseId)
    assertVersion('Lease', seen, version)
    const lease = await startIfDue(tx, seen)
    const ended = moveLease(lease, 'terminate', tx.clock.now())
    await requireFreshProof(tx)
    await saveLease(tx, lease, ended, { action: 'lease.terminated', reason })
    await windUpLease(tx, ended, 'The lease was terminated')
    return ended
  })
}
