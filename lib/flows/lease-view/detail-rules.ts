import { sumSats } from '@/lib/core/money'
import { compareText } from '@/lib/core/text'
import type { WaitsFor } from '@/lib/domains/liquidity/channel/operation-rules'
import { isPublicChannel } from '@/lib/domains/liquidity/channel/state-rules'
import { effectiveLeaseStatus } from '@/lib/domains/liquidity/lease/rules'
import { isBackingAt } from '@/lib/domains/liquidity/subscriber/rules'
import type {
  AuditEventRecord,
  ChannelState,
  IncidentRecord,
  IsoInstant,
  LeaseRecord,
  LeaseStatus,
  NodeRecord,
  RenewalRequestRecord,
  Role,
  Sats,
  SlaBreachRecord,
} from '@/types'
import type { MonthView } from './month-rules'
import type { BackedChannel, LeaseView, RenewalSummary } from './view'
import { deliveredOver } from './view-rules'

/** A channel that backs or backed the lease. */
export interface BackingView {
  channelId: string
  /** The treasury's node; null where that would tell who an anonymised treasury is. */
  nodeAlias: string | null
  capacitySats: Sats
  shareSats: Sats
  deliveredSats: Sats
  state: ChannelState
  isPeerOnline: boolean
  /** What runs on it waits for this; null where nothing runs. */
  waitsFor: WaitsFor | null
  /** Public on the chain once it is broadcast. */
  fundingOutpoint: string | null
  /** The lessee's node, public with the funding transaction; null before it, and to the lessee itself. */
  peerPubkey: string | null
  openedAt: IsoInstant | null
  fromAt: IsoInstant
  /** Null while it backs the lease. */
  toAt: IsoInstant | null
}

export interface TimelineEntry {
  id: string
  at: IsoInstant
  /** "contract.signed" */
  action: string
  entityType: string
  entityId: string
  /** A name that the viewer may know. */
  by: string
  from: string | null
  to: string | null
  reason: string | null
  /** How long a reservation holds from then on; null for anything else. */
  until: IsoInstant | null
}

/** A lease before or after this one. */
export interface ChainLink {
  leaseId: string
  relation: 'renews' | 'renewed_by' | 'extends' | 'extended_by'
  status: LeaseStatus
  startAt: IsoInstant
  endAt: IsoInstant
  sizeSats: Sats
}

export interface RenewalHistory extends RenewalSummary {
  createdAt: IsoInstant
  answeredAt: IsoInstant | null
  reason: string | null
  newLeaseId: string | null
  /** Only the subscriber and Flowrate see requests to the market. */
  fallbackTicketId: string | null
}

export interface IncidentView {
  id: string
  title: string
  severity: IncidentRecord['severity']
  status: IncidentRecord['status']
  openedAt: IsoInstant
  resolvedAt: IsoInstant | null
  breaches: {
    id: string
    metric: SlaBreachRecord['metric']
    targetPct: number
    measuredPct: number
    fromAt: IsoInstant
    toAt: IsoInstant | null
    creditSats: Sats
  }[]
}

export interface LeaseDetail {
  lease: LeaseView
  channels: BackingView[]
  timeline: TimelineEntry[]
  chain: ChainLink[]
  renewals: RenewalHistory[]
  incidents: IncidentView[]
  months: MonthView[]
}

interface BackingSurroundings {
  isNodeHidden: boolean
  isPeerShown: boolean
  now: Date
  /** By channel, of what runs on it. */
  waits: ReadonlyMap<string, WaitsFor | null>
}

/** Standing channels first, then the ones that ended, the last one first. */
export function backingViews(
  backings: readonly BackedChannel[],
  nodes: ReadonlyMap<string, Pick<NodeRecord, 'alias'>>,
  { isNodeHidden, isPeerShown, now, waits }: BackingSurroundings,
): BackingView[] {
  return backings
    .map((backing) => {
      const { channel } = backing
      return {
        channelId: channel.id,
        nodeAlias: isNodeHidden ? null : (nodes.get(channel.nodeId)?.alias ?? null),
        capacitySats: channel.capacitySats,
        shareSats: backing.shareSats,
        deliveredSats: isBackingAt(backing, now) ? deliveredOver(backing) : sumSats([]),
        state: channel.state,
        isPeerOnline: channel.isPeerOnline,
        waitsFor: waits.get(channel.id) ?? null,
        fundingOutpoint: channel.fundingOutpoint,
        peerPubkey: isPeerShown && isPublicChannel(channel) ? channel.peerPubkey : null,
        openedAt: channel.openedAt,
        fromAt: backing.fromAt,
        toAt: backing.toAt,
      }
    })
    .sort(
      (a, b) =>
        Number(a.toAt !== null) - Number(b.toAt !== null) ||
        compareText(b.toAt ?? '', a.toAt ?? '') ||
        compareText(a.channelId, b.channelId),
    )
}

export interface Teller {
  role: Role
  organisationId: string
  /** How the other side is called. */
  counterparty: string
}

/** Reasons of these rows are notes of the desk. */
const DESK_ENTITIES = ['Allocation', 'Channel', 'DemandTicket']

/**
 * An audit row as a party may read it: own people by name, the other side under its label, Flowrate's
 * people as Flowrate; Flowrate itself reads every name.
 */
export function timelineEntry(row: AuditEventRecord, teller: Teller): TimelineEntry {
  const isDesk = teller.role === 'admin'
  const isHidden = !isDesk && DESK_ENTITIES.includes(row.entityType)
  return {
    id: row.id,
    at: row.at,
    action: row.action,
    entityType: row.entityType,
    entityId: row.entityId,
    by: actorLabel(row, teller),
    from: row.fromStatus,
    to: row.toStatus,
    reason: isHidden ? null : row.reason,
    until: heldUntil(row),
  }
}

function heldUntil({ entityType, details: { expiresAt } }: AuditEventRecord): IsoInstant | null {
  return entityType === 'Allocation' && typeof expiresAt === 'string' ? expiresAt : null
}

function actorLabel(
  row: Pick<AuditEventRecord, 'actorType' | 'actorName' | 'organisationId'>,
  { role, organisationId, counterparty }: Teller,
): string {
  if (row.actorType === 'system') return 'Flowrate, by itself'
  if (role === 'admin' || row.organisationId === organisationId) return row.actorName
  return row.organisationId === 'flowrate' ? 'Flowrate' : counterparty
}

/** The lease's neighbours, the oldest first. */
export function chainOf(
  lease: LeaseRecord,
  leases: readonly LeaseRecord[],
  now: Date,
): ChainLink[] {
  const link = (other: LeaseRecord, relation: ChainLink['relation']): ChainLink => ({
    leaseId: other.id,
    relation,
    status: effectiveLeaseStatus(other, now),
    startAt: other.startAt,
    endAt: other.endAt,
    sizeSats: other.sizeSats,
  })
  return leases
    .flatMap((other) => {
      if (other.id === lease.renewsLeaseId) return link(other, 'renews')
      if (other.renewsLeaseId === lease.id) return link(other, 'renewed_by')
      if (other.id === lease.extendsLeaseId) return link(other, 'extends')
      return other.extendsLeaseId === lease.id ? link(other, 'extended_by') : []
    })
    .sort((a, b) => compareText(a.startAt, b.startAt) || compareText(a.leaseId, b.leaseId))
}

export function incidentViews(
  incidents: readonly IncidentRecord[],
  breaches: readonly SlaBreachRecord[],
): IncidentView[] {
  return incidents
    .map((incident) => ({
      id: incident.id,
      title: incident.title,
      severity: incident.severity,
      status: incident.status,
      openedAt: incident.openedAt,
      resolvedAt: incident.resolvedAt,
      breaches: breaches
        .filter(({ incidentId }) => incidentId === incident.id)
        .map(({ id, metric, targetPct, measuredPct, fromAt, toAt, creditSats }) => ({
          ...{ id, metric, targetPct, measuredPct, fromAt, toAt, creditSats },
        })),
    }))
    .sort((a, b) => compareText(b.openedAt, a.openedAt))
}

export function renewalHistory(
  renewal: RenewalRequestRecord,
  summary: RenewalSummary,
  role: Role,
): RenewalHistory {
  const { createdAt, answeredAt, reason, newLeaseId, fallbackTicketId } = renewal
  return {
    ...summary,
    createdAt,
    answeredAt,
    reason,
    newLeaseId,
    fallbackTicketId: role === 'treasury' ? null : fallbackTicketId,
  }
}
