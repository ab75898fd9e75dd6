import { sats, sumSats } from '@/lib/core/money'
import { percentOf } from '@/lib/core/ratio'
import { daysLeft } from '@/lib/core/time'
import type { ComplianceBadge } from '@/lib/domains/compliance/record/rules'
import { isUsableChannel } from '@/lib/domains/liquidity/channel/state-rules'
import {
  allowedActions,
  type LeaseAction,
  type LeaseActor,
} from '@/lib/domains/liquidity/lease/policy'
import {
  annualisedPpm,
  effectiveCostPpm,
  effectiveLeaseStatus,
  isExpiring,
  leaseFeeSats,
  termDays,
} from '@/lib/domains/liquidity/lease/rules'
import {
  effectiveRenewalStatus,
  type RenewalTerms,
  renewalTerms,
} from '@/lib/domains/liquidity/renewal/rules'
import { isBackingAt } from '@/lib/domains/liquidity/subscriber/rules'
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
  LeaseRecord,
  LeaseStatus,
  RenewalRequestRecord,
  RenewalStatus,
  Sats,
  SubscriberRecord,
  TreasuryPoolRecord,
  TreasuryRecord,
} from '@/types'
import { deskOf, labelsOf } from './party-rules'

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
  daysLeft: number
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

/** One lease with everything that a table row shows and offers. */
export function toLeaseView(lease: LeaseRecord, around: LeaseSurroundings): LeaseView {
  const { now, viewer } = around
  const contract = around.contracts.get(lease.id) ?? null
  const renewal = around.renewals.get(lease.id) ?? null
  const earlyEnd = around.earlyEnds.get(lease.id) ?? null
  const renewedBy = around.renewedBy.get(lease.id) ?? null
  const reservedUntil = around.allocations.get(lease.id)?.expiresAt ?? null
  const status = effectiveLeaseStatus(lease, now)
  const deliveredSats = deliveredNow(lease, status, around)
  const actions = allowedActions(lease, viewer, now, {
    contract,
    reservedUntil,
    openRenewal: renewal,
    renewedBy,
    earlyEnd,
    fallbackTicketId: around.fallbacks.get(lease.id) ?? null,
    hasInvoiceLongOverdue: around.longOverdue.has(lease.subscriberId),
    isComplianceLapsed: around.lapsed.has(lease.subscriberId),
  })
  return {
    id: lease.id,
    version: lease.version,
    ...labelsOf(lease, around),
    sizeSats: lease.sizeSats,
    deliveredSats,
    deliveredPct: deliveredSats === null ? null : percentOf(deliveredSats, lease.sizeSats),
    startAt: lease.startAt,
    endAt: lease.endAt,
    endedAt: lease.endedAt,
    endFeeSats: lease.endFeeSats,
    termDays: termDays(lease),
    daysLeft: daysLeft(lease.endAt, now),
    feeModel: lease.feeModel,
    feeSats: lease.feeSats,
    feePpm: lease.feePpm,
    totalFeeSats: leaseFeeSats(lease),
    effectivePpm: effectiveCostPpm(lease),
    annualisedPpm: annualisedPpm(lease),
    status,
    isExpiring: isExpiring(lease, now, new Set(renewedBy === null ? [] : [lease.id])),
    isCancelAtTerm: lease.isCancelAtTerm,
    renewsLeaseId: lease.renewsLeaseId,
    renewedByLeaseId: renewedBy,
    extendsLeaseId: around.leaseIds.has(lease.extendsLeaseId ?? '') ? lease.extendsLeaseId : null,
    reservedUntil: status === 'pending' ? reservedUntil : null,
    contract: contract === null ? null : contractSummary(contract),
    renewal: renewal === null ? null : renewalSummary(lease, renewal, now),
    earlyEnd: earlyEnd === null ? null : earlyEndSummary(earlyEnd),
    actions,
    desk: viewer.role === 'admin' ? deskOf(lease, around) : null,
  }
}

function deliveredNow(
  lease: LeaseRecord,
  status: LeaseStatus,
  { backings, now }: LeaseSurroundings,
): Sats | null {
  const own = backings.get(lease.id) ?? []
  const isOwed = status === 'active' || status === 'paused'
  if (!isOwed && (status !== 'pending' || own.length === 0)) return null
  const given = own.filter((backing) => isBackingAt(backing, now)).map(deliveredOver)
  return sats(Math.min(lease.sizeSats, sumSats(given)))
}

/** What one channel gives the lease that it backs: its share while its peer can use it. */
export function deliveredOver({ shareSats, channel }: BackedChannel): Sats {
  const isDelivering = isUsableChannel(channel.state) && channel.isPeerOnline
  return sats(isDelivering ? Math.min(shareSats, channel.capacitySats) : 0)
}

function contractSummary(contract: ContractRecord): ContractSummary {
  const { id, status, termsHash, signedByTreasuryAt, signedBySubscriberAt, version } = contract
  return { id, status, termsHash, signedByTreasuryAt, signedBySubscriberAt, version }
}

/** A request with the terms that it asks for, as of now. */
export function renewalSummary(
  lease: LeaseRecord,
  renewal: RenewalRequestRecord,
  now: Date,
): RenewalSummary {
  return {
    ...renewalTerms(lease, {
      termDays: renewal.termDays,
      sizeSats: renewal.sizeSats,
      feeModel: renewal.feeModel,
      feeSats: renewal.feeSats ?? undefined,
      feePpm: renewal.feePpm ?? undefined,
    }),
    id: renewal.id,
    status: effectiveRenewalStatus(renewal, now),
    requestedBy: renewal.requestedBy,
    respondBy: renewal.respondBy,
    termsHash: renewal.termsHash,
    version: renewal.version,
  }
}

function earlyEndSummary(request: EarlyEndRecord): EarlyEndSummary {
  const { id, status, requestedBy, reason, effectiveAt, feeSats, isFeeWaived, version } = request
  return { id, status, requestedBy, reason, effectiveAt, feeSats, isFeeWaived, version }
}
