import 'server-only'
import { toMs } from '@/lib/core/time'
import { lockLease } from '@/lib/domains/liquidity/lease/lock-lease'
import { type Ctx, systemCtx } from '@/lib/platform/ctx'
import type { LeaseRecord } from '@/types'
import { startLease } from './start-lease'
import { startRenewal } from './start-renewal'

/**
 * A locked lease as everybody reads it: one that reads as running because it is delivered and its start has
 * come is started as of that instant first, even before a job has come by, and so is what it renews. Late
 * delivery moves its end, and a renewal takes over what backs it.
 */
export async function startIfDue<C extends Ctx>(ctx: C, lease: LeaseRecord): Promise<LeaseRecord> {
  const { id, status, startAt, deliveredAt, renewsLeaseId } = lease
  if (status !== 'pending' || deliveredAt === null) return lease
  const at = deliveredAt > startAt ? deliveredAt : startAt
  if (toMs(at) > ctx.clock.now().getTime()) return lease
  const { db, clock, requestId } = ctx
  const lifecycle = systemCtx({ db, clock, requestId }, 'lifecycle')
  if (renewsLeaseId === null) await startLease(lifecycle, id, at)
  else {
    await startIfDue(lifecycle, await lockLease(lifecycle, renewsLeaseId))
    await startRenewal(lifecycle, id, startAt)
  }
  return lockLease(ctx, id)
}
