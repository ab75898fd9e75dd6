import type { AllocationRecord, ContractRecord } from '@/types'

/** What a command on an allocation answers to admins, who alone steer them. */
export function allocationAnswer(allocation: AllocationRecord) {
  const { id, ticketId, poolId, treasuryId, subscriberId, leaseId, contractId } = allocation
  const { sizeSats, status, expiresAt } = allocation
  return {
    ...{ id, ticketId, poolId, treasuryId, subscriberId, leaseId, contractId },
    ...{ sizeSats, status, expiresAt },
  }
}

/** The same with the contract that was issued for it, which both parties sign by its hash. */
export function issuedAnswer(allocation: AllocationRecord, contract: ContractRecord) {
  const { id, status, termsHash, issuedAt, version } = contract
  return { ...allocationAnswer(allocation), contract: { id, status, termsHash, issuedAt, version } }
}
