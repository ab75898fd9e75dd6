import 'server-only'
import { eq } from 'drizzle-orm'
import { ConflictError } from '@/lib/core/errors'
import { withTransaction } from '@/lib/db/transaction'
import { assertMayAct } from '@/lib/platform/actor'
import { audit } from '@/lib/platform/audit/write'
import type { Ctx } from '@/lib/platform/ctx'
import { publish } from '@/lib/platform/live/publish'
import type { AllocationRecord, ContractRecord } from '@/types'
import { insertDraftContract } from '../contract/issue'
import { lockAllocation } from './lock-allocation'
import { assertHeld, reservedUntil } from './rules'
import { allocationTable } from './table'

/**
 * An admin issues the contract of reserved capacity: a draft that both parties may sign within new 72
 * hours. @throws ConflictError `reservation_over`, `contract_already_issued`.
 */
export async function issueContract(
  ctx: Ctx,
  { allocationId }: { allocationId: string },
): Promise<{ allocation: AllocationRecord; contract: ContractRecord }> {
  assertMayAct(ctx.actor, ['admin'])
  return withTransaction(ctx, async (tx) => {
    const locked = await lockAllocation(tx, allocationId)
    const now = tx.clock.now()
    assertHeld(locked.allocation, now)
    if (locked.contract !== null) {
      throw new ConflictError('contract_already_issued', 'Its contract is issued already.')
    }
    const contract = await insertDraftContract(tx, locked.lease)
    const allocation: AllocationRecord = {
      ...locked.allocation,
      contractId: contract.id,
      expiresAt: reservedUntil(now),
    }
    const { contractId, expiresAt } = allocation
    await tx.db
      .update(allocationTable)
      .set({ contractId, expiresAt })
      .where(eq(allocationTable.id, allocationId))
    await audit(tx, {
      action: 'allocation.prolonged',
      entityType: 'Allocation',
      entityId: allocationId,
      from: allocation.status,
      to: allocation.status,
      details: { contractId, expiresAt },
    })
    await publish(tx, {
      organisations: [allocation.treasuryId, allocation.subscriberId],
      entityType: 'Allocation',
      entityId: allocationId,
      change: 'allocation.prolonged',
    })
    return { allocation, contract }
  })
}
