import { sumSats } from '@/lib/core/money'
import { compareText } from '@/lib/core/text'
import { clearedIds } from '@/lib/domains/compliance/record/rules'
import { effectiveAllocationStatus } from '@/lib/domains/liquidity/allocation/rules'
import { isLiveLease } from '@/lib/domains/liquidity/lease/rules'
import {
  allocatableSats,
  poolCapacity,
  type TreasurySupply,
} from '@/lib/domains/liquidity/pool/rules'
import {
  effectiveTicketStatus,
  filledSats,
  remainingSats,
  ticketLapsesAt,
} from '@/lib/domains/liquidity/ticket/rules'
import type {
  AllocationRecord,
  AllocationStatus,
  ComplianceRecordRecord,
  ComplianceStatus,
  DemandTicketRecord,
  IsoInstant,
  LeaseRecord,
  RejectReason,
  RiskTier,
  Sats,
  TicketKind,
  TicketStatus,
  TreasuryPoolRecord,
  TreasuryRecord,
} from '@/types'

/** Capacity given to a request, as its viewer may know it. */
export interface AllocationView {
  id: string
  leaseId: string
  contractId: string | null
  sizeSats: Sats
  /** As of now: a reservation past its time is released. */
  status: AllocationStatus
  expiresAt: IsoInstant | null
  createdAt: IsoInstant
  /** How the lessee knows the provider. */
  providerLabel: string
  /** For admins alone. */
  desk: {
    treasuryId: string
    treasuryName: string
    poolId: string
    poolName: string
    note: string | null
  } | null
}

export interface TicketView {
  id: string
  kind: TicketKind
  sizeSats: Sats
  filledSats: Sats
  remainingSats: Sats
  termDays: number
  priceMinPpm: number
  priceMaxPpm: number
  riskTier: RiskTier
  /** As of now. */
  status: TicketStatus
  reasonCode: RejectReason | null
  reason: string | null
  note: string | null
  /** The lease that it wants to enlarge or replace. */
  leaseId: string | null
  createdAt: IsoInstant
  updatedAt: IsoInstant
  /** When it lapses if nobody touches it; null for what is no longer pending. */
  lapsesAt: IsoInstant | null
  version: number
  allocations: AllocationView[]
  /** For admins alone. */
  desk: {
    subscriberId: string
    subscriberName: string
    complianceStatus: ComplianceStatus
    /** May get new capacity. */
    isCleared: boolean
    assigneeId: string | null
    assigneeName: string | null
  } | null
}

/** One thing that happened to a request or to what it was given, as its viewer may know it. */
export interface TicketEvent {
  id: string
  at: IsoInstant
  /** "ticket.reopened" */
  action: string
  entityId: string
  to: string | null
  /** Who did it reads as Flowrate to everybody but Flowrate and the subscriber's own people. */
  by: string
  reason: string | null
  /** What was promised or taken back. */
  sizeSats: Sats | null
  /** When the request lapses, or the reservation falls back, from then on. */
  until: IsoInstant | null
}

export interface TicketDetail extends TicketView {
  /** Every change of the request and of what was promised to it, the oldest first. */
  timeline: TicketEvent[]
}

export interface PoolView {
  id: string
  name: string
  nickname: string
  treasuries: {
    id: string
    name: string
    totalSats: Sats
    availableSats: Sats
    /** May take new allocations as far as its own review is concerned. */
    isCleared: boolean
  }[]
  totalSats: Sats
  availableSats: Sats
  minTermDays: number
  maxExposureSats: Sats
  jurisdictions: string[]
  activeLeases: number
  leasedSats: Sats
  version: number
}

export interface TicketFacts {
  /** Whether Flowrate itself looks. */
  isDesk: boolean
  now: Date
  allocations: readonly AllocationRecord[]
  treasuryNames: ReadonlyMap<string, string>
  poolNames: ReadonlyMap<string, string>
  subscriberNames: ReadonlyMap<string, string>
  compliance: ReadonlyMap<string, Pick<ComplianceRecordRecord, 'status'>>
  cleared: ReadonlySet<string>
  /** By lease. */
  providerLabels: ReadonlyMap<string, string>
  assigneeNames: ReadonlyMap<string, string>
}

/** A request as its viewer may know it; names of anonymised treasuries stay at the desk. */
export function toTicketView(ticket: DemandTicketRecord, facts: TicketFacts): TicketView {
  const own = facts.allocations.filter(({ ticketId }) => ticketId === ticket.id)
  const filled = filledSats(own, facts.now)
  const status = effectiveTicketStatus(ticket, filled, facts.now)
  const { subscriberId, assigneeId } = ticket
  return {
    id: ticket.id,
    kind: ticket.kind,
    sizeSats: ticket.sizeSats,
    filledSats: filled,
    remainingSats: remainingSats(ticket, filled),
    termDays: ticket.termDays,
    priceMinPpm: ticket.priceMinPpm,
    priceMaxPpm: ticket.priceMaxPpm,
    riskTier: ticket.riskTier,
    status,
    reasonCode: ticket.reasonCode,
    reason: ticket.reason,
    note: ticket.comment,
    leaseId: ticket.leaseId,
    createdAt: ticket.createdAt,
    updatedAt: ticket.updatedAt,
    lapsesAt: status === 'pending' ? ticketLapsesAt(ticket) : null,
    version: ticket.version,
    allocations: own.map((allocation) => toAllocationView(allocation, facts)),
    desk: facts.isDesk
      ? {
          subscriberId,
          subscriberName: facts.subscriberNames.get(subscriberId) ?? subscriberId,
          complianceStatus: facts.compliance.get(subscriberId)?.status ?? 'not_started',
          isCleared: facts.cleared.has(subscriberId),
          assigneeId,
          assigneeName: assigneeId === null ? null : (facts.assigneeNames.get(assigneeId) ?? null),
        }
      : null,
  }
}

function toAllocationView(allocation: AllocationRecord, facts: TicketFacts): AllocationView {
  const { treasuryId, poolId, leaseId } = allocation
  return {
    id: allocation.id,
    leaseId,
    contractId: allocation.contractId,
    sizeSats: allocation.sizeSats,
    status: effectiveAllocationStatus(allocation, facts.now),
    expiresAt: allocation.expiresAt,
    createdAt: allocation.createdAt,
    providerLabel: facts.providerLabels.get(leaseId) ?? 'Provider',
    desk: facts.isDesk
      ? {
          treasuryId,
          treasuryName: facts.treasuryNames.get(treasuryId) ?? treasuryId,
          poolId,
          poolName: facts.poolNames.get(poolId) ?? poolId,
          note: allocation.note,
        }
      : null,
  }
}

export interface PoolFacts {
  /** Of the pool's treasuries, at least. */
  markets: readonly {
    treasury: Pick<TreasuryRecord, 'id' | 'name'>
    supply: TreasurySupply
    leases: readonly LeaseRecord[]
  }[]
  compliance: ReadonlyMap<string, ComplianceRecordRecord>
  now: Date
}

/** A pool with its treasuries' room as of now. */
export function toPoolView(
  pool: TreasuryPoolRecord,
  { markets, compliance, now }: PoolFacts,
): PoolView {
  const own = markets.filter(({ treasury }) => pool.treasuryIds.includes(treasury.id))
  const cleared = clearedIds(compliance.values(), now)
  const live = own
    .flatMap(({ leases }) => leases)
    .filter((lease) => lease.poolId === pool.id && isLiveLease(lease, now))
  return {
    id: pool.id,
    name: pool.name,
    nickname: pool.nickname,
    treasuries: own.map(({ treasury, supply }) => ({
      id: treasury.id,
      name: treasury.name,
      totalSats: supply.deployedSats,
      availableSats: allocatableSats(supply.availableSats, cleared.has(treasury.id)),
      isCleared: cleared.has(treasury.id),
    })),
    ...poolCapacity(
      pool,
      own.map(({ supply, treasury }) => ({ ...supply, isCleared: cleared.has(treasury.id) })),
    ),
    minTermDays: pool.minTermDays,
    maxExposureSats: pool.maxExposureSats,
    jurisdictions: pool.jurisdictions,
    activeLeases: live.length,
    leasedSats: sumSats(live.map(({ sizeSats }) => sizeSats)),
    version: pool.version,
  }
}

/** Pending first, fallbacks of renewals on top, oldest first; then the others, newest first. Source: §6.3. */
export function inQueueOrder(a: TicketView, b: TicketView): number {
  const rank = (view: TicketView) => {
    if (view.status !== 'pending') return 2
    return view.kind === 'renewal_fallback' ? 0 : 1
  }
  const byAge = compareText(a.createdAt, b.createdAt)
  const isClosed = rank(a) === 2 && rank(b) === 2
  return rank(a) - rank(b) || (isClosed ? -byAge : byAge) || compareText(a.id, b.id)
}
