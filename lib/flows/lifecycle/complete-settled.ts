import 'server-only'
import { asc, eq } from 'drizzle-orm'
import { compareText } from '@/lib/core/text'
import { fixedClock, toInstant } from '@/lib/core/time'
import { listRows } from '@/lib/db/list-rows'
import { withTransaction } from '@/lib/db/transaction'
import { moveLease } from '@/lib/domains/liquidity/lease/life-rules'
import { lockLease } from '@/lib/domains/liquidity/lease/lock-lease'
import { saveLease } from '@/lib/domains/liquidity/lease/save-lease'
import { leaseTable } from '@/lib/domains/liquidity/lease/table'
import { completeContract } from '@/lib/domains/liquidity/lifecycle/wind-up'
import { loadBilling } from '@/lib/flows/close-month/load-billing'
import { settledAt } from '@/lib/flows/close-month/rules'
import type { SystemCtx } from '@/lib/platform/ctx'
import type { IsoInstant } from '@/types'

/**
 * Completes the expired leases that are settled, with their contracts, each as of the instant at which the
 * last of its invoices was paid and in a transaction of its own. It comes after the months were closed.
 * Source: functional specification §3, Lease: expired → completed (all settled).
 */
export async function completeSettled(ctx: SystemCtx): Promise<void> {
  for (const { id, at } of await listSettled(ctx)) await completeLease(ctx, id, at)
}

async function completeLease(ctx: SystemCtx, leaseId: string, at: IsoInstant): Promise<void> {
  await withTransaction({ ...ctx, clock: fixedClock(at) }, async (tx) => {
    const lease = await lockLease(tx, leaseId)
    if (lease.status !== 'expired') return
    await saveLease(tx, lease, moveLease(lease, 'complete', at), {
      action: 'lease.completed',
      reason: 'All of its invoices are settled',
    })
    await completeContract(tx, leaseId, at)
  })
}

/** The expired leases that are settled as of now, the first settled first. */
async function listSettled(ctx: SystemCtx): Promise<{ id: string; at: IsoInstant }[]> {
  const expired = await listRows(ctx, leaseTable, {
    where: eq(leaseTable.status, 'expired'),
    orderBy: [asc(leaseTable.id)],
  })
  if (expired.length === 0) return []
  const billingOf = await loadBilling(ctx, expired)
  const now = toInstant(ctx.clock.now())
  return expired
    .flatMap((lease) => {
      const at = settledAt(lease, billingOf(lease))
      return at === null || at > now ? [] : [{ id: lease.id, at }]
    })
    .sort((a, b) => compareText(a.at, b.at) || compareText(a.id, b.id))
}
