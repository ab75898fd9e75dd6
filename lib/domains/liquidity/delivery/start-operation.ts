import 'server-only'
import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm'
import { ConflictError } from '@/lib/core/errors'
import { addMs } from '@/lib/core/time'
import { sqlState, withTransaction } from '@/lib/db/transaction'
import { channelOperationTable, lightningFaultTable } from '@/lib/domains/liquidity/channel/table'
import { FAULTS_OF_KIND } from '@/lib/lightning/mock'
import { placeOrder } from '@/lib/lightning/port'
import type { Ctx } from '@/lib/platform/ctx'
import { derivedId } from '@/lib/platform/derived-id'
import type {
  ChannelOperationKind,
  ChannelOperationRecord,
  ChannelRecord,
  CloseMode,
  IsoInstant,
  LightningFault,
  Sats,
} from '@/types'
import { lightningOf } from './backend'

const UNIQUE_VIOLATION = '23505'

export interface OperationRequest {
  kind: ChannelOperationKind
  amountSats: Sats
  mode?: CloseMode
}

/**
 * Orders an operation on a channel from an instant on, within the caller's transaction and the lock of
 * its treasury. The oldest fault that is scripted for the node and fits strikes it.
 * @throws ConflictError `channel_busy` while another operation runs on the channel.
 */
export async function startOperation(
  ctx: Ctx,
  channel: Pick<ChannelRecord, 'id' | 'nodeId' | 'treasuryId'>,
  { kind, amountSats, mode }: OperationRequest,
  at: IsoInstant,
): Promise<ChannelOperationRecord> {
  const [row] = await ctx.db
    .select({ count: sql<number>`count(*)`.mapWith(Number) })
    .from(channelOperationTable)
    .where(eq(channelOperationTable.channelId, channel.id))
  const id = derivedId('channelOperation', channel.id, row?.count ?? 0)
  const fault = await takeFault(ctx, channel.nodeId, kind)
  const order = { operationId: id, kind, amountSats, mode: mode ?? null, fault, attempt: 1 }
  const { firstAfterMs } = placeOrder(await lightningOf(ctx), order)
  const operation: ChannelOperationRecord = {
    id,
    channelId: channel.id,
    nodeId: channel.nodeId,
    treasuryId: channel.treasuryId,
    kind,
    status: 'running',
    amountSats,
    mode: order.mode,
    fault,
    attempt: 1,
    stepsDone: 0,
    startedAt: at,
    dueAt: addMs(at, firstAfterMs),
    endedAt: null,
    txid: null,
    lockedUntil: null,
  }
  await insertOperation(ctx, operation)
  return operation
}

/** The store allows one open operation a channel. */
async function insertOperation(ctx: Ctx, operation: ChannelOperationRecord): Promise<void> {
  try {
    await withTransaction(ctx, (tx) => tx.db.insert(channelOperationTable).values(operation))
  } catch (error) {
    if (sqlState(error) !== UNIQUE_VIOLATION) throw error
    throw new ConflictError(
      'channel_busy',
      `Another operation is running on channel ${operation.channelId}.`,
    )
  }
}

async function takeFault(
  ctx: Ctx,
  nodeId: string,
  kind: ChannelOperationKind,
): Promise<LightningFault | null> {
  const t = lightningFaultTable
  const [fault] = await ctx.db
    .select({ id: t.id, fault: t.fault })
    .from(t)
    .where(and(eq(t.nodeId, nodeId), gt(t.remaining, 0), inArray(t.fault, FAULTS_OF_KIND[kind])))
    .orderBy(asc(t.createdAt), asc(t.id))
    .limit(1)
    .for('no key update')
  if (fault === undefined) return null
  await ctx.db
    .update(t)
    .set({ remaining: sql`${t.remaining} - 1` })
    .where(eq(t.id, fault.id))
  return fault.fault
}
