import 'server-only'
import { withTransaction } from '@/lib/db/transaction'
import { assertMayAct } from '@/lib/platform/actor'
import type { Ctx } from '@/lib/platform/ctx'
import type { LeaseRecord } from '@/types'
import type { LeaseReasonInput } from './inputs'
import { type LeaseVerb, moveLease } from './life-rules'
import { lockLease } from './lock-lease'
import { saveLease } from './save-lease'
import { assertVersion } from './version-rules'

/**
 * An admin pauses a running lease: the term and the accrual run on.
 * @throws ConflictError `illegal_transition`, `stale_version`.
 */
export async function pauseLease(ctx: Ctx, input: LeaseReasonInput): Promise<LeaseRecord> {
  return steer(ctx, input, 'pause', 'lease.paused')
}

/** An admin lets a paused lease go on. */
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
    const lease = await lockLease(tx, leaseId)
    assertVersion('Lease', lease, version)
    return saveLease(tx, lease, moveLease(lease, verb, tx.clock.now()), { action, reason })
  })
}
