import 'server-only'
import { and, eq } from 'drizzle-orm'
import { ConflictError, NotFoundError } from '@/lib/core/errors'
import { withTransaction } from '@/lib/db/transaction'
import { addOnTerm } from '@/lib/domains/liquidity/allocation/add-on-rules'
import { feeTerms } from '@/lib/domains/liquidity/allocation/fee-rules'
import type { AddOnInput } from '@/lib/domains/liquidity/allocation/inputs'
import { releaseLapsed } from '@/lib/domains/liquidity/allocation/release-lapsed'
import { type Reserved, reserve } from '@/lib/domains/liquidity/allocation/reserve'
import { assertLeast } from '@/lib/domains/liquidity/allocation/rules'
import { assertMaySign } from '@/lib/domains/liquidity/lease/assert-party'
import { lessorsOf, lockLease, lockParties } from '@/lib/domains/liquidity/lease/lock-lease'
import { assertFeeWithinLimits } from '@/lib/domains/liquidity/lease/rules'
import { leaseTable } from '@/lib/domains/liquidity/lease/table'
import { assertNoEarlyEnd } from '@/lib/domains/liquidity/leasing/ticket-term'
import { startIfDue } from '@/lib/domains/liquidity/lifecycle/start-if-due'
import { findPool } from '@/lib/domains/liquidity/pool/find-pool'
import { WISH_LIMITS } from '@/lib/domains/liquidity/ticket/wish-rules'
import { assertMayAct } from '@/lib/platform/actor'
import type { UserCtx } from '@/lib/platform/ctx'
import { ownRows } from '@/lib/platform/own-rows'
import { getPlatformPolicy } from '@/lib/platform/policy/queries'
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
  assertFeeWithinLimits({ ...fee, sizeSats: input.sizeSats })
  return withTransaction(ctx, async (tx) => {
    const { lease: seen, poolId } = await lockWithPool(tx, input.leaseId)
    const lease = await startIfDue(tx, seen)
    await assertNoEarlyEnd(tx, lease)
    const term = addOnTerm(lease, tx.clock.now())
    const [assessed] = await assessMarket(tx, {
      demand: {
        subscriberId: lease.subscriberId,
        sizeSats: input.sizeSats,
        termDays: term.termDays,
        startAt: term.startAt,
        extendsLeaseId: lease.id,
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
    assertLeast(input.sizeSats, (await getPlatformPolicy(tx)).minLeaseSats)
    assertFits(input.sizeSats, assessed, {
      reader: tx.actor.role === 'admin' ? 'desk' : 'treasury',
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
  const { subscriberId, poolId } = seen
  if (poolId === null) {
    throw new ConflictError('lease_without_pool', 'This lease did not come out of a pool.')
  }
  const treasuryIds = await lessorsOf(ctx, seen)
  const parties = { subscriberId, poolIds: [poolId], treasuryIds }
  await releaseLapsed(ctx, parties)
  await lockParties(ctx, parties)
  return { lease: await lockLease(ctx, leaseId), poolId }
}
