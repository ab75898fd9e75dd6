import 'server-only'
import { and, eq } from 'drizzle-orm'
import { NotFoundError } from '@/lib/core/errors'
import type { Ctx } from '@/lib/platform/ctx'
import { ownRows } from '@/lib/platform/own-rows'
import type { ContractRecord } from '@/types'
import { type LockedAllocation, lockAllocation } from '../allocation/lock-allocation'
import { allocationTable } from '../allocation/table'
import { assertContractMove } from './rules'
import { contractTable } from './table'

export interface LockedDraft extends LockedAllocation {
  contract: ContractRecord
}

/**
 * A draft contract of the viewer's organisation with its lease, allocation and request, inside the locks
 * of the parties and its own; it is drafts alone that parties sign or void.
 * @throws NotFoundError for a foreign or unknown id, ConflictError `illegal_transition`.
 */
export async function lockDraft(ctx: Ctx, id: string, verb: 'sign' | 'void'): Promise<LockedDraft> {
  const seen = await seeContract(ctx, id)
  assertContractMove(seen, verb)
  const [allocation] = await ctx.db
    .select({ id: allocationTable.id })
    .from(allocationTable)
    .where(eq(allocationTable.leaseId, seen.leaseId))
  if (allocation === undefined) throw new Error(`Draft contract ${id} has no allocation`)
  const { contract, ...locked } = await lockAllocation(ctx, allocation.id)
  if (contract === null) throw new NotFoundError('This contract')
  assertContractMove(contract, verb)
  return { ...locked, contract }
}

/** One contract of the viewer's organisation, unlocked. @throws NotFoundError. */
export async function seeContract(ctx: Ctx, id: string): Promise<ContractRecord> {
  const [contract] = await ctx.db
    .select()
    .from(contractTable)
    .where(
      and(
        eq(contractTable.id, id),
        ownRows(ctx.actor, {
          treasury: contractTable.treasuryId,
          subscriber: contractTable.subscriberId,
        }),
      ),
    )
  if (contract === undefined) throw new NotFoundError('This contract')
  return contract
}
