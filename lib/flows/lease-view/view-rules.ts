import { sats, sumSats } from '@/lib/core/money'
import { percentOf } from '@/lib/core/ratio'
import { isUsableChannel } from '@/lib/domains/liquidity/channel/state-rules'
import { allowedActions } from '@/lib/domains/liquidity/lease/policy'
import {
  annualisedPpm,
  effectiveCostPpm,
  effectiveLeaseStatus,
  isExpiring,
  leaseDaysLeft,
  leaseFeeSats,
  termDays,
} from '@/lib/domains/liquidity/lease/rules'
import { effectiveRenewalStatus, renewalTerms } from '@/lib/domains/liquidity/renewal/rules'
import { isBackingAt } from '@/lib/domains/liquidity/subscriber/rules'
import type {
  ContractRecord,
  EarlyEndRecord,
  LeaseRecord,
  LeaseStatus,
  RenewalRequestRecord,
  Sats,
} from '@/types'
import { deskOf, labelsOf } from './party-rules'
import type {
  BackedChannel,
  ContractSummary,
  EarlyEndSummary,
  LeaseSurroundings,
  LeaseView,
  RenewalSummary,
} from './view'

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
    daysLeft: leaseDaysLeft(lease, now),
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
