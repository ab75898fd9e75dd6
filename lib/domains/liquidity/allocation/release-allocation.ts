import 'server-only'
import { eq } from 'drizzle-orm'
import { fixedClock } from '@/lib/core/time'
import { assertMove } from '@/lib/core/transitions'
import { withTransaction } from '@/lib/db/transaction'
import { assertMayAct } from '@/lib/platform/actor'
import { audit } from '@/lib/platform/audit/write'
import type { Ctx } from '@/lib/platform/ctx'
import { publish } from '@/lib/platform/live/publish'
import type { AllocationRecord, IsoInstant } from '@/types'
import { voidedContract } from '../contract/rules'
import { saveContract } from '../contract/save-contract'
import { moveLease } from '../lease/life-rules'
import { saveLease } from '../lease/save-lease'
import { filledSats } from '../ticket/rules'
import { saveTicket } from '../ticket/save-ticket'
import { type LockedAllocation, lockAllocation } from './lock-allocation'
import { ALLOCATION_TRANSITIONS, isReservationOver } from './rules'
import { allocationTable } from './table'

/**
 * An admin gives reserved capacity back by hand; why is for Flowrate's own eyes.
 * @throws ConflictError `illegal_transition` when it is confirmed or released already.
 */
export async function releaseAllocation(
  ctx: Ctx,
  { allocationId, reason }: { allocationId: string; reason: string },
): Promise<AllocationRecord> {
  assertMayAct(ctx.actor, ['admin'])
  return withTransaction(ctx, async (tx) =>
    release(tx, await lockAllocation(tx, allocationId), {
      reason: 'Released by Flowrate',
      deskReason: reason,
    }),
  )
}

/**
 * Releases a reservation whose 72 hours are over.
 * @param at the instant at which it was due.
 * @returns false when it was confirmed, released or prolonged in the meantime.
 */
export async function releaseExpired(
  ctx: Ctx,
  allocationId: string,
  at: IsoInstant,
): Promise<boolean> {
  return withTransaction({ ...ctx, clock: fixedClock(at) }, async (tx) => {
    const locked = await lockAllocation(tx, allocationId)
    if (!isReservationOver(locked.allocation, tx.clock.now())) return false
    const reason =
      locked.contract === null
        ? 'Reservation was not used within 72 hours'
        : 'Contract was not signed within 72 hours'
    await release(tx, locked, { reason })
    return true
  })
}

export interface ReleaseWords {
  /** What the parties read. */
  reason: string
  /** What Flowrate alone reads, where that is more. */
  deskReason?: string
}

/**
 * Frees what a reservation holds: allocation released, lease cancelled, draft contract void, and a
 * matched request open again. Within the caller's transaction and the locks of `lockAllocation`.
 */
export async function release(
  ctx: Ctx,
  { allocation, lease, contract, demand }: LockedAllocation,
  { reason, deskReason = reason }: ReleaseWords,
): Promise<AllocationRecord> {
  assertMove(ALLOCATION_TRANSITIONS, {
    what: 'This allocation',
    from: allocation.status,
    to: 'released',
  })
  const released = await saveReleased(ctx, allocation, deskReason)
  const cancelled = moveLease(lease, 'cancel', ctx.clock.now())
  await saveLease(ctx, lease, cancelled, { action: 'lease.cancelled', reason })
  if (contract?.status === 'draft') {
    const change = { action: 'contract.voided', reason }
    await saveContract(ctx, contract, voidedContract(contract), change)
  }
  if (demand !== null) await reopen(ctx, demand, allocation.id, reason)
  return released
}

/** Stores an allocation as released, with its audit row, and tells both parties. */
export async function saveReleased(
  ctx: Ctx,
  allocation: AllocationRecord,
  reason: string,
): Promise<AllocationRecord> {
  const released: AllocationRecord = { ...allocation, status: 'released' }
  await ctx.db
    .update(allocationTable)
    .set({ status: released.status })
    .where(eq(allocationTable.id, allocation.id))
  const subject = { entityType: 'Allocation', entityId: allocation.id }
  const action = 'allocation.released'
  await audit(ctx, { ...subject, action, from: allocation.status, to: released.status, reason })
  await publish(ctx, {
    ...subject,
    organisations: [allocation.treasuryId, allocation.subscriberId],
    change: action,
  })
  return released
}

/**
 * Opens the request of a released allocation again, with a remainder that was rejected before: why it was
 * stays in the row, which is how its lessee is told.
 */
export async function reopen(
  ctx: Ctx,
  { ticket, allocations }: NonNullable<LockedAllocation['demand']>,
  allocationId: string,
  reason: string,
): Promise<void> {
  const left = allocations.filter(({ id }) => id !== allocationId)
  const isFull = filledSats(left, ctx.clock.now()) >= ticket.sizeSats
  const isOpen = ticket.status === 'pending' || (ticket.status === 'matched' && !isFull)
  await saveTicket(ctx, ticket, isOpen ? { status: 'pending' } : {}, {
    action: isOpen ? 'ticket.reopened' : 'ticket.changed',
    reason,
    details: { allocationId },
  })
}
