import { ConflictError } from '@/lib/core/errors'
import { SATS_PER_BTC, sats, sumSats, toBtc } from '@/lib/core/money'
import { compareText } from '@/lib/core/text'
import { addMs, DAY_MS, toMs } from '@/lib/core/time'
import type { Transitions } from '@/lib/core/transitions'
import type {
  AllocationRecord,
  DemandTicket,
  DemandTicketRecord,
  IsoInstant,
  RiskTier,
  Sats,
  TicketStatus,
  TicketViewStatus,
} from '@/types'
import { effectiveAllocationStatus } from '../allocation/rules'

/**
 * Matched goes back to pending when an allocation is released. Source: functional specification §3, Ticket.
 */
export const TICKET_TRANSITIONS: Transitions<TicketStatus> = {
  pending: ['matched', 'rejected', 'cancelled', 'lapsed'],
  matched: ['pending'],
  rejected: [],
  cancelled: [],
  lapsed: [],
}

/** A request that nobody touches for so long lapses. Source: §3. */
export const TICKET_LAPSE_DAYS = 30

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

/** The same as of now: reservations past their time hold nothing. */
export function filledSats(
  allocations: readonly Pick<AllocationRecord, 'sizeSats' | 'status' | 'expiresAt'>[],
  now: Date,
): Sats {
  return sumSats(
    allocations
      .filter((allocation) => effectiveAllocationStatus(allocation, now) !== 'released')
      .map(({ sizeSats }) => sizeSats),
  )
}

/** Size less what is allocated, never below 0: filled + remaining = size. */
export function remainingSats(ticket: Pick<DemandTicketRecord, 'sizeSats'>, filled: Sats): Sats {
  return sats(Math.max(0, ticket.sizeSats - filled))
}

/** When a pending request lapses: 30 days after it was last touched. */
export function ticketLapsesAt(ticket: Pick<DemandTicketRecord, 'updatedAt'>): IsoInstant {
  return addMs(ticket.updatedAt, TICKET_LAPSE_DAYS * DAY_MS)
}

/**
 * The status as of now: a request past its time reads as lapsed (matched when partly filled) even when
 * no job has said so.
 */
export function effectiveTicketStatus(
  ticket: Pick<DemandTicketRecord, 'status' | 'updatedAt'>,
  filled: Sats,
  now: Date,
): TicketStatus {
  if (ticket.status !== 'pending' || now.getTime() < toMs(ticketLapsesAt(ticket))) {
    return ticket.status
  }
  return closedStatus(filled, 'lapsed')
}

/** Closing a partly filled request only closes its remainder, which leaves it matched. Source: §3. */
export function closedStatus<Closed extends TicketStatus>(
  filled: Sats,
  closed: Closed,
): Closed | 'matched' {
  return filled > 0 ? 'matched' : closed
}

/** @throws ConflictError `ticket_not_open` unless the request is pending as of now. */
export function assertOpenTicket(
  ticket: Pick<DemandTicketRecord, 'status' | 'updatedAt'>,
  filled: Sats,
  now: Date,
): void {
  const status = effectiveTicketStatus(ticket, filled, now)
  if (status === 'pending') return
  throw new ConflictError('ticket_not_open', `This request is ${status} and no longer open.`)
}

/** @throws ConflictError `ticket_partly_filled` once anything is allocated. */
export function assertNothingAllocated(filled: Sats): void {
  if (filled === 0) return
  throw new ConflictError(
    'ticket_partly_filled',
    'Capacity is already allocated to this request, so it can no longer be cancelled.',
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
