import 'server-only'
import { eq } from 'drizzle-orm'
import { fixedClock } from '@/lib/core/time'
import { withTransaction } from '@/lib/db/transaction'
import { channelOperationTable } from '@/lib/domains/liquidity/channel/table'
import type { SystemCtx } from '@/lib/platform/ctx'
import type { IsoInstant } from '@/types'
import { lockChannel, runStep } from './run-step'

/**
 * Runs the step of an operation that was due at an instant, in a transaction of its own.
 * @returns false when the step was run, or the operation stopped, in the meantime.
 */
export async function advanceOperation(
  ctx: SystemCtx,
  operationId: string,
  at: IsoInstant,
): Promise<boolean> {
  return withTransaction({ ...ctx, clock: fixedClock(at) }, async (tx) => {
    const [seen] = await tx.db
      .select({ channelId: channelOperationTable.channelId })
      .from(channelOperationTable)
      .where(eq(channelOperationTable.id, operationId))
    if (seen === undefined) return false
    const { channel, operation } = await lockChannel(tx, seen.channelId)
    if (operation?.id !== operationId || operation.status !== 'running') return false
    if (operation.dueAt === null || operation.dueAt > at) return false
    await runStep(tx, { channel, operation })
    return true
  })
}
