import 'server-only'
import { ConflictError } from '@/lib/core/errors'
import { withTransaction } from '@/lib/db/transaction'
import type { LeaseIdInput } from '@/lib/domains/liquidity/lease/inputs'
import { assertLiveLease } from '@/lib/domains/liquidity/lease/life-rules'
import { lockLease } from '@/lib/domains/liquidity/lease/lock-lease'
import { cancelAtTermBlock } from '@/lib/domains/liquidity/lease/policy'
import { saveLease } from '@/lib/domains/liquidity/lease/save-lease'
import { assertVersion } from '@/lib/domains/liquidity/lease/version-rules'
import { startIfDue } from '@/lib/domains/liquidity/lifecycle/start-if-due'
import { findOpenRenewal, findRenewedBy } from '@/lib/domains/liquidity/renewal/lock-renewal'
import { assertMayAct } from '@/lib/platform/actor'
import type { Ctx } from '@/lib/platform/ctx'
import type { LeaseRecord } from '@/types'

/**
 * The subscriber lets a running lease end at its term: no renewal until that is undone.
 * @throws ConflictError `illegal_transition`, `lease_renewed`, `stale_version`.
 */
export async function cancelAtTerm(ctx: Ctx, input: LeaseIdInput): Promise<LeaseRecord> {
  return setCancelAtTerm(ctx, input, 'lease.cancel_at_term_set')
}

/** Takes that back while the lease runs. */
export async function undoCancelAtTerm(ctx: Ctx, input: LeaseIdInput): Promise<LeaseRecord> {
  return setCancelAtTerm(ctx, input, 'lease.cancel_at_term_undone')
}

async function setCancelAtTerm(
  ctx: Ctx,
  { leaseId, version }: LeaseIdInput,
  action: 'lease.cancel_at_term_set' | 'lease.cancel_at_term_undone',
): Promise<LeaseRecord> {
  assertMayAct(ctx.actor, ['subscriber'])
  const isCancelAtTerm = action === 'lease.cancel_at_term_set'
  return withTransaction(ctx, async (tx) => {
    const seen = await lockLease(tx, leaseId)
    assertVersion('Lease', seen, version)
    const lease = await startIfDue(tx, seen)
    await assertMayChange(tx, lease, isCancelAtTerm)
    const after = { ...lease, isCancelAtTerm, version: lease.version + 1 }
    return saveLease(tx, lease, after, { action, details: { endAt: lease.endAt } })
  })
}

async function assertMayChange(ctx: Ctx, lease: LeaseRecord, wanted: boolean): Promise<void> {
  const now = ctx.clock.now()
  assertLiveLease(lease, now)
  if (lease.isCancelAtTerm === wanted) {
    const state = wanted ? 'is already set' : 'is not set'
    throw new ConflictError('illegal_transition', `${lease.id} ${state} to end at its term.`)
  }
  if (!wanted) return
  const blockedBy = cancelAtTermBlock(
    {
      renewedBy: await findRenewedBy(ctx, lease.id),
      openRenewal: await findOpenRenewal(ctx, lease.id),
    },
    now,
  )
  if (blockedBy !== null) throw new ConflictError('lease_renewed', blockedBy)
}
