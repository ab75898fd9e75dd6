import 'server-only'
import type { UserCtx } from '@/lib/platform/ctx'
import type { ContractRecord, EarlyEndRecord, RenewalRequestRecord } from '@/types'
import { getLeaseView } from './get-lease-view'
import type { LeaseView } from './view'

/** A lease as a command left it. */
export async function leaseAnswer(ctx: UserCtx, leaseId: string): Promise<LeaseView> {
  return (await getLeaseView(ctx, leaseId)).lease
}

/** What a command on a contract answers: its state, and the lease that hangs on it. */
export async function contractAnswer(ctx: UserCtx, contract: ContractRecord) {
  const { id, leaseId, status, termsHash, signedByTreasuryAt, signedBySubscriberAt, version } =
    contract
  const lease = await leaseAnswer(ctx, leaseId)
  return { id, status, termsHash, signedByTreasuryAt, signedBySubscriberAt, version, lease }
}

/** What a command on a renewal answers. Requests to the market are none of a treasury's business. */
export async function renewalAnswer(ctx: UserCtx, renewal: RenewalRequestRecord) {
  const { id, leaseId, status, requestedBy, respondBy, newLeaseId, reason, version } = renewal
  const { sizeSats, termDays, feeModel, feeSats, feePpm } = renewal
  const { termsHash } = renewal
  const fallbackTicketId = ctx.actor.role === 'treasury' ? null : renewal.fallbackTicketId
  return {
    ...{ id, status, requestedBy, respondBy, newLeaseId, fallbackTicketId, reason, version },
    // Of the contract that asking signed, and accepting signs.
    termsHash,
    terms: { sizeSats, termDays, feeModel, feeSats, feePpm },
    lease: await leaseAnswer(ctx, leaseId),
  }
}

/** What a command on an early end answers. */
export async function earlyEndAnswer(ctx: UserCtx, request: EarlyEndRecord) {
  const { id, leaseId, status, requestedBy, reason, effectiveAt, version } = request
  const { feeSats, isFeeWaived, answerReason } = request
  return {
    ...{
      id,
      status,
      requestedBy,
      reason,
      effectiveAt,
      feeSats,
      isFeeWaived,
      answerReason,
      version,
    },
    lease: await leaseAnswer(ctx, leaseId),
  }
}
