import 'server-only'
import { and, eq } from 'drizzle-orm'
import { addMs, fixedClock, toMs } from '@/lib/core/time'
import { withTransaction } from '@/lib/db/transaction'
import { contractTable } from '@/lib/domains/liquidity/contract/table'
import { moveLease } from '@/lib/domains/liquidity/lease/life-rules'
import { lockLease } from '@/lib/domains/liquidity/lease/lock-lease'
import { effectiveLeaseStatus } from '@/lib/domains/liquidity/lease/rules'
import { saveLease } from '@/lib/domains/liquidity/lease/save-lease'
import type { Ctx, SystemCtx } from '@/lib/platform/ctx'
import type { IsoInstant, LeaseRecord } from '@/types'

/**
 * Activates a signed lease as of an instant, once it is delivered and its planned start has come. Late
 * delivery moves start and end alike: the term keeps its length.
 * Source: functional specification §3, Lease and "Late delivery".
 * @returns false when that no longer holds.
 */
export async function startLease(
  ctx: SystemCtx,
  leaseId: string,
  at: IsoInstant,
): Promise<boolean> {
  return withTransaction({ ...ctx, clock: fixedClock(at) }, async (tx) => {
    const lease = await lockLease(tx, leaseId)
    const { deliveredAt, startAt } = lease
    if (lease.status !== 'pending' || lease.renewsLeaseId !== null) return false
    if (deliveredAt === null || deliveredAt > at || startAt > at) return false
    if (!(await isContractActive(tx, leaseId))) return false
    const lateMs = Math.max(0, toMs(deliveredAt) - toMs(startAt))
    const started: LeaseRecord = {
      ...moveLease(lease, 'activate', at),
      startAt: addMs(startAt, lateMs),
      endAt: addMs(lease.endAt, lateMs),
    }
    await saveLease(tx, lease, started, {
      action: 'lease.activated',
      reason: lateMs === 0 ? null : 'Delivered after the planned start',
      details: {
        startAt: started.startAt,
        endAt: started.endAt,
        ...(lateMs === 0 ? {} : { plannedStartAt: startAt, lateMs }),
      },
    })
    return true
  })
}

/**
 * What follows a lease waits for its start: where that was due and failed, the event is set aside and
 * tried again after it. @throws Error for a lease that only reads as started.
 */
export function assertStarted(lease: LeaseRecord, now: Date): void {
  if (lease.status !== 'pending' || effectiveLeaseStatus(lease, now) === 'pending') return
  throw new Error(`Lease ${lease.id} has not been started yet`)
}

export async function isContractActive(ctx: Ctx, leaseId: string): Promise<boolean> {
  const rows = await ctx.db
    .select({ id: contractTable.id })
    .from(contractTable)
    .where(and(eq(contractTable.leaseId, leaseId), eq(contractTable.status, 'active')))
    .for('no key update')
  return rows.length > 0
}
