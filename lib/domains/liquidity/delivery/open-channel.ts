import 'server-only'
import { eq, sql } from 'drizzle-orm'
import { ZERO_SATS } from '@/lib/core/money'
import { channelTable } from '@/lib/domains/liquidity/channel/table'
import { leaseBackingTable } from '@/lib/domains/liquidity/lease/table'
import { nodeTable } from '@/lib/domains/liquidity/node/table'
import { subscriberTable } from '@/lib/domains/liquidity/subscriber/table'
import { defaultChannelProfile } from '@/lib/lightning/mock'
import type { Ctx } from '@/lib/platform/ctx'
import { derivedId } from '@/lib/platform/derived-id'
import type { ChannelRecord, IsoInstant, LeaseRecord, Sats } from '@/types'
import { lightningSeed } from './backend'
import { startOperation } from './start-operation'
import { tellChannel } from './tell-channel'

export interface LeaseChannelOrder {
  nodeId: string
  amountSats: Sats
  /** The backing that ends when this channel delivers. */
  replacesId?: string | null
}

/**
 * Orders a channel from a node to the lessee's own node, paid from the node's reserve, and puts it
 * behind the lease. Within the lock of the treasury; the caller has seen that the reserve suffices.
 */
export async function openLeaseChannel(
  ctx: Ctx,
  lease: LeaseRecord,
  { nodeId, amountSats, replacesId = null }: LeaseChannelOrder,
  at: IsoInstant,
): Promise<ChannelRecord> {
  const channel = await makeChannel(ctx, lease, nodeId, amountSats, at)
  await ctx.db
    .update(nodeTable)
    .set({ reserveSats: sql`${nodeTable.reserveSats} - ${amountSats}` })
    .where(eq(nodeTable.id, nodeId))
  await ctx.db.insert(channelTable).values(channel)
  await ctx.db.insert(leaseBackingTable).values({
    id: derivedId('backing', lease.id, channel.id),
    leaseId: lease.id,
    channelId: channel.id,
    treasuryId: lease.treasuryId,
    subscriberId: lease.subscriberId,
    shareSats: amountSats,
    fromAt: at,
    toAt: null,
    replacesId,
  })
  const operation = await startOperation(ctx, channel, { kind: 'open', amountSats }, at)
  await tellChannel(ctx, channel, {
    action: 'channel.ordered',
    to: channel.state,
    details: { leaseId: lease.id, operationId: operation.id, amountSats, nodeId },
  })
  return channel
}

/** A pending channel; all of it is local, which is inbound capacity for the lessee. */
async function makeChannel(
  ctx: Ctx,
  lease: LeaseRecord,
  nodeId: string,
  amountSats: Sats,
  at: IsoInstant,
): Promise<ChannelRecord> {
  const [node] = await ctx.db.select().from(nodeTable).where(eq(nodeTable.id, nodeId))
  const [peer] = await ctx.db
    .select({ alias: subscriberTable.nodeAlias, pubkey: subscriberTable.nodePubkey })
    .from(subscriberTable)
    .where(eq(subscriberTable.id, lease.subscriberId))
  if (node === undefined || peer === undefined) throw new Error(`Lease ${lease.id} has no two ends`)
  const [earlier] = await ctx.db
    .select({ count: sql<number>`count(*)`.mapWith(Number) })
    .from(leaseBackingTable)
    .where(eq(leaseBackingTable.leaseId, lease.id))
  const id = derivedId('channel', lease.id, earlier?.count ?? 0)
  return {
    id,
    nodeId,
    treasuryId: lease.treasuryId,
    peerAlias: peer.alias,
    peerPubkey: peer.pubkey,
    capacitySats: amountSats,
    localSats: amountSats,
    remoteSats: ZERO_SATS,
    baseFeeMsat: node.baseFeeMsat,
    feePpm: node.feePpm,
    state: 'pending',
    stateSince: at,
    isPeerOnline: true,
    openedAt: null,
    closedAt: null,
    fundingOutpoint: null,
    updatedAt: at,
    profile: defaultChannelProfile(await lightningSeed(ctx), id),
  }
}
