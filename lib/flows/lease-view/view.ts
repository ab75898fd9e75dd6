import type { ComplianceBadge } from '@/lib/domains/compliance/record/rules'
import type { LeaseAction, LeaseActor } from '@/lib/domains/liquidity/lease/policy'
import type { RenewalTerms } from '@/lib/domains/liquidity/renewal/rules'
import type {
  AllocationRecord,
  ChannelRecord,
  ComplianceRecordRecord,
  ContractRecord,
  ContractStatus,
  EarlyEndRecord,
  EarlyEndStatus,
  FeeModel,
  IsoInstant,
  LeaseBackingRecord,
  LeaseParty,
  LeaseStatus,
  RenewalRequestRecord,
  RenewalStatus,
  Sats,
  SubscriberRecord,
  TreasuryPoolRecord,
  TreasuryRecord,
} from '@/types'

/** A lease as its viewer may know it: no id or name of an anonymised treasury, no lessee's own name. */
export interface LeaseView {
  id: string
  version: number
  /** The parties as this viewer may call them. */
  lessorLabel: string
  lesseeLabel: string
  /** The other side; both for Flowrate. */
  counterparty: string
  isProviderAnonymised: boolean
  providerBadge: ComplianceBadge
  sizeSats: Sats
  /** What usable channels give now; null where nothing is to be delivered. */
  deliveredSats: Sats | null
  deliveredPct: number | null
  startAt: IsoInstant
  endAt: IsoInstant
  endedAt: IsoInstant | null
  /** Of an early end: above 0 the lessee pays the lessor, below 0 the lessor the lessee. */
  endFeeSats: Sats
  termDays: number
  /** Null for what has not begun or was broken off. */
  daysLeft: number | null
  feeModel: FeeModel
  feeSats: Sats | null
  feePpm: number | null
  totalFeeSats: Sats
  effectivePpm: number
  annualisedPpm: number
  /** As of now: a lease past its end is expired. */
  status: LeaseStatus
  isExpiring: boolean
  isCancelAtTerm: boolean
  renewsLeaseId: string | null
  renewedByLeaseId: string | null
  extendsLeaseId: string | null
  /** When the reservation falls back; null once both have signed. */
  reservedUntil: IsoInstant | null
  contract: ContractSummary | null
  /** The request that waits for an answer. */
  renewal: RenewalSummary | null
  /** The request that waits for an answer or for its instant. */
  earlyEnd: EarlyEndSummary | null
  actions: LeaseAction[]
  /** For admins alone. */
  desk: LeaseDesk | null
}

export interface ContractSummary {
  id: string
  status: ContractStatus
  termsHash: string
  signedByTreasuryAt: IsoInstant | null
  signedBySubscriberAt: IsoInstant | null
  version: number
}

export interface RenewalSummary extends RenewalTerms {
  id: string
  status: RenewalStatus
  requestedBy: LeaseParty
  respondBy: IsoInstant
  /** Of the contract that asking signed and accepting signs; null where that was not kept yet. */
  termsHash: string | null
  version: number
}

export interface EarlyEndSummary {
  id: string
  status: EarlyEndStatus
  requestedBy: LeaseParty | 'admin'
  reason: string
  effectiveAt: IsoInstant
  feeSats: Sats
  isFeeWaived: boolean
  version: number
}

export interface LeaseDesk {
  treasuryId: string
  treasuryName: string
  treasuryAlias: string
  subscriberId: string
  subscriberName: string
  subscriberAlias: string
  poolId: string | null
  poolName: string | null
  ticketId: string | null
}

export interface BackedChannel extends LeaseBackingRecord {
  channel: ChannelRecord
}

/** What lies around a viewer's leases, by id where nothing else is said. */
export interface LeaseSurroundings {
  viewer: LeaseActor
  now: Date
  treasuries: ReadonlyMap<string, TreasuryRecord>
  subscribers: ReadonlyMap<string, SubscriberRecord>
  pools: ReadonlyMap<string, Omit<TreasuryPoolRecord, 'treasuryIds'>>
  /** By organisation. */
  compliance: ReadonlyMap<string, ComplianceRecordRecord>
  /** By lease. */
  contracts: ReadonlyMap<string, ContractRecord>
  allocations: ReadonlyMap<string, AllocationRecord>
  renewals: ReadonlyMap<string, RenewalRequestRecord>
  earlyEnds: ReadonlyMap<string, EarlyEndRecord>
  renewedBy: ReadonlyMap<string, string>
  /** All that the viewer may see: another treasury may add to a lease. */
  leaseIds: ReadonlySet<string>
  /** Open requests that ask the market for what a lease gave. */
  fallbacks: ReadonlyMap<string, string>
  backings: ReadonlyMap<string, readonly BackedChannel[]>
  /** Subscribers with an invoice overdue by more than 7 days, and those without a valid review. */
  longOverdue: ReadonlySet<string>
  lapsed: ReadonlySet<string>
}
