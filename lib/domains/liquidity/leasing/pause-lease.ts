import 'server-only'
import { withTransaction } from '@/lib/db/transaction'
import type { LeaseReasonInput } from '@/lib/domains/liquidity/lease/inputs'
import { type LeaseVerb, moveLease } from '@/lib/domains/liquidity/lease/life-rules'
import { lockLease } from '@/lib/domains/liquidity/lease/lock-lease'
import { saveLease } from '@/lib/domains/liquidity/lease/save-lease'
import { assertVersion } from '@/lib/domains/liquidity/lease/version-rules'
import { startIfDue } from '@/lib/domains/liquidity/lifecycle/start-if-due'
import { assertMayAct } from '@/lib/platform/actor'
import type { Ctx } from '@/lib/platform/ctx'
import { requireFreshProof } from '@/lib/platform/session/require-fresh-proof'
import type { LeaseRecord } from '@/types'

/**
 * An admin pauses a running lease, with a fresh proof: the term and the accrual run on.
 * @throws ConflictError `illegal_transition`, `stale_version`; ForbiddenError `reauth_required`.
 */
export async function pauseLease(ctx: Ctx, input: LeaseReasonInput): Promise<LeaseRecord> {
  return steer(ctx, input, 'pause', 'lease.paused')
}

/** An admin lets a paused lease go on; what mends asks for no proof. */
export async function resumeLease(ctx: Ctx, input: LeaseReasonInput): Promise<LeaseRecord> {
  return steer(ctx, input, 'resume', 'lease.resumed')
}

async function steer(
  ctx: Ctx,
  { leaseId, reason, version }: LeaseReasonInput,
  verb: LeaseVerb,
  action: string,
): Promise<LeaseRecord> {
  assertMayAct(ctx.actor, ['admin'])
  return withTransaction(ctx, async (tx) => {
    const seen = await lockLease(tx, leaseId)
    assertVersion('Lease', seen, version)
    const lease = await startIfDue(tx, seen)
    const moved = moveLease(lease, verb, tx.clock.now())
    if (verb === 'pause') await requireFreshProof(tx)
    return saveLease(tx, lease, moved, { action, reason })
  })
}
