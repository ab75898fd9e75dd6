import 'server-only'
import { toMs } from '@/lib/core/time'
import { lockLease } from '@/lib/domains/liquidity/lease/lock-lease'
import { type Ctx, systemCtx } from '@/lib/platform/ctx'
import type { LeaseRecord } from '@/types'
import { startLease } from './start-lease'

/**
 * A locked lease with the term that it really has: one that reads as active because it is delivered and
 * its start has come is started as of that instant first, even before a job has come by. Late delivery
 * moves its end, and a renewal that began at the old one could never take over.
 */
export async function startIfDue<C extends Ctx>(ctx: C, lease: LeaseRecord): Promise<LeaseRecord> {
  const { id, status, startAt, deliveredAt } = lease
  if (status !== 'pending' || deliveredAt === null) return lease
  const at = deliveredAt > startAt ? deliveredAt : startAt
  if (toMs(at) > ctx.clock.now().getTime()) return lease
  const { db, clock, requestId } = ctx
  await startLease(systemCtx({ db, clock, requestId }, 'lifecycle'), id, at)
  return lockLease(ctx, id)
}
