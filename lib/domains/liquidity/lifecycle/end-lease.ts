import 'server-only'
import { fixedClock } from '@/lib/core/time'
import { withTransaction } from '@/lib/db/transaction'
import { deliverWaiting } from '@/lib/domains/liquidity/delivery/order-delivery'
import { moveLease } from '@/lib/domains/liquidity/lease/life-rules'
import { lockLease } from '@/lib/domains/liquidity/lease/lock-lease'
import { saveLease } from '@/lib/domains/liquidity/lease/save-lease'
import type { SystemCtx } from '@/lib/platform/ctx'
import type { IsoInstant } from '@/types'
import { findPendingRenewal } from './find-renewal'
import { closeRequests, endBackings } from './wind-up'

/**
 * Expires a lease whose term is over and that nothing continues; its channels stay open, unleased.
 * @returns false when that no longer holds.
 */
export async function endLease(ctx: SystemCtx, leaseId: string, at: IsoInstant): Promise<boolean> {
  return withTransaction({ ...ctx, clock: fixedClock(at) }, async (tx) => {
    const lease = await lockLease(tx, leaseId)
    const isLive = lease.status === 'active' || lease.status === 'paused'
    if (!isLive || lease.endAt > at) return false
    if ((await findPendingRenewal(tx, leaseId)) !== null) return false
    await saveLease(tx, lease, moveLease(lease, 'expire', at), { action: 'lease.expired' })
    await endBackings(tx, leaseId, lease.endAt)
    await closeRequests(tx, lease, 'The lease reached its term')
    await deliverWaiting(tx, lease.treasuryId, at)
    return true
  })
}
