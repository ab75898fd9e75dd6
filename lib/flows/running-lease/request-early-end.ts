import 'server-only'
import { eq } from 'drizzle-orm'
import { ConflictError } from '@/lib/core/errors'
import { toInstant } from '@/lib/core/time'
import { withTransaction } from '@/lib/db/transaction'
import type { Ctx } from '@/lib/platform/ctx'
import { newId } from '@/lib/platform/new-id'
import { requireFreshProof } from '@/lib/platform/session/require-fresh-proof'
import type { EarlyEndRecord, LeaseParty, LeaseRecord } from '@/types'
import { slaBreachTable } from '../incident/table'
import { assertSide } from '../lease/assert-party'
import { assertLiveLease } from '../lease/life-rules'
import { lockLease } from '../lease/lock-lease'
import { earlyEndBlock } from '../lease/policy'
import { assertVersion } from '../lease/version-rules'
import { findRenewedBy } from '../renewal/lock-renewal'
import type { RequestEarlyEndInput } from './inputs'
import { findOpenEarlyEnd } from './lock-early-end'
import { earlyEndTerms, mayLeaveFree } from './rules'
import { saveEarlyEnd } from './save-early-end'

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
    const lease = await lockLease(tx, leaseId)
    assertVersion('Lease', lease, version)
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
