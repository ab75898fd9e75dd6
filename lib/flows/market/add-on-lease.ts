import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import { ConflictError, NotFoundError, ValidationError } from '@/lib/core/errors'
import { withTransaction } from '@/lib/db/transaction'
import { addOnTerm } from '@/lib/domains/liquidity/allocation/add-on-rules'
import { feeTerms } from '@/lib/domains/liquidity/allocation/fee-rules'
import type { AddOnInput } from '@/lib/domains/liquidity/allocation/inputs'
import { releaseLapsed } from '@/lib/domains/liquidity/allocation/release-lapsed'
import { type Reserved, reserve } from '@/lib/domains/liquidity/allocation/reserve'
import { earlyEndTable } from '@/lib/domains/liquidity/early-end/table'
import { assertMaySign } from '@/lib/domains/liquidity/lease/assert-party'
import { lockLease, lockParties } from '@/lib/domains/liquidity/lease/lock-lease'
import { leaseTable } from '@/lib/domains/liquidity/lease/table'
import { findPool } from '@/lib/domains/liquidity/pool/find-pool'
import { WISH_LIMITS } from '@/lib/domains/liquidity/ticket/wish-rules'
import { assertMayAct } from '@/lib/platform/actor'
import type { UserCtx } from '@/lib/platform/ctx'
import { ownRows } from '@/lib/platform/own-rows'
import type { LeaseRecord } from '@/types'
import { assertFits } from './assert-fits'
import { assessMarket } from './assess-market'

/**
 * A treasury or an admin offers more capacity for a running lease: a lease of its own until the same
 * end, with a draft contract that both parties sign within 72 hours or that lapses.
 * @throws NotFoundError for a foreign lease, ForbiddenError `owners_sign`, ConflictError when room or
 * policy do not allow it.
 */
export async function addOnLease(
  ctx: UserCtx,
  input: AddOnInput & { leaseId: string },
): Promise<Reserved> {
  assertMayAct(ctx.actor, ['treasury', 'admin'])
  assertMaySign(ctx.actor)
  const fee = feeTerms(input)
  if ((fee.feeSats ?? 0) > input.sizeSats) {
    throw new ValidationError('The fee is more than the capacity.', {
      feeSats: 'At most the size that it is paid for.',
    })
  }
  return withTransaction(ctx, async (tx) => {
    const { lease, poolId } = await lockWithPool(tx, input.leaseId)
    await assertNoEarlyEnd(tx, lease.id)
    const term = addOnTerm(lease, tx.clock.now())
    const [assessed] = await assessMarket(tx, {
      demand: {
        subscriberId: lease.subscriberId,
        sizeSats: input.sizeSats,
        termDays: term.termDays,
        startAt: term.startAt,
        priceMinPpm: 0,
        priceMaxPpm: WISH_LIMITS.priceMaxPpm,
      },
      pools: [await findPool(tx, poolId)],
      treasuryId: lease.treasuryId,
    })
    if (assessed === undefined) throw new Error('A pool is assessed as one')
    // What a lessee holds elsewhere, and how its reviews stand, is no business of a treasury.
    const { availableSats, headroomSats, poolExposureSats: exposureSats } = assessed
    const fresh =
      tx.actor.role === 'admin' ? { availableSats, headroomSats, exposureSats } : { availableSats }
    assertFits(input.sizeSats, assessed, {
      checks: ['compliance', 'provider_compliance', 'nodes', 'jurisdiction'],
      fresh,
      refusal: (reasons) =>
        tx.actor.role === 'admin'
          ? `This lease can’t be increased: ${reasons}.`
          : 'Flowrate’s policy does not allow an increase of this lease now.',
    })
    return reserve(tx, {
      ...fee,
      treasuryId: lease.treasuryId,
      subscriberId: lease.subscriberId,
      poolId,
      ticketId: null,
      extendsLeaseId: lease.id,
      sizeSats: input.sizeSats,
      startAt: term.startAt,
      endAt: term.endAt,
      note: null,
      issue: true,
    })
  })
}

/** The lease inside the locks of lessee, pool and treasury, in this order. */
async function lockWithPool(
  ctx: UserCtx,
  leaseId: string,
): Promise<{ lease: LeaseRecord; poolId: string }> {
  const [seen] = await ctx.db
    .select()
    .from(leaseTable)
    .where(and(eq(leaseTable.id, leaseId), ownRows(ctx.actor, { treasury: leaseTable.treasuryId })))
  if (seen === undefined) throw new NotFoundError('This lease')
  const { subscriberId, treasuryId, poolId } = seen
  if (poolId === null) {
    throw new ConflictError('lease_without_pool', 'This lease did not come out of a pool.')
  }
  const parties = { subscriberId, poolIds: [poolId], treasuryIds: [treasuryId] }
  await releaseLapsed(ctx, parties)
  await lockParties(ctx, parties)
  return { lease: await lockLease(ctx, leaseId), poolId }
}

async function assertNoEarlyEnd(ctx: UserCtx, leaseId: string): Promise<void> {
  const [open] = await ctx.db
    .select({ id: earlyEndTable.id })
    .from(earlyEndTable)
    .where(
      and(
        eq(earlyEndTable.leaseId, leaseId),
        inArray(earlyEndTable.status, ['requested', 'approved']),
      ),
    )
  if (open === undefined) return
  throw new ConflictError('early_end_open', 'An early end of this lease is asked for.')
}
