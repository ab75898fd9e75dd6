import { SATS_PER_BTC, sumSats, toBtc } from '@/lib/core/money'
import { compareText } from '@/lib/core/text'
import type {
  AllocationRecord,
  DemandTicket,
  DemandTicketRecord,
  RiskTier,
  Sats,
  TicketStatus,
  TicketViewStatus,
} from '@/types'

const VIEW_STATUS: Readonly<Record<TicketStatus, TicketViewStatus>> = {
  pending: 'pending',
  matched: 'matched',
  rejected: 'rejected',
  cancelled: 'rejected',
  lapsed: 'rejected',
}

const TIER_RANK: Readonly<Record<RiskTier, number>> = { low: 0, medium: 1, high: 2 }

/** How a full status shows in the seed's narrower one. Source: functional specification §2. */
export function ticketViewStatus(status: TicketStatus): TicketViewStatus {
  return VIEW_STATUS[status]
}

/** Σ size of the ticket's allocations that were not released. */
export function allocatedSats(
  allocations: readonly Pick<AllocationRecord, 'sizeSats' | 'status'>[],
): Sats {
  return sumSats(
    allocations.filter(({ status }) => status !== 'released').map(({ sizeSats }) => sizeSats),
  )
}

/**
 * The higher of the compliance band (0–29 low, 30–69 medium, 70–100 high) and the size band
 * (below 1 BTC low, 1–5 medium, above 5 high). Source: functional specification §7, Request capacity.
 */
export function riskTier(riskScore: number, sizeSats: Sats): RiskTier {
  const byScore = scoreBand(riskScore)
  const bySize = sizeBand(sizeSats)
  return TIER_RANK[byScore] >= TIER_RANK[bySize] ? byScore : bySize
}

function scoreBand(riskScore: number): RiskTier {
  if (riskScore >= 70) return 'high'
  return riskScore >= 30 ? 'medium' : 'low'
}

function sizeBand(sizeSats: Sats): RiskTier {
  if (sizeSats > 5 * SATS_PER_BTC) return 'high'
  return sizeSats >= SATS_PER_BTC ? 'medium' : 'low'
}

/** Treasury of the largest allocation that was not released, lowest id on ties; null for none. */
export function matchedTreasuryId(
  allocations: readonly Pick<AllocationRecord, 'treasuryId' | 'sizeSats' | 'status'>[],
): string | null {
  const standing = allocations.filter(({ status }) => status !== 'released')
  standing.sort((a, b) => b.sizeSats - a.sizeSats || compareText(a.treasuryId, b.treasuryId))
  return standing[0]?.treasuryId ?? null
}

/** Record and its allocations → the seed's DemandTicket. */
export function toDemandTicket(
  record: DemandTicketRecord,
  allocations: readonly Pick<AllocationRecord, 'treasuryId' | 'sizeSats' | 'status'>[],
): DemandTicket {
  const matched = record.status === 'matched' ? matchedTreasuryId(allocations) : null
  return {
    id: record.id,
    subscriberId: record.subscriberId,
    size: toBtc(record.sizeSats),
    term: record.termDays,
    priceMin: record.priceMinPpm,
    priceMax: record.priceMaxPpm,
    riskTier: record.riskTier,
    status: ticketViewStatus(record.status),
    createdAt: record.createdAt,
    ...(matched === null ? {} : { matchedTreasuryId: matched }),
  }
}
