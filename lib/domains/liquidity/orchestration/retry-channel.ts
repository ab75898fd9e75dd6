import 'server-only'
import { and, eq, inArray, isNull } from 'drizzle-orm'
import { ConflictError } from '@/lib/core/errors'
import { subSats } from '@/lib/core/money'
import { addMs, toInstant } from '@/lib/core/time'
import { withTransaction } from '@/lib/db/transaction'
import { assertUnbound } from '@/lib/domains/liquidity/channel/operation-rules'
import { channelOperationTable, channelTable } from '@/lib/domains/liquidity/channel/table'
import { lightningOf } from '@/lib/domains/liquidity/delivery/backend'
import { HOLDING_STATUSES, loadRoom } from '@/lib/domains/liquidity/delivery/load-room'
import { deliverWaiting } from '@/lib/domains/liquidity/delivery/order-delivery'
import { type LockedChannel, lockChannel } from '@/lib/domains/liquidity/delivery/run-step'
import { startOperation } from '@/lib/domains/liquidity/delivery/start-operation'
import { tellChannel } from '@/lib/domains/liquidity/delivery/tell-channel'
import { leaseBackingTable, leaseTable } from '@/lib/domains/liquidity/lease/table'
import { placeOrder } from '@/lib/lightning/port'
import type { Ctx } from '@/lib/platform/ctx'
import type { ChannelOperationRecord, ChannelRecord, LeaseBackingRecord } from '@/types'
import { type ChannelMove, channelMove } from './advance-channel'
import { assertMaySteer } from './may-steer'

/**
 * An admin tries again: a waiting operation makes a new attempt; for a failed opening the lease gets
 * another channel; a channel that came out too small gets the rest spliced in.
 * @throws ConflictError `nothing_to_retry`, `reserve_short`, `already_broadcast`.
 */
export async function retryChannel(
  ctx: Ctx,
  { channelId }: { channelId: string },
): Promise<ChannelMove> {
  assertMaySteer(ctx.actor)
  return withTransaction(ctx, async (tx) => {
    const locked = await lockChannel(tx, channelId)
    const { channel, operation } = locked
    if (operation?.status === 'waiting') return retryOperation(tx, { channel, operation })
    const backing = await findBacking(tx, channelId)
    if (operation === null && backing !== null) {
      if (channel.state === 'failed') return replace(tx, channel, backing)
      if (channel.state === 'active' && channel.capacitySats < backing.shareSats) {
        return enlarge(tx, channel, backing)
      }
    }
    if (operation !== null) assertUnbound(operation)
    throw nothingToRetry(locked)
  })
}

function nothingToRetry({ channel }: LockedChannel): ConflictError {
  return new ConflictError('nothing_to_retry', `Nothing has failed on channel ${channel.id}.`)
}

async function retryOperation(
  ctx: Ctx,
  { channel, operation }: { channel: ChannelRecord; operation: ChannelOperationRecord },
): Promise<ChannelMove> {
  assertUnbound(operation)
  const attempt = operation.attempt + 1
  const order = { ...operation, operationId: operation.id, attempt }
  const { firstAfterMs } = placeOrder(await lightningOf(ctx), order)
  const dueAt = addMs(ctx.clock.now(), firstAfterMs)
  const next = { ...operation, status: 'running', attempt, stepsDone: 0, dueAt } as const
  await ctx.db
    .update(channelOperationTable)
    .set(next)
    .where(eq(channelOperationTable.id, operation.id))
  await tellRetry(ctx, channel, { operationId: operation.id, attempt })
  return channelMove(channel, next)
}

/**
 * What the failed channel held goes where there is room now. The answer is the channel that was ordered,
 * the first where it takes several; the failed one while it waits for room or a splice.
 */
async function replace(
  ctx: Ctx,
  channel: ChannelRecord,
  backing: LeaseBackingRecord,
): Promise<ChannelMove> {
  const at = toInstant(ctx.clock.now())
  await ctx.db
    .update(leaseBackingTable)
    .set({ toAt: at })
    .where(eq(leaseBackingTable.id, backing.id))
  await tellRetry(ctx, channel, { leaseId: backing.leaseId, amountSats: backing.shareSats })
  const known = new Set((await openingsFor(ctx, backing.leaseId)).map(({ channel: { id } }) => id))
  await deliverWaiting(ctx, channel.treasuryId, at)
  const ordered = (await openingsFor(ctx, backing.leaseId)).find(
    (row) => !known.has(row.channel.id),
  )
  if (ordered === undefined) return channelMove(channel, null)
  return channelMove(ordered.channel, ordered.operation, channel.id)
}

/** The channels that are being opened for a lease, the first ordered first. */
function openingsFor(
  ctx: Ctx,
  leaseId: string,
): Promise<{ channel: ChannelRecord; operation: ChannelOperationRecord }[]> {
  return ctx.db
    .select({ channel: channelTable, operation: channelOperationTable })
    .from(leaseBackingTable)
    .innerJoin(channelTable, eq(channelTable.id, leaseBackingTable.channelId))
    .innerJoin(channelOperationTable, eq(channelOperationTable.channelId, channelTable.id))
    .where(
      and(
        eq(leaseBackingTable.leaseId, leaseId),
        isNull(leaseBackingTable.toAt),
        eq(channelOperationTable.status, 'running'),
      ),
    )
    .orderBy(leaseBackingTable.fromAt, channelTable.id)
}

async function enlarge(
  ctx: Ctx,
  channel: ChannelRecord,
  backing: LeaseBackingRecord,
): Promise<ChannelMove> {
  const amountSats = subSats(backing.shareSats, channel.capacitySats)
  const room = await loadRoom(ctx, channel.treasuryId)
  const reserveSats = room.find(({ nodeId }) => nodeId === channel.nodeId)?.reserveSats ?? 0
  if (reserveSats < amountSats) {
    throw new ConflictError(
      'reserve_short',
      'The node has not enough on-chain reserve for the rest.',
      {
        neededSats: amountSats,
        reserveSats,
      },
    )
  }
  const at = toInstant(ctx.clock.now())
  const operation = await startOperation(ctx, channel, { kind: 'splice_in', amountSats }, at)
  await tellRetry(ctx, channel, { leaseId: backing.leaseId, operationId: operation.id, amountSats })
  return channelMove(channel, operation)
}

function tellRetry(
  ctx: Ctx,
  channel: ChannelRecord,
  details: Record<string, unknown>,
): Promise<void> {
  const { state } = channel
  return tellChannel(ctx, channel, { action: 'channel.retried', from: state, to: state, details })
}

async function findBacking(ctx: Ctx, channelId: string): Promise<LeaseBackingRecord | null> {
  const [row] = await ctx.db
    .select({ backing: leaseBackingTable })
    .from(leaseBackingTable)
    .innerJoin(leaseTable, eq(leaseTable.id, leaseBackingTable.leaseId))
    .where(
      and(
        eq(leaseBackingTable.channelId, channelId),
        isNull(leaseBackingTable.toAt),
        inArray(leaseTable.status, HOLDING_STATUSES),
      ),
    )
  return row?.backing ?? null
}
