import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import type { Ctx } from '@/lib/platform/ctx'
import type { IsoInstant, LeaseRecord } from '@/types'
import { completedContract } from '../contract/rules'
import { saveContract } from '../contract/save-contract'
import { contractTable } from '../contract/table'
import { moveLease } from './life-rules'
import { saveLease } from './save-lease'
import { leaseBackingTable } from './table'

/**
 * Ends a locked lease before its term: it is terminated at the instant, its contract completed, and its
 * channels back nobody from then on; they stay open as the treasury's own.
 * @throws ConflictError `illegal_transition`.
 */
export async function terminateNow(
  ctx: Ctx,
  lease: LeaseRecord,
  { at, reason }: { at: IsoInstant; reason: string },
): Promise<LeaseRecord> {
  const after = moveLease(lease, 'terminate', at)
  await ctx.db
    .update(leaseBackingTable)
    .set({ toAt: at })
    .where(and(eq(leaseBackingTable.leaseId, lease.id), isNull(leaseBackingTable.toAt)))
  await completeContract(ctx, lease.id, { at, reason })
  return saveLease(ctx, lease, after, { action: 'lease.terminated', reason })
}

/** Completes the active contract of a lease that is over, if it has one. */
export async function completeContract(
  ctx: Ctx,
  leaseId: string,
  { at, reason }: { at: IsoInstant; reason: string },
): Promise<void> {
  const [contract] = await ctx.db
    .select()
    .from(contractTable)
    .where(eq(contractTable.leaseId, leaseId))
    .for('update')
  if (contract?.status !== 'active') return
  await saveContract(ctx, contract, completedContract(contract, at), {
    action: 'contract.completed',
    reason,
  })
}
