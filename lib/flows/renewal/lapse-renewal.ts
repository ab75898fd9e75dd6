import 'server-only'
import { fixedClock, toMs } from '@/lib/core/time'
import { withTransaction } from '@/lib/db/transaction'
import { lockRenewal } from '@/lib/domains/liquidity/renewal/lock-renewal'
import { moveRenewal } from '@/lib/domains/liquidity/renewal/rules'
import { saveRenewal } from '@/lib/domains/liquidity/renewal/save-renewal'
import type { Ctx } from '@/lib/platform/ctx'
import type { IsoInstant } from '@/types'
import { openFallbackTicket } from './open-fallback-ticket'

/**
 * Lapses a renewal request that nobody answered in time, and asks the market instead where it was the
 * subscriber that had asked: an offer of the treasury is no wish of its lessee.
 * @param at the instant at which it was due.
 * @returns false when it was answered or withdrawn in the meantime.
 */
export async function lapseRenewal(ctx: Ctx, renewalId: string, at: IsoInstant): Promise<boolean> {
  return withTransaction({ ...ctx, clock: fixedClock(at) }, async (tx) => {
    const { renewal, lease } = await lockRenewal(tx, renewalId)
    if (renewal.status !== 'requested' || toMs(renewal.respondBy) > toMs(at)) return false
    const lapsed = moveRenewal(renewal, 'lapse', at, 'Nobody answered in time')
    const fallbackTicketId =
      renewal.requestedBy === 'subscriber'
        ? (await openFallbackTicket(tx, lease, renewal)).id
        : null
    await saveRenewal(tx, renewal, { ...lapsed, fallbackTicketId })
    return true
  })
}
