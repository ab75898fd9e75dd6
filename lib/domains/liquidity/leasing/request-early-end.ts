import 'server-only'
import { eq } from 'drizzle-orm'
import { ConflictError } from '@/lib/core/errors'
import { toInstant } from '@/lib/core/time'
import { withTransaction } from '@/lib/db/transaction'
import type { RequestEarlyEndInput } from '@/lib/domains/liquidity/early-end/inputs'
import { findOpenEarlyEnd } from '@/lib/domains/liquidity/early-end/lock-early-end'
import { earlyEndTerms, mayLeaveFree } from '@/lib/domains/liquidity/early-end/rules'
import { saveEarlyEnd } from '@/lib/domains/liquidity/early-end/save-early-end'
import { slaBreachTable } from '@/lib/domains/liquidity/incident/table'
import { assertSide } from '@/lib/domains/liquidity/lease/assert-party'
import { assertLiveLease } from '@/lib/domains/liquidity/lease/life-rules'
import { lockLease } from '@/lib/domains/liquidity/lease/lock-lease'
import { earlyEndBlock } from '@/lib/domains/liquidity/lease/policy'
import { assertVersion } from '@/lib/domains/liquidity/lease/version-rules'
import { startIfDue } from '@/lib/domains/liquidity/lifecycle/start-if-due'
import { findRenewedBy } from '@/lib/domains/liquidity/renewal/lock-renewal'
import type { Ctx } from '@/lib/platform/ctx'
import { newId } from '@/lib/platform/new-id'
import { requireFreshProof } from '@/lib/platform/session/require-fresh-proof'
import type { EarlyEndRecord, LeaseParty, LeaseRecord } from '@/types'

/**
 * A party or Flowrate asks to end a running lease before its term, 30 days from now; the asking side
 * pays, unless the subscriber leaves a node that was offline for more than 24 hours. Asking binds to that
 * fee, so it needs a fresh proof.
 * @throws ConflictError `illegal_transition`, `early_end_open`, `early_end_blocked`, `stale_version`;
 * ForbiddenError `reauth_required`.
 */
export async function requestEarlyEnd(
  ctx: Ctx,
  { leaseId, reason, version }: RequestEarlyEndInput,
): Promise<EarlyEndRecord> {
  const side = assertSide(ctx.actor)
  return withTransaction(ctx, async (tx) => {
    const seen = await lockLease(tx, leaseId)
    assertVersion('Lease', seen, version)
    const lease = await startIfDue(tx, seen)
    await assertMayEndEarly(tx, lease)
    await requireFreshProof(tx)
    const now = tx.clock.now()
    const terms = earlyEndTerms(lease, {
      requestedAt: now,
      requestedBy: side,
      isWaived: await isWaivedFor(tx, lease, side),
    })
    return saveEarlyEnd(tx, null, {
      id: newId('earlyEnd'),
      leaseId: lease.id,
      treasuryId: lease.treasuryId,
      subscriberId: lease.subscriberId,
      requestedBy: side,
      reason,
      status: 'requested',
      ...terms,
      createdAt: toInstant(now),
      answeredAt: null,
      answerReason: null,
      version: 1,
    })
  })
}

async function assertMayEndEarly(ctx: Ctx, lease: LeaseRecord): Promise<void> {
  const now = ctx.clock.now()
  assertLiveLease(lease, now)
  const open = await findOpenEarlyEnd(ctx, lease.id)
  if (open !== null) {
    const { id, status, requestedBy, effectiveAt, feeSats, version } = open
    throw new ConflictError('early_end_open', `Early end ${id} is already ${status}.`, {
      earlyEndId: id,
      href: ctx.actor.kind === 'user' ? `/${ctx.actor.role}/leases/${lease.id}` : null,
      ...{ status, requestedBy, effectiveAt, feeSats, version },
    })
  }
  const blockedBy = earlyEndBlock(lease, await findRenewedBy(ctx, lease.id), now)
  if (blockedBy !== null) throw new ConflictError('early_end_blocked', blockedBy)
}

async function isWaivedFor(
  ctx: Ctx,
  lease: LeaseRecord,
  side: LeaseParty | 'admin',
): Promise<boolean> {
  if (side !== 'subscriber') return false
  const breaches = await ctx.db
    .select()
    .from(slaBreachTable)
    .where(eq(slaBreachTable.leaseId, lease.id))
  return mayLeaveFree(breaches, lease.id, ctx.clock.now())
}
