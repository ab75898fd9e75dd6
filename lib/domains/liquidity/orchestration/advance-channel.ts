import 'server-only'
import { ConflictError } from '@/lib/core/errors'
import { withTransaction } from '@/lib/db/transaction'
import { lockChannel, runStep } from '@/lib/domains/liquidity/delivery/run-step'
import type { Ctx } from '@/lib/platform/ctx'
import type { ChannelOperationRecord, ChannelState } from '@/types'
import { assertMaySteer } from './may-steer'

export interface ChannelMove {
  channelId: string
  state: ChannelState
  /** The operation that runs or ended with it; null where none does. */
  operation: Pick<ChannelOperationRecord, 'id' | 'kind' | 'status' | 'stepsDone'> | null
  /** The failed channel that this one was ordered for; null where it stands for itself. */
  replacesChannelId: string | null
}

export function channelMove(
  channel: { id: string; state: ChannelState },
  operation: ChannelOperationRecord | null,
  replacesChannelId: string | null = null,
): ChannelMove {
  const move = { channelId: channel.id, state: channel.state, replacesChannelId }
  if (operation === null) return { ...move, operation: null }
  const { id, kind, status, stepsDone } = operation
  return { ...move, operation: { id, kind, status, stepsDone } }
}

/**
 * An admin runs the next step now instead of when it is due.
 * @throws ConflictError `no_operation`, `operation_waits`.
 */
export async function advanceChannel(
  ctx: Ctx,
  { channelId }: { channelId: string },
): Promise<ChannelMove> {
  assertMaySteer(ctx.actor)
  return withTransaction(ctx, async (tx) => {
    const { channel, operation } = await lockChannel(tx, channelId)
    if (operation === null) {
      throw new ConflictError('no_operation', `Nothing is running on channel ${channelId}.`)
    }
    if (operation.status === 'waiting') {
      throw new ConflictError('operation_waits', 'The last attempt failed: retry it or give it up.')
    }
    const after = await runStep(tx, { channel, operation })
    return channelMove(after.channel, after.operation)
  })
}
