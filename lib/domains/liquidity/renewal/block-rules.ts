import { dayText } from '@/lib/core/fact-text'
import { addMs, DAY_MS, toMs } from '@/lib/core/time'
import type { EarlyEndRecord, LeaseParty, LeaseRecord, RenewalRequestRecord } from '@/types'
import { effectiveLeaseStatus } from '../lease/rules'
import { effectiveRenewalStatus } from './rules'

/** Renewals open so long before the end. Source: functional specification §9 #3. */
export const RENEWAL_OPENS_DAYS = 60
/** A subscriber may ask for the same again so long after the end. Source: §6.2. */
export const RENEWAL_AFTER_END_DAYS = 30

/** All that a treasury learns of what stands against its lessee. */
export const LESSEE_BLOCK =
  'The lessee does not meet Flowrate’s conditions for a renewal at present. It can read which ones on its own page; ask again once it meets them. Until then the lease runs to its end.'

/** What besides the lease itself decides whether it may be renewed. */
export interface RenewalFacts {
  openRenewal: Pick<RenewalRequestRecord, 'id' | 'status' | 'respondBy'> | null
  /** The lease that already renews it. */
  renewedBy: string | null
  earlyEnd: Pick<EarlyEndRecord, 'status'> | null
  /** The request that asks the market for the same already. */
  fallbackTicketId: string | null
  hasInvoiceLongOverdue: boolean
  isComplianceLapsed: boolean
}

export type RenewalKind = 'renewal' | 'ticket'

/**
 * How a side may ask for more time now: as a renewal while the lease lives; as a request for the same
 * capacity up to 30 days after its end, for the subscriber alone; else null.
 */
export function renewalKind(
  lease: Pick<LeaseRecord, 'status' | 'endAt'>,
  side: LeaseParty,
  now: Date,
): RenewalKind | null {
  const status = effectiveLeaseStatus(lease, now)
  if (status === 'active' || status === 'paused') return 'renewal'
  const isEnded = status === 'expired' || status === 'completed'
  const age = now.getTime() - toMs(lease.endAt)
  const isRecent = age <= RENEWAL_AFTER_END_DAYS * DAY_MS
  return side === 'subscriber' && isEnded && isRecent ? 'ticket' : null
}

/**
 * Sentences that say why a lease can't be renewed now; none when it can. What its lessee owes and how its
 * review stands is told to the lessee alone. Source: §7, Renew.
 * @param side of whoever asks or answers, who reads them.
 */
export function renewalBlockers(
  lease: LeaseRecord,
  facts: RenewalFacts,
  side: LeaseParty,
  now: Date,
): string[] {
  const kind = renewalKind(lease, side, now)
  const status = effectiveLeaseStatus(lease, now)
  if (kind === null) return [`${lease.id} is ${status} and can't be renewed.`]
  const blockers: string[] = []
  if (facts.renewedBy !== null) blockers.push(`It is already renewed by ${facts.renewedBy}.`)
  // After the end nothing of the lease can be undone or waits any more: the same is asked for anew.
  if (kind === 'ticket') {
    if (facts.fallbackTicketId !== null) {
      blockers.push(`Request ${facts.fallbackTicketId} already asks for this capacity.`)
    }
    return [...blockers, ...lesseeBlockers(facts, side)]
  }
  const opensAt = addMs(lease.endAt, -RENEWAL_OPENS_DAYS * DAY_MS)
  if (toMs(opensAt) > now.getTime()) {
    blockers.push(
      `Renewals open ${RENEWAL_OPENS_DAYS} days before the end, on ${dayText(opensAt)}.`,
    )
  }
  const { openRenewal, earlyEnd } = facts
  if (openRenewal !== null && effectiveRenewalStatus(openRenewal, now) === 'requested') {
    blockers.push(`Renewal ${openRenewal.id} already waits for an answer.`)
  }
  if (lease.isCancelAtTerm) blockers.push('It is set to end at its term. Undo that first.')
  if (earlyEnd?.status === 'requested' || earlyEnd?.status === 'approved') {
    blockers.push('An early end is open.')
  }
  return [...blockers, ...lesseeBlockers(facts, side)]
}

/** Why the lessee itself can't renew, in one neutral sentence for its treasury. */
function lesseeBlockers(
  { hasInvoiceLongOverdue, isComplianceLapsed }: RenewalFacts,
  side: LeaseParty,
): string[] {
  const own = [
    ...(hasInvoiceLongOverdue
      ? ['An invoice of the subscriber is overdue by more than 7 days.']
      : []),
    ...(isComplianceLapsed
      ? ["The subscriber's compliance record is not approved at present."]
      : []),
  ]
  return side === 'treasury' && own.length > 0 ? [LESSEE_BLOCK] : own
}
