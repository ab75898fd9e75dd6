import { signedAt } from '@/lib/domains/liquidity/contract/rules'
import {
  allowedActions,
  type LeaseAction,
  type LeaseActor,
  partyOf,
} from '@/lib/domains/liquidity/lease/policy'
import { effectiveRenewalStatus } from '@/lib/domains/liquidity/renewal/rules'
import type {
  AllocationRecord,
  ContractRecord,
  EarlyEndRecord,
  IsoInstant,
  LeaseRecord,
  RenewalRequestRecord,
  Sats,
} from '@/types'

/** What is open between two parties: drafts, reservations, renewals and early ends. */
export interface Dealings {
  contracts: readonly ContractRecord[]
  allocations: readonly AllocationRecord[]
  renewals: readonly RenewalRequestRecord[]
  earlyEnds: readonly EarlyEndRecord[]
}

export interface PartySituation {
  actor: LeaseActor
  leases: readonly LeaseRecord[]
  dealings: Dealings
  now: Date
  /** Of the lessee; only its own pages know them. */
  hasInvoiceLongOverdue?: boolean
  isComplianceLapsed?: boolean
}

export interface WaitingContract {
  id: string
  leaseId: string
  sizeSats: Sats
  termDays: number
  issuedAt: IsoInstant
  isSignedByOther: boolean
  /** When the reserved capacity falls back. */
  signBy: IsoInstant | null
  actions: LeaseAction[]
}

export interface WaitingRenewal {
  id: string
  leaseId: string
  sizeSats: Sats
  termDays: number
  respondBy: IsoInstant
  actions: LeaseAction[]
}

/** What one side may do about each of its leases, from the lists of its overview. */
export function leaseActionsOf(
  { actor, leases, dealings, now, ...lessee }: PartySituation,
  lease: LeaseRecord,
): LeaseAction[] {
  const isOf = ({ leaseId }: { leaseId: string | null }) => leaseId === lease.id
  const renewer = leases.find(
    ({ renewsLeaseId, status }) => renewsLeaseId === lease.id && status !== 'cancelled',
  )
  return allowedActions(lease, actor, now, {
    contract: dealings.contracts.find(isOf) ?? null,
    reservedUntil: dealings.allocations.find(isOf)?.expiresAt ?? null,
    openRenewal: dealings.renewals.find(isOf) ?? null,
    renewedBy: renewer?.id ?? null,
    earlyEnd: dealings.earlyEnds.find(isOf) ?? null,
    // Overviews offer what stands against living leases alone.
    fallbackTicketId: null,
    hasInvoiceLongOverdue: lessee.hasInvoiceLongOverdue ?? false,
    isComplianceLapsed: lessee.isComplianceLapsed ?? false,
  })
}

/** Drafts that lack this side's signature, the oldest first. */
export function contractsToSign(situation: PartySituation): WaitingContract[] {
  const party = partyOf(situation.actor)
  if (party === null) return []
  return situation.dealings.contracts.flatMap((contract) => {
    const lease = situation.leases.find(({ id }) => id === contract.leaseId)
    if (lease?.status !== 'pending' || signedAt(contract, party) !== null) return []
    const { id, leaseId, sizeSats, termDays, issuedAt } = contract
    const reservation = situation.dealings.allocations.find((each) => each.leaseId === leaseId)
    return {
      ...{ id, leaseId, sizeSats, termDays, issuedAt },
      isSignedByOther:
        signedAt(contract, party === 'treasury' ? 'subscriber' : 'treasury') !== null,
      signBy: reservation?.expiresAt ?? null,
      actions: leaseActionsOf(situation, lease),
    }
  })
}

/** Renewals that the other side asks for and this one may still answer, the most pressing first. */
export function renewalsToAnswer(situation: PartySituation): WaitingRenewal[] {
  const party = partyOf(situation.actor)
  if (party === null) return []
  return situation.dealings.renewals.flatMap((renewal) => {
    const lease = situation.leases.find(({ id }) => id === renewal.leaseId)
    const isOpen = effectiveRenewalStatus(renewal, situation.now) === 'requested'
    if (lease === undefined || !isOpen || renewal.requestedBy === party) return []
    const { id, leaseId, sizeSats, termDays, respondBy } = renewal
    return {
      ...{ id, leaseId, sizeSats, termDays, respondBy },
      actions: leaseActionsOf(situation, lease),
    }
  })
}
