import 'server-only'
import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import { subSats, sumSats } from '@/lib/core/money'
import { fixedClock } from '@/lib/core/time'
import { channelTable } from '@/lib/domains/liquidity/channel/table'
import { contractTable } from '@/lib/domains/liquidity/contract/table'
import { leaseTable } from '@/lib/domains/liquidity/lease/table'
import { audit } from '@/lib/platform/audit/write'
import type { Ctx } from '@/lib/platform/ctx'
import { publish } from '@/lib/platform/live/publish'
import type { IsoInstant, LeaseRecord, Sats } from '@/types'
import { listOpenBackings, loadRoom } from './load-room'
import { openLeaseChannel } from './open-channel'
import { type PlacementPlan, placeLease, roomAfter } from './placement-rules'
import { startOperation } from './start-operation'
import { tellChannel } from './tell-channel'

export interface DeliveryOrder {
  /** Behind channels that are ordered. */
  placedSats: Sats
  /** Waits for a splice, or for room on a node. */
  waitingSats: Sats
}

/**
 * Orders the channels of a lease that both parties have signed, within the transaction that makes its
 * contract active and inside the locks of its parties. What there is no room or no money for yet is
 * ordered by itself as soon as there is.
 */
export async function orderDelivery(
  ctx: Ctx,
  lease: LeaseRecord,
  at: IsoInstant,
): Promise<DeliveryOrder> {
  await deliverWaiting(ctx, lease.treasuryId, at)
  const placedSats = sharesOf(await listOpenBackings(ctx, lease.treasuryId), lease.id)
  const order = { placedSats, waitingSats: subSats(lease.sizeSats, placedSats) }
  const subject = { entityType: 'Lease', entityId: lease.id }
  await audit(ctx, { ...subject, action: 'lease.delivery_ordered', details: { ...order } })
  await publish(ctx, {
    ...subject,
    organisations: [lease.treasuryId, lease.subscriberId],
    change: 'lease.delivery_ordered',
  })
  return order
}

/**
 * Orders what can be ordered now for all signed leases of a treasury that lack channels, the first to
 * start first. Called whenever room or reserve may have come free, inside the treasury's lock.
 */
export async function deliverWaiting(ctx: Ctx, treasuryId: string, at: IsoInstant): Promise<void> {
  const leases = await listUndelivered(ctx, treasuryId)
  if (leases.length === 0) return
  const backings = await listOpenBackings(ctx, treasuryId)
  const lacking = leases
    .map((lease) => ({ lease, sats: subSats(lease.sizeSats, sharesOf(backings, lease.id)) }))
    .filter((item) => item.sats > 0)
  if (lacking.length === 0) return
  let room = await loadRoom({ ...ctx, clock: fixedClock(at) }, treasuryId)
  for (const { lease, sats: lackingSats } of lacking) {
    const plan = placeLease(lackingSats, room)
    await carryOut(ctx, lease, plan, at)
    room = roomAfter(room, plan)
  }
}

function sharesOf(backings: readonly { leaseId: string; shareSats: Sats }[], id: string): Sats {
  return sumSats(backings.filter(({ leaseId }) => leaseId === id).map((row) => row.shareSats))
}

/** Renewals take over channels that stand already. */
async function listUndelivered(ctx: Ctx, treasuryId: string): Promise<LeaseRecord[]> {
  const rows = await ctx.db
    .select({ lease: leaseTable })
    .from(leaseTable)
    .innerJoin(contractTable, eq(contractTable.leaseId, leaseTable.id))
    .where(
      and(
        eq(leaseTable.treasuryId, treasuryId),
        eq(leaseTable.status, 'pending'),
        isNull(leaseTable.deliveredAt),
        isNull(leaseTable.renewsLeaseId),
        eq(contractTable.status, 'active'),
      ),
    )
    .orderBy(asc(leaseTable.startAt), asc(leaseTable.createdAt), asc(leaseTable.id))
  return rows.map(({ lease }) => lease)
}

async function carryOut(
  ctx: Ctx,
  lease: LeaseRecord,
  { placements }: PlacementPlan,
  at: IsoInstant,
): Promise<void> {
  for (const placement of placements) {
    if (placement.isFunded) await openLeaseChannel(ctx, lease, placement, at)
    else await spliceOut(ctx, lease, placement.splices, at)
  }
}

/** The channel itself is ordered when the splices are confirmed. */
async function spliceOut(
  ctx: Ctx,
  lease: LeaseRecord,
  splices: PlacementPlan['placements'][number]['splices'],
  at: IsoInstant,
): Promise<void> {
  if (splices.length === 0) return
  const ids = splices.map(({ channelId }) => channelId)
  const channels = await ctx.db.select().from(channelTable).where(inArray(channelTable.id, ids))
  for (const { channelId, amountSats } of splices) {
    const channel = channels.find(({ id }) => id === channelId)
    if (channel === undefined) throw new Error(`Channel ${channelId} is gone`)
    const operation = await startOperation(ctx, channel, { kind: 'splice_out', amountSats }, at)
    await tellChannel(ctx, channel, {
      action: 'channel.splice_ordered',
      from: channel.state,
      to: channel.state,
      details: { leaseId: lease.id, operationId: operation.id, amountSats },
    })
  }
}
