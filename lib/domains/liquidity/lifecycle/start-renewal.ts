import 'server-only'
import { and, asc, eq, isNull } from 'drizzle-orm'
import { fixedClock, toInstant } from '@/lib/core/time'
import { withTransaction } from '@/lib/db/transaction'
import { takeOver } from '@/lib/domains/liquidity/channel/backing-rules'
import { deliverWaiting } from '@/lib/domains/liquidity/delivery/order-delivery'
import { moveLease } from '@/lib/domains/liquidity/lease/life-rules'
import { lockLease } from '@/lib/domains/liquidity/lease/lock-lease'
import { saveLease } from '@/lib/domains/liquidity/lease/save-lease'
import { leaseBackingTable, leaseTable } from '@/lib/domains/liquidity/lease/table'
import type { Ctx, SystemCtx } from '@/lib/platform/ctx'
import { derivedId } from '@/lib/platform/derived-id'
import type { IsoInstant, LeaseRecord } from '@/types'
import { assertStarted, isContractActive } from './start-lease'
import { cancelRenewal, closeRequests, endBackings } from './wind-up'

/**
 * Ends a lease and starts the one that renews it at the same instant: the backing moves over without
 * a gap or an overlap, and no channel is opened or closed.
 * Source: functional specification §3, "Renewal".
 * @param leaseId of the renewal.
 * @returns false when that no longer holds.
 */
export async function startRenewal(
  ctx: SystemCtx,
  leaseId: string,
  at: IsoInstant,
): Promise<boolean> {
  return withTransaction({ ...ctx, clock: fixedClock(at) }, async (tx) => {
    const renewal = await lockLease(tx, leaseId)
    const { renewsLeaseId, status, startAt } = renewal
    if (renewsLeaseId === null || status !== 'pending' || startAt > at) return false
    const [old] = await tx.db
      .select()
      .from(leaseTable)
      .where(eq(leaseTable.id, renewsLeaseId))
      .for('no key update')
    if (old === undefined || !(await isContractActive(tx, leaseId))) return false
    assertStarted(old, tx.clock.now())
    if (!mayBeContinued(old)) {
      await cancelRenewal(tx, old.id, `${old.id} is ${old.status}`)
      return true
    }
    await handOver(tx, old, renewal)
    return true
  })
}

/** The end must have come by its term: whatever ended early is not continued. */
function mayBeContinued({ status }: LeaseRecord): boolean {
  return status === 'active' || status === 'paused' || status === 'expired'
}

async function handOver(ctx: Ctx, old: LeaseRecord, renewal: LeaseRecord): Promise<void> {
  const at = ctx.clock.now()
  const backings = await ctx.db
    .select()
    .from(leaseBackingTable)
    .where(and(eq(leaseBackingTable.leaseId, old.id), isNull(leaseBackingTable.toAt)))
    .orderBy(asc(leaseBackingTable.fromAt), asc(leaseBackingTable.id))
  await endBackings(ctx, old.id, old.endAt)
  if (old.status !== 'expired') {
    await saveLease(ctx, old, moveLease(old, 'expire', at), {
      action: 'lease.expired',
      details: { renewedBy: renewal.id },
    })
  }
  const moved = takeOver(renewal, backings, (channelId) =>
    derivedId('backing', renewal.id, channelId),
  )
  if (moved.length > 0) await ctx.db.insert(leaseBackingTable).values(moved)
  await saveLease(ctx, renewal, moveLease(renewal, 'activate', at), {
    action: 'lease.activated',
    details: { renewsLeaseId: old.id, startAt: renewal.startAt, endAt: renewal.endAt },
  })
  await closeRequests(ctx, old, 'The lease reached its term')
  await deliverWaiting(ctx, renewal.treasuryId, toInstant(at))
}
