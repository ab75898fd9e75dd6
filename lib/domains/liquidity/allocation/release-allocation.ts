import 'server-only'
import { eq } from 'drizzle-orm'
import { fixedClock, toInstant } from '@/lib/core/time'
import { assertMove } from '@/lib/core/transitions'
import { withTransaction } from '@/lib/db/transaction'
import { assertMayAct } from '@/lib/platform/actor'
import { audit } from '@/lib/platform/audit/write'
import type { Ctx } from '@/lib/platform/ctx'
import { publish } from '@/lib/platform/live/publish'
import type { AllocationRecord, IsoInstant } from '@/types'
import { contractTable } from '../contract/table'
import { leaseTable } from '../lease/table'
import { filledSats } from '../ticket/rules'
import { saveTicket } from '../ticket/save-ticket'
import { type LockedAllocation, lockAllocation } from './lock-allocation'
import { ALLOCATION_TRANSITIONS, isReservationOver } from './rules'
import { allocationTable } from './table'

/**
 * An admin gives reserved capacity back by hand. @throws ConflictError `illegal_transition` when it is
 * confirmed or released already.
 */
export async function releaseAllocation(
  ctx: Ctx,
  { allocationId, reason }: { allocationId: string; reason: string },
): Promise<AllocationRecord> {
  assertMayAct(ctx.actor, ['admin'])
  return withTransaction(ctx, async (tx) =>
    release(tx, await lockAllocation(tx, allocationId), reason),
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
    await release(tx, locked, reason)
    return true
  })
}

/**
 * Frees what a reservation holds: allocation released, lease cancelled, draft contract void, and a
 * matched request open again. Within the caller's transaction and the locks of `lockAllocation`.
 */
export async function release(
  ctx: Ctx,
  { allocation, lease, contract, demand }: LockedAllocation,
  reason: string,
): Promise<AllocationRecord> {
  assertMove(ALLOCATION_TRANSITIONS, {
    what: 'This allocation',
    from: allocation.status,
    to: 'released',
  })
  const at = toInstant(ctx.clock.now())
  const released: AllocationRecord = { ...allocation, status: 'released' }
  await ctx.db
    .update(allocationTable)
    .set({ status: released.status })
    .where(eq(allocationTable.id, allocation.id))
  await note(ctx, released, { entityType: 'Allocation', entityId: allocation.id }, [
    'allocation.released',
    allocation.status,
    released.status,
    reason,
  ])
  await ctx.db
    .update(leaseTable)
    .set({ status: 'cancelled', endedAt: at, version: lease.version + 1 })
    .where(eq(leaseTable.id, lease.id))
  await note(ctx, released, { entityType: 'Lease', entityId: lease.id }, [
    'lease.cancelled',
    lease.status,
    'cancelled',
    reason,
  ])
  if (contract?.status === 'draft') {
    await ctx.db
      .update(contractTable)
      .set({ status: 'void', version: contract.version + 1 })
      .where(eq(contractTable.id, contract.id))
    await note(ctx, released, { entityType: 'Contract', entityId: contract.id }, [
      'contract.voided',
      contract.status,
      'void',
      reason,
    ])
  }
  if (demand !== null) await reopen(ctx, demand, allocation.id, reason)
  return released
}

async function note(
  ctx: Ctx,
  { treasuryId, subscriberId }: AllocationRecord,
  subject: { entityType: string; entityId: string },
  [action, from, to, reason]: readonly [string, string, string, string],
): Promise<void> {
  await audit(ctx, { ...subject, action, from, to, reason })
  await publish(ctx, { ...subject, organisations: [treasuryId, subscriberId], change: action })
}

async function reopen(
  ctx: Ctx,
  { ticket, allocations }: NonNullable<LockedAllocation['demand']>,
  allocationId: string,
  reason: string,
): Promise<void> {
  const left = allocations.filter(({ id }) => id !== allocationId)
  const isFull = filledSats(left, ctx.clock.now()) >= ticket.sizeSats
  const isOpen = ticket.status === 'pending' || (ticket.status === 'matched' && !isFull)
  await saveTicket(
    ctx,
    ticket,
    isOpen ? { status: 'pending', reasonCode: null, reason: null } : {},
    { action: isOpen ? 'ticket.reopened' : 'ticket.changed', reason, details: { allocationId } },
  )
}
