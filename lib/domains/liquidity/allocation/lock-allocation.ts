import 'server-only'
import { eq } from 'drizzle-orm'
import { NotFoundError } from '@/lib/core/errors'
import type { Ctx } from '@/lib/platform/ctx'
import type { AllocationRecord, ContractRecord, LeaseRecord } from '@/types'
import { contractTable } from '../contract/table'
import { lockParties } from '../lease/lock-lease'
import { leaseTable } from '../lease/table'
import { type LockedTicket, lockTicketRow } from '../ticket/lock-ticket'
import { allocationTable } from './table'

export interface LockedAllocation {
  allocation: AllocationRecord
  lease: LeaseRecord
  contract: ContractRecord | null
  /** Null for an add-on, which no request asked for. */
  demand: LockedTicket | null
}

/**
 * An allocation with all that hangs on it, inside the locks of its parties, request, lease and contract.
 * The caller has checked that the actor may: nothing is scoped here. @throws NotFoundError.
 */
export async function lockAllocation(ctx: Ctx, id: string): Promise<LockedAllocation> {
  const seen = await find(ctx, id)
  await lockParties(ctx, { subscriberId: seen.subscriberId, treasuryIds: [seen.treasuryId] })
  const demand = seen.ticketId === null ? null : await lockTicketRow(ctx, seen.ticketId)
  const [lease] = await ctx.db
    .select()
    .from(leaseTable)
    .where(eq(leaseTable.id, seen.leaseId))
    .for('no key update')
  if (lease === undefined) throw new NotFoundError('This allocation')
  const [contract] = await ctx.db
    .select()
    .from(contractTable)
    .where(eq(contractTable.leaseId, seen.leaseId))
    .for('no key update')
  return { allocation: await find(ctx, id), lease, contract: contract ?? null, demand }
}

async function find(ctx: Ctx, id: string): Promise<AllocationRecord> {
  const [allocation] = await ctx.db.select().from(allocationTable).where(eq(allocationTable.id, id))
  if (allocation === undefined) throw new NotFoundError('This allocation')
  return allocation
}
