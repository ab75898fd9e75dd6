import 'server-only'
import { and, eq, inArray, isNull } from 'drizzle-orm'
import { ConflictError, ValidationError } from '@/lib/core/errors'
import { ZERO_SATS } from '@/lib/core/money'
import { toInstant } from '@/lib/core/time'
import { withTransaction } from '@/lib/db/transaction'
import { listPeerLabels } from '@/lib/domains/liquidity/channel/peer-labels'
import { moveChannel } from '@/lib/domains/liquidity/channel/state-rules'
import { channelTable } from '@/lib/domains/liquidity/channel/table'
import { HOLDING_STATUSES } from '@/lib/domains/liquidity/delivery/load-room'
import { lockChannel } from '@/lib/domains/liquidity/delivery/run-step'
import { startOperation } from '@/lib/domains/liquidity/delivery/start-operation'
import { tellChannel } from '@/lib/domains/liquidity/delivery/tell-channel'
import { leaseBackingTable, leaseTable } from '@/lib/domains/liquidity/lease/table'
import { isEligibleNode } from '@/lib/domains/liquidity/node/rules'
import { nodeTable } from '@/lib/domains/liquidity/node/table'
import { loadMarket } from '@/lib/domains/liquidity/pool/load-market'
import type { Ctx } from '@/lib/platform/ctx'
import { getPlatformPolicy } from '@/lib/platform/policy/queries'
import { requireFreshProof } from '@/lib/platform/session/require-fresh-proof'
import type { ChannelRecord, CloseMode } from '@/types'
import { type ChannelMove, channelMove } from './advance-channel'
import { assertMayClose } from './may-steer'

export interface CloseChannelInput {
  channelId: string
  alias: string
  mode: CloseMode
  reason?: string | undefined
}

/**
 * Closes an own channel that backs no lease; its local balance returns to the node's reserve when the
 * close is confirmed. Who asks gives a fresh proof. Source: functional specification §7,
 * Channel close; §9 #5.
 * @throws NotFoundError, ForbiddenError (`reauth_required` too), ConflictError `illegal_transition`, `channel_backs_lease`,
 *   `channel_busy`, `capacity_promised`; ValidationError for a wrong alias or a force without reason.
 */
export async function closeChannel(ctx: Ctx, input: CloseChannelInput): Promise<ChannelMove> {
  assertMayClose(ctx.actor, input.mode)
  return withTransaction(ctx, async (tx) => {
    const at = toInstant(tx.clock.now())
    const { channel } = await lockChannel(tx, input.channelId)
    const closing = moveChannel(channel, 'closing', at)
    await refuseBacking(tx, channel)
    await refuseTypos(tx, channel, input)
    await refuseOverpromise(tx, channel)
    await requireFreshProof(tx)
    const request = { kind: 'close', amountSats: ZERO_SATS, mode: input.mode } as const
    const operation = await startOperation(tx, channel, request, at)
    await tx.db.update(channelTable).set(closing).where(eq(channelTable.id, channel.id))
    await tellChannel(tx, channel, {
      action: 'channel.close_ordered',
      from: channel.state,
      to: closing.state,
      reason: input.reason ?? null,
      details: { mode: input.mode, operationId: operation.id, localSats: channel.localSats },
    })
    return channelMove(closing, operation)
  })
}

async function refuseBacking(ctx: Ctx, channel: ChannelRecord): Promise<void> {
  const [lease] = await ctx.db
    .select({ id: leaseTable.id })
    .from(leaseBackingTable)
    .innerJoin(leaseTable, eq(leaseTable.id, leaseBackingTable.leaseId))
    .where(
      and(
        eq(leaseBackingTable.channelId, channel.id),
        isNull(leaseBackingTable.toAt),
        inArray(leaseTable.status, HOLDING_STATUSES),
      ),
    )
  if (lease === undefined) return
  throw new ConflictError(
    'channel_backs_lease',
    `Channel ${channel.id} backs ${lease.id}; that lease has to end first.`,
  )
}

/** The peer's name is typed as this actor reads it. */
async function refuseTypos(
  ctx: Ctx,
  channel: ChannelRecord,
  { alias, mode, reason }: CloseChannelInput,
): Promise<void> {
  const isDesk = ctx.actor.kind === 'system' || ctx.actor.role === 'admin'
  const label = isDesk
    ? undefined
    : (await listPeerLabels(ctx, eq(channelTable.id, channel.id))).get(channel.id)
  if (alias !== (label ?? channel.peerAlias)) {
    throw new ValidationError('Type the alias of the peer to confirm.', {
      alias: 'is not the alias of the peer',
    })
  }
  if (mode === 'force' && reason === undefined) {
    throw new ValidationError('A forced close needs a reason.', { reason: 'is missing' })
  }
}

/** The peer's side leaves the node with the channel: no more of it than is not promised. */
async function refuseOverpromise(ctx: Ctx, channel: ChannelRecord): Promise<void> {
  const now = ctx.clock.now()
  const policy = await getPlatformPolicy(ctx)
  const [node] = await ctx.db.select().from(nodeTable).where(eq(nodeTable.id, channel.nodeId))
  if (node === undefined || !isEligibleNode(node, policy, now)) return
  const [market] = await loadMarket(ctx, {
    treasuryIds: [channel.treasuryId],
    from: now,
    policy,
  })
  const availableSats = market?.supply.availableSats ?? 0
  if (availableSats >= channel.remoteSats) return
  throw new ConflictError(
    'capacity_promised',
    'Too much of this capacity is promised to leases for the channel to be closed now.',
    { availableSats, neededSats: channel.remoteSats },
  )
}
