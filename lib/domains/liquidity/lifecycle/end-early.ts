import 'server-only'
import { eq } from 'drizzle-orm'
import { fixedClock } from '@/lib/core/time'
import { withTransaction } from '@/lib/db/transaction'
import { endFeeOf, moveEarlyEnd } from '@/lib/domains/liquidity/early-end/rules'
import { saveEarlyEnd } from '@/lib/domains/liquidity/early-end/save-early-end'
import { earlyEndTable } from '@/lib/domains/liquidity/early-end/table'
import { moveLease } from '@/lib/domains/liquidity/lease/life-rules'
import { lockLease } from '@/lib/domains/liquidity/lease/lock-lease'
import { saveLease } from '@/lib/domains/liquidity/lease/save-lease'
import type { SystemCtx } from '@/lib/platform/ctx'
import type { IsoInstant } from '@/types'
import { assertStarted } from './start-lease'
import { windUpLease } from './wind-up'

/**
 * Ends a lease at the instant that was approved for its early end.
 * @returns false when the approval was taken back or the lease ended otherwise in the meantime.
 */
export async function endEarly(
  ctx: SystemCtx,
  earlyEndId: string,
  at: IsoInstant,
): Promise<boolean> {
  return withTransaction({ ...ctx, clock: fixedClock(at) }, async (tx) => {
    const [seen] = await tx.db.select().from(earlyEndTable).where(eq(earlyEndTable.id, earlyEndId))
    if (seen === undefined) return false
    const lease = await lockLease(tx, seen.leaseId)
    const [request] = await tx.db
      .select()
      .from(earlyEndTable)
      .where(eq(earlyEndTable.id, earlyEndId))
      .for('no key update')
    if (request?.status !== 'approved' || request.effectiveAt > at) return false
    assertStarted(lease, tx.clock.now())
    await saveEarlyEnd(tx, request, moveEarlyEnd(request, 'finish', at))
    if (lease.status === 'active' || lease.status === 'paused') {
      const ended = {
        ...moveLease({ ...lease, endAt: later(lease.endAt, at) }, 'terminate', at),
        endAt: lease.endAt,
        endFeeSats: endFeeOf(request),
      }
      await saveLease(tx, lease, ended, {
        action: 'lease.terminated',
        reason: request.reason,
        details: { earlyEndId, endFeeSats: ended.endFeeSats, requestedBy: request.requestedBy },
      })
      await windUpLease(tx, ended, 'The lease was ended early')
    }
    return true
  })
}

/** At the very end of the term the lease still counts as running: the early end comes first. */
function later(endAt: IsoInstant, at: IsoInstant): IsoInstant {
  return endAt > at ? endAt : new Date(Date.parse(at) + 1).toISOString()
}
