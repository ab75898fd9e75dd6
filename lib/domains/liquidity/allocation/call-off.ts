import 'server-only'
import { assertMove } from '@/lib/core/transitions'
import type { Ctx } from '@/lib/platform/ctx'
import type { AllocationRecord, ContractRecord, LeaseRecord } from '@/types'
import { calledOffContract } from '../contract/rules'
import { saveContract } from '../contract/save-contract'
import { moveLease } from '../lease/life-rules'
import { saveLease } from '../lease/save-lease'
import type { LockedAllocation } from './lock-allocation'
import { reopen, saveReleased } from './release-allocation'
import { CALL_OFF_TRANSITIONS } from './rules'

export interface LockedSigned extends Pick<LockedAllocation, 'lease' | 'demand'> {
  contract: ContractRecord
  /** Null for a lease that was brought over without one. */
  allocation: AllocationRecord | null
}

/**
 * Frees what a signed lease holds that does not come about: lease cancelled, active contract void,
 * confirmed allocation released, request open again. Within the caller's transaction and locks.
 * @throws ConflictError `illegal_transition`.
 */
export async function callOff(
  ctx: Ctx,
  { allocation, lease, contract, demand }: LockedSigned,
  reason: string,
): Promise<LeaseRecord> {
  const cancelled = moveLease(lease, 'cancel', ctx.clock.now())
  await saveLease(ctx, lease, cancelled, { action: 'lease.cancelled', reason })
  const change = { action: 'contract.voided', reason }
  await saveContract(ctx, contract, calledOffContract(contract), change)
  if (allocation === null) return cancelled
  assertMove(CALL_OFF_TRANSITIONS, {
    what: 'This allocation',
    from: allocation.status,
    to: 'released',
  })
  await saveReleased(ctx, allocation, reason)
  if (demand !== null) await reopen(ctx, demand, allocation.id, reason)
  return cancelled
}
