import 'server-only'
import { and, asc, eq, isNull } from 'drizzle-orm'
import { sats, subSats } from '@/lib/core/money'
import { fixedClock, toInstant } from '@/lib/core/time'
import { withTransaction } from '@/lib/db/transaction'
import { moveLease } from '@/lib/domains/liquidity/lease/life-rules'
import { lockLease } from '@/lib/domains/liquidity/lease/lock-lease'
import { saveLease } from '@/lib/domains/liquidity/lease/save-lease'
import { leaseBackingTable, leaseTable } from '@/lib/domains/liquidity/lease/table'
import { deliverWaiting } from '@/lib/flows/delivery/order-delivery'
import type { Ctx, SystemCtx } from '@/lib/platform/ctx'
import { derivedId } from '@/lib/platform/derived-id'
import type { IsoInstant, LeaseBackingRecord, LeaseRecord, Sats } from '@/types'
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
      await cancelRenewal(tx, old.id, `Lease ${old.id} is ${old.status}`)
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
  const moved = takeOver(renewal, backings)
  if (moved.length > 0) await ctx.db.insert(leaseBackingTable).values(moved)
  await saveLease(ctx, renewal, moveLease(renewal, 'activate', at), {
    action: 'lease.activated',
    details: { renewsLeaseId: old.id, startAt: renewal.startAt, endAt: renewal.endAt },
  })
  await closeRequests(ctx, old, 'The lease reached its term')
  await deliverWaiting(ctx, renewal.treasuryId, toInstant(at))
}

/**
 * The same channels in the same order, as far as the renewal's size reaches; one that is being opened in
 * place of another goes on replacing it.
 */
function takeOver(
  renewal: LeaseRecord,
  backings: readonly LeaseBackingRecord[],
): LeaseBackingRecord[] {
  const moved: LeaseBackingRecord[] = []
  let left = renewal.sizeSats
  const move = (backing: LeaseBackingRecord, shareSats: Sats, replacesId: string | null) => {
    const id = derivedId('backing', renewal.id, backing.channelId)
    const place = { leaseId: renewal.id, fromAt: renewal.startAt, toAt: null }
    moved.push({ ...backing, ...place, id, shareSats, replacesId })
    return id
  }
  const isIn = (id: string | null) => backings.some((backing) => backing.id === id)
  for (const backing of backings.filter(({ replacesId }) => !isIn(replacesId))) {
    if (left === 0) break
    const shareSats = sats(Math.min(left, backing.shareSats))
    const id = move(backing, shareSats, null)
    const next = backings.find(({ replacesId }) => replacesId === backing.id)
    if (next !== undefined) move(next, shareSats, id)
    left = subSats(left, shareSats)
  }
  return moved
}
