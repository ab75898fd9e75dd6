import 'server-only'
import { and, asc, eq } from 'drizzle-orm'
import { lockAllocation } from '@/lib/domains/liquidity/allocation/lock-allocation'
import { release } from '@/lib/domains/liquidity/allocation/release-allocation'
import { allocationTable } from '@/lib/domains/liquidity/allocation/table'
import { leaseTable } from '@/lib/domains/liquidity/lease/table'
import { lockTicketRow } from '@/lib/domains/liquidity/ticket/lock-ticket'
import { closedStatus, filledSats } from '@/lib/domains/liquidity/ticket/rules'
import { saveTicket } from '@/lib/domains/liquidity/ticket/save-ticket'
import { ticketTable } from '@/lib/domains/liquidity/ticket/table'
import { audit } from '@/lib/platform/audit/write'
import type { Ctx } from '@/lib/platform/ctx'
import { publish } from '@/lib/platform/live/publish'
import type { LeaseRecord } from '@/types'

/**
 * Takes back the requests for more of a lease that has ended, and those increases which the two sides have not both signed: there is
 * nothing left to add to. A signed one is a lease of its own and goes on. Inside the locks of `lockLease`.
 */
export async function dropIncreases(ctx: Ctx, lease: LeaseRecord): Promise<void> {
  const open = await ctx.db
    .select({
      allocationId: allocationTable.id,
      leaseId: leaseTable.id,
      treasuryId: leaseTable.treasuryId,
    })
    .from(leaseTable)
    .innerJoin(allocationTable, eq(allocationTable.leaseId, leaseTable.id))
    .where(
      and(
        eq(leaseTable.extendsLeaseId, lease.id),
        eq(leaseTable.status, 'pending'),
        eq(allocationTable.status, 'reserved'),
      ),
    )
    .orderBy(asc(leaseTable.id))
  for (const { allocationId, leaseId, treasuryId } of open) {
    // Two treasuries that serve one lessee do not learn of each other's leases.
    const isSameTreasury = treasuryId === lease.treasuryId
    await release(ctx, await lockAllocation(ctx, allocationId), {
      reason: isSameTreasury
        ? `${lease.id}, which it adds to, has ended`
        : 'The lease that it adds to has ended',
    })
    if (!isSameTreasury) continue
    const subject = { entityType: 'Lease', entityId: lease.id }
    const action = 'lease.increase_dropped'
    const reason = `${leaseId} was not signed by both sides`
    await audit(ctx, { ...subject, action, reason, details: { leaseId } })
    await publish(ctx, {
      ...subject,
      organisations: [lease.treasuryId, lease.subscriberId],
      change: action,
    })
  }
  // What was released has opened its request again.
  await dropScaleRequests(ctx, lease)
}

/** Requests for more of a lease that has ended: what they were given already goes on. */
async function dropScaleRequests(ctx: Ctx, { id: leaseId }: LeaseRecord): Promise<void> {
  const open = await ctx.db
    .select({ id: ticketTable.id })
    .from(ticketTable)
    .where(
      and(
        eq(ticketTable.leaseId, leaseId),
        eq(ticketTable.kind, 'scale_up'),
        eq(ticketTable.status, 'pending'),
      ),
    )
    .orderBy(asc(ticketTable.id))
  for (const { id } of open) {
    const { ticket, allocations } = await lockTicketRow(ctx, id)
    const reason = `${leaseId}, which it adds to, has ended`
    const status = closedStatus(filledSats(allocations, ctx.clock.now()), 'lapsed')
    await saveTicket(ctx, ticket, { status, reason }, { action: 'ticket.lapsed', reason })
  }
}
