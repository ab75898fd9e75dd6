import 'server-only'
import { and, eq, inArray, isNull } from 'drizzle-orm'
import { toInstant } from '@/lib/core/time'
import { completedContract } from '@/lib/domains/liquidity/contract/rules'
import { saveContract } from '@/lib/domains/liquidity/contract/save-contract'
import { contractTable } from '@/lib/domains/liquidity/contract/table'
import { deliverWaiting } from '@/lib/domains/liquidity/delivery/order-delivery'
import { moveEarlyEnd } from '@/lib/domains/liquidity/early-end/rules'
import { saveEarlyEnd } from '@/lib/domains/liquidity/early-end/save-early-end'
import { earlyEndTable } from '@/lib/domains/liquidity/early-end/table'
import { moveLease } from '@/lib/domains/liquidity/lease/life-rules'
import { saveLease } from '@/lib/domains/liquidity/lease/save-lease'
import { leaseBackingTable, leaseTable } from '@/lib/domains/liquidity/lease/table'
import { moveRenewal } from '@/lib/domains/liquidity/renewal/rules'
import { saveRenewal } from '@/lib/domains/liquidity/renewal/save-renewal'
import { renewalTable } from '@/lib/domains/liquidity/renewal/table'
import type { Ctx } from '@/lib/platform/ctx'
import type { IsoInstant, LeaseRecord } from '@/types'
import { dropIncreases } from './drop-increases'

/** Ends what backs a lease; its channels stay open as the treasury's own unleased ones. */
export async function endBackings(ctx: Ctx, leaseId: string, at: IsoInstant): Promise<void> {
  await ctx.db
    .update(leaseBackingTable)
    .set({ toAt: at })
    .where(and(eq(leaseBackingTable.leaseId, leaseId), isNull(leaseBackingTable.toAt)))
}

/** Makes the active contract of a lease completed. */
export async function completeContract(ctx: Ctx, leaseId: string, at: IsoInstant): Promise<void> {
  const [contract] = await ctx.db
    .select()
    .from(contractTable)
    .where(and(eq(contractTable.leaseId, leaseId), eq(contractTable.status, 'active')))
    .for('no key update')
  if (contract === undefined) return
  await saveContract(ctx, contract, completedContract(contract, at), {
    action: 'contract.completed',
  })
}

/**
 * Everything that hangs on a lease which has just ended before its term: backings end, its contract is
 * completed, a renewal that has not begun is cancelled, open requests are closed, and what waits for
 * room is delivered. Inside the locks of `lockLease`.
 */
export async function windUpLease(ctx: Ctx, lease: LeaseRecord, reason: string): Promise<void> {
  const at = toInstant(ctx.clock.now())
  await endBackings(ctx, lease.id, at)
  await completeContract(ctx, lease.id, at)
  await cancelRenewal(ctx, lease.id, reason)
  await closeRequests(ctx, lease, reason)
  await deliverWaiting(ctx, lease.treasuryId, at)
}

/** Cancels the pending lease that was to continue another one. */
export async function cancelRenewal(ctx: Ctx, leaseId: string, reason: string): Promise<void> {
  const [renewal] = await ctx.db
    .select()
    .from(leaseTable)
    .where(and(eq(leaseTable.renewsLeaseId, leaseId), eq(leaseTable.status, 'pending')))
    .for('no key update')
  if (renewal === undefined) return
  const now = ctx.clock.now()
  await saveLease(ctx, renewal, moveLease(renewal, 'cancel', now), {
    action: 'lease.cancelled',
    reason,
  })
  await completeContract(ctx, renewal.id, toInstant(now))
}

/** Requests and unsigned increases that an ended lease leaves without an object. */
export async function closeRequests(ctx: Ctx, lease: LeaseRecord, reason: string): Promise<void> {
  const now = ctx.clock.now()
  const [renewal] = await ctx.db
    .select()
    .from(renewalTable)
    .where(and(eq(renewalTable.leaseId, lease.id), eq(renewalTable.status, 'requested')))
    .for('no key update')
  if (renewal !== undefined && renewal.respondBy > toInstant(now)) {
    await saveRenewal(ctx, renewal, moveRenewal(renewal, 'withdraw', now, reason))
  }
  const ends = await ctx.db
    .select()
    .from(earlyEndTable)
    .where(
      and(
        eq(earlyEndTable.leaseId, lease.id),
        inArray(earlyEndTable.status, ['requested', 'approved']),
      ),
    )
    .for('no key update')
  for (const request of ends) {
    await saveEarlyEnd(ctx, request, moveEarlyEnd(request, 'drop', now, reason))
  }
  await dropIncreases(ctx, lease)
}
