import 'server-only'
import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import { NotFoundError } from '@/lib/core/errors'
import { toInstant } from '@/lib/core/time'
import {
  channelOperationTable,
  channelStepTable,
  channelTable,
} from '@/lib/domains/liquidity/channel/table'
import { nodeTable } from '@/lib/domains/liquidity/node/table'
import { treasuryTable } from '@/lib/domains/liquidity/treasury/table'
import type { Ctx } from '@/lib/platform/ctx'
import { ownRows } from '@/lib/platform/own-rows'
import type { ChannelOperationRecord, ChannelRecord, ChannelStepRecord } from '@/types'
import { applyStep, type StepOutcome } from './apply-step'
import { lightningOf } from './backend'
import { markDelivered } from './mark-delivered'
import { deliverWaiting } from './order-delivery'
import { settleReplacement } from './settle-replacement'
import { tellChannel } from './tell-channel'

export interface LockedChannel {
  channel: ChannelRecord
  /** The operation that runs or waits on it. */
  operation: ChannelOperationRecord | null
}

/**
 * One channel of the viewer's treasury inside the locks of the treasury and its own.
 * @throws NotFoundError for a foreign or unknown id.
 */
export async function lockChannel(ctx: Ctx, channelId: string): Promise<LockedChannel> {
  const own = and(
    eq(channelTable.id, channelId),
    ownRows(ctx.actor, { treasury: channelTable.treasuryId }),
  )
  const [seen] = await ctx.db.select().from(channelTable).where(own)
  if (seen === undefined) throw new NotFoundError('This channel')
  await ctx.db
    .select({ id: treasuryTable.id })
    .from(treasuryTable)
    .where(eq(treasuryTable.id, seen.treasuryId))
    .for('no key update')
  const [channel] = await ctx.db.select().from(channelTable).where(own).for('no key update')
  if (channel === undefined) throw new NotFoundError('This channel')
  const [operation] = await ctx.db
    .select()
    .from(channelOperationTable)
    .where(
      and(
        eq(channelOperationTable.channelId, channelId),
        inArray(channelOperationTable.status, ['running', 'waiting']),
      ),
    )
    .for('no key update')
  return { channel, operation: operation ?? null }
}

/** Asks the back end for the next step of a locked operation and stores what it makes of everything. */
export async function runStep(
  ctx: Ctx,
  { channel, operation }: { channel: ChannelRecord; operation: ChannelOperationRecord },
): Promise<StepOutcome> {
  const at = toInstant(ctx.clock.now())
  const report = (await lightningOf(ctx)).progress({ ...operation, operationId: operation.id })
  const outcome = applyStep({ channel, operation }, report, at)
  const { step, status, txid, message } = report
  await storeOutcome(ctx, { channel, operation }, outcome, { step, status, txid, message })
  return outcome
}

/** Writes an operation's outcome: rows, log line, audit, event, and what follows from it. */
export async function storeOutcome(
  ctx: Ctx,
  before: { channel: ChannelRecord; operation: ChannelOperationRecord },
  { channel, operation, reserveDeltaSats, action }: StepOutcome,
  line: Pick<ChannelStepRecord, 'step' | 'status' | 'txid' | 'message'>,
  reason: string | null = null,
): Promise<void> {
  const at = toInstant(ctx.clock.now())
  await ctx.db
    .update(channelOperationTable)
    .set(operation)
    .where(eq(channelOperationTable.id, operation.id))
  await ctx.db.update(channelTable).set(channel).where(eq(channelTable.id, channel.id))
  if (reserveDeltaSats !== 0) {
    await ctx.db
      .update(nodeTable)
      .set({ reserveSats: sql`${nodeTable.reserveSats} + ${reserveDeltaSats}` })
      .where(eq(nodeTable.id, channel.nodeId))
  }
  await writeStep(ctx, channel, { ...line, at })
  await tellChannel(ctx, channel, {
    action,
    from: before.channel.state,
    to: channel.state,
    reason,
    details: { ...line, operationId: operation.id, kind: operation.kind },
  })
  if (operation.status === 'done') await markDelivered(ctx, channel.id, at)
  if (operation.endedAt !== null) await settleReplacement(ctx, channel, at)
  if (operation.endedAt !== null) await deliverWaiting(ctx, channel.treasuryId, at)
}

async function writeStep(
  ctx: Ctx,
  channel: ChannelRecord,
  line: Omit<ChannelStepRecord, 'channelId' | 'treasuryId' | 'seq'>,
): Promise<void> {
  const [last] = await ctx.db
    .select({ seq: channelStepTable.seq })
    .from(channelStepTable)
    .where(eq(channelStepTable.channelId, channel.id))
    .orderBy(desc(channelStepTable.seq))
    .limit(1)
  await ctx.db.insert(channelStepTable).values({
    ...line,
    channelId: channel.id,
    treasuryId: channel.treasuryId,
    seq: (last?.seq ?? 0) + 1,
  })
}
