import 'server-only'
import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import { sats, subSats, sumSats } from '@/lib/core/money'
import { isStandingChannel } from '@/lib/domains/liquidity/channel/rules'
import { channelOperationTable, channelTable } from '@/lib/domains/liquidity/channel/table'
import { leaseBackingTable, leaseTable } from '@/lib/domains/liquidity/lease/table'
import { isEligibleNode, nodeCapacitySats } from '@/lib/domains/liquidity/node/rules'
import { nodeTable } from '@/lib/domains/liquidity/node/table'
import type { Ctx } from '@/lib/platform/ctx'
import { getPlatformPolicy } from '@/lib/platform/policy/queries'
import type { ChannelOperationRecord, ChannelRecord, NodeRecord } from '@/types'
import type { NodeRoom } from './placement-rules'

/** A lease in one of these states holds what backs it. */
export const HOLDING_STATUSES = ['pending', 'active', 'paused'] as const

type OpenBacking = Pick<
  typeof leaseBackingTable.$inferSelect,
  'leaseId' | 'channelId' | 'shareSats'
>

/** Backings of a treasury's pending and running leases that have no end yet. */
export async function listOpenBackings(ctx: Ctx, treasuryId: string): Promise<OpenBacking[]> {
  return ctx.db
    .select({
      leaseId: leaseBackingTable.leaseId,
      channelId: leaseBackingTable.channelId,
      shareSats: leaseBackingTable.shareSats,
    })
    .from(leaseBackingTable)
    .innerJoin(leaseTable, eq(leaseTable.id, leaseBackingTable.leaseId))
    .where(
      and(
        eq(leaseBackingTable.treasuryId, treasuryId),
        isNull(leaseBackingTable.toAt),
        inArray(leaseTable.status, HOLDING_STATUSES),
      ),
    )
    .orderBy(asc(leaseBackingTable.id))
}

/** The room of each of a treasury's nodes, read inside the treasury's lock. */
export async function loadRoom(ctx: Ctx, treasuryId: string): Promise<NodeRoom[]> {
  const nodes = await ctx.db
    .select()
    .from(nodeTable)
    .where(and(eq(nodeTable.treasuryId, treasuryId), isNull(nodeTable.retiredAt)))
    .orderBy(asc(nodeTable.id))
  const channels = await ctx.db
    .select()
    .from(channelTable)
    .where(eq(channelTable.treasuryId, treasuryId))
  const operations = await ctx.db
    .select()
    .from(channelOperationTable)
    .where(
      and(
        eq(channelOperationTable.treasuryId, treasuryId),
        inArray(channelOperationTable.status, ['running', 'waiting']),
      ),
    )
  const backings = await listOpenBackings(ctx, treasuryId)
  const policy = await getPlatformPolicy(ctx)
  const now = ctx.clock.now()
  return nodes.map((node) => ({
    ...roomOf(node, channels, operations, backings),
    isEligible: isEligibleNode(node, policy, now),
  }))
}

function roomOf(
  node: NodeRecord,
  channels: readonly ChannelRecord[],
  operations: readonly ChannelOperationRecord[],
  backings: readonly OpenBacking[],
): Omit<NodeRoom, 'isEligible'> {
  const own = channels.filter(({ nodeId }) => nodeId === node.id)
  const ownIds = new Set(own.map(({ id }) => id))
  const backed = backings.filter(({ channelId }) => ownIds.has(channelId))
  const running = operations.filter(({ nodeId }) => nodeId === node.id)
  const moving = (kind: ChannelOperationRecord['kind']) =>
    sumSats(running.filter((operation) => operation.kind === kind).map((row) => row.amountSats))
  const taken = new Set([
    ...backed.map(({ channelId }) => channelId),
    ...running.map(({ channelId }) => channelId),
  ])
  const capacitySats = nodeCapacitySats(
    own.filter(({ state }) => isStandingChannel(state)),
    node.reserveSats,
  )
  return {
    nodeId: node.id,
    freeSats: subSats(capacitySats, sumSats(backed.map(({ shareSats }) => shareSats))),
    reserveSats: sats(Math.max(0, node.reserveSats - moving('splice_in'))),
    incomingSats: moving('splice_out'),
    spliceable: own
      .filter(
        ({ id, state, isPeerOnline, localSats }) =>
          state === 'active' && isPeerOnline && localSats > 0 && !taken.has(id),
      )
      .map(({ id, localSats }) => ({ channelId: id, localSats })),
  }
}
