import 'server-only'
import { ConflictError } from '@/lib/core/errors'
import { toInstant } from '@/lib/core/time'
import { withTransaction } from '@/lib/db/transaction'
import { failOperation } from '@/lib/domains/liquidity/delivery/apply-step'
import { lockChannel, storeOutcome } from '@/lib/domains/liquidity/delivery/run-step'
import type { Ctx } from '@/lib/platform/ctx'
import { type ChannelMove, channelMove } from './advance-channel'
import { assertMaySteer } from './may-steer'

/**
 * An admin gives up an opening, whose funds return to the node's reserve, or a splice; why is for
 * Flowrate's own eyes. A close goes on by itself, and so does what is broadcast: only the back end says
 * that it can never confirm. @throws ConflictError `no_operation`, `illegal_transition`, `already_broadcast`.
 */
export async function failChannel(
  ctx: Ctx,
  { channelId, reason }: { channelId: string; reason: string },
): Promise<ChannelMove> {
  assertMaySteer(ctx.actor)
  return withTransaction(ctx, async (tx) => {
    const { channel, operation } = await lockChannel(tx, channelId)
    if (operation === null) {
      throw new ConflictError('no_operation', `Nothing is running on channel ${channelId}.`)
    }
    if (operation.kind === 'close') {
      throw new ConflictError('illegal_transition', 'A channel that is closing can only be closed.')
    }
    const at = toInstant(tx.clock.now())
    const outcome = failOperation({ channel, operation }, at)
    const message = 'Given up by Flowrate'
    const line = { step: 'fail', status: 'failed', txid: null, message } as const
    await storeOutcome(tx, { channel, operation }, outcome, line, reason)
    return channelMove(outcome.channel, outcome.operation)
  })
}
