import { numberedId } from '@/lib/core/ids'
import { mulDiv, sats } from '@/lib/core/money'
import { percentOf } from '@/lib/core/ratio'
import { addMs, DAY_MS, HOUR_MS, toMs, utcDate } from '@/lib/core/time'
import { leaseFeeSats } from '@/lib/domains/liquidity/lease/rules'
import type { IncidentRecord, LeaseRecord, SlaBreachRecord } from '@/types'
import { type Build, must } from './context'
import type { Fleet } from './fleet'
import { type PlannedLease, planKey } from './leases'

interface IncidentPlan {
  lease: string
  kind: IncidentRecord['kind']
  severity: IncidentRecord['severity']
  title: string
  hoursAgo: number
  /** Length of a resolved one; open and acknowledged ones have none. */
  lengthHours: number | null
  isAcknowledged: boolean
  rootCause: string | null
  /** What the breach is measured in; null without one. */
  breach: SlaBreachRecord['metric'] | null
}

const INCIDENTS: readonly IncidentPlan[] = [
  {
    lease: 'C6',
    kind: 'node_offline',
    severity: 'major',
    title: 'Node restarted after a disk failure',
    hoursAgo: 47 * 24 + 6,
    lengthHours: 9,
    isAcknowledged: true,
    rootCause: 'Disk failure; the node was restored from its standby',
    breach: 'uptime',
  },
  {
    lease: 'A16',
    kind: 'capacity_short',
    severity: 'minor',
    title: 'Delivered capacity fell below its target',
    hoursAgo: 66 * 24 + 3,
    lengthHours: 5,
    isAcknowledged: true,
    rootCause: 'One channel was spliced later than announced',
    breach: 'delivered',
  },
  {
    lease: 'A17',
    kind: 'payment',
    severity: 'minor',
    title: 'A payment was credited twice and corrected',
    hoursAgo: 33 * 24,
    lengthHours: 4,
    isAcknowledged: true,
    rootCause: 'Duplicate callback of the payment provider',
    breach: null,
  },
  {
    lease: 'A4',
    kind: 'node_offline',
    severity: 'major',
    title: 'Node lost its network connection',
    hoursAgo: 10 * 24 + 2,
    lengthHours: 3,
    isAcknowledged: true,
    rootCause: 'Carrier maintenance that was not announced',
    breach: 'uptime',
  },
  {
    lease: 'A19',
    kind: 'capacity_short',
    severity: 'minor',
    title: 'Delivered capacity fell below its target',
    hoursAgo: 3 * 24 + 4,
    lengthHours: 6,
    isAcknowledged: true,
    rootCause: 'A channel waited for its splice to confirm',
    breach: 'delivered',
  },
  {
    lease: 'A13',
    kind: 'success_rate',
    severity: 'minor',
    title: 'Payments into one channel fail more often than usual',
    hoursAgo: 52,
    lengthHours: null,
    isAcknowledged: true,
    rootCause: null,
    breach: null,
  },
  {
    lease: 'A3',
    kind: 'node_offline',
    severity: 'major',
    title: 'The node that backs a lease does not answer',
    hoursAgo: 7,
    lengthHours: null,
    isAcknowledged: false,
    rootCause: null,
    breach: 'uptime',
  },
  {
    lease: 'A8',
    kind: 'node_offline',
    severity: 'minor',
    title: 'The node that backs a paused lease does not answer',
    hoursAgo: 7,
    lengthHours: null,
    isAcknowledged: false,
    rootCause: null,
    breach: 'uptime',
  },
]

export interface Service {
  incidents: IncidentRecord[]
  slaBreaches: SlaBreachRecord[]
}

/** Incidents and the breaches they caused; a breach gives back the fee of each started 24 hours. */
export function buildService(build: Build, fleet: Fleet, leases: readonly PlannedLease[]): Service {
  const byKey = new Map(leases.map(({ plan, copy, lease }) => [planKey(plan.key, copy), lease]))
  const service: Service = { incidents: [], slaBreaches: [] }
  const inOrder = [...INCIDENTS].sort((a, b) => b.hoursAgo - a.hoursAgo)
  for (const [index, plan] of inOrder.entries()) {
    const lease = must(byKey, planKey(plan.lease, 0))
    const incident = makeIncident(build, fleet, plan, lease, numberedId('inc', index + 1))
    service.incidents.push(incident)
    if (plan.breach === null) continue
    const id = numberedId('sla', service.slaBreaches.length + 1)
    service.slaBreaches.push(makeBreach(build, lease, incident, plan.breach, id))
  }
  return service
}

function makeIncident(
  build: Build,
  fleet: Fleet,
  plan: IncidentPlan,
  lease: LeaseRecord,
  id: string,
): IncidentRecord {
  const openedAt = build.ago(0, plan.hoursAgo)
  const channelId = fleet.leaseBackings.find((backing) => backing.leaseId === lease.id)?.channelId
  const channel = fleet.channels.find((candidate) => candidate.id === channelId)
  const resolvedAt = plan.lengthHours === null ? null : addMs(openedAt, plan.lengthHours * HOUR_MS)
  const acknowledgedAt = plan.isAcknowledged ? addMs(openedAt, HOUR_MS / 2) : null
  const status = acknowledgedAt === null ? 'open' : 'acknowledged'
  return {
    id,
    kind: plan.kind,
    severity: plan.severity,
    status: resolvedAt === null ? status : 'resolved',
    title: plan.title,
    treasuryId: lease.treasuryId,
    subscriberId: lease.subscriberId,
    nodeId: channel?.nodeId ?? null,
    leaseId: lease.id,
    channelId: channel?.id ?? null,
    openedAt,
    acknowledgedAt,
    resolvedAt,
    rootCause: plan.rootCause,
  }
}

function makeBreach(
  build: Build,
  lease: LeaseRecord,
  incident: IncidentRecord,
  metric: SlaBreachRecord['metric'],
  id: string,
): SlaBreachRecord {
  const until = incident.resolvedAt ?? build.nowIso
  const missedMs = toMs(until) - toMs(incident.openedAt)
  const startedDays = Math.ceil(missedMs / DAY_MS)
  const termMs = toMs(lease.endAt) - toMs(lease.startAt)
  return {
    id,
    incidentId: incident.id,
    leaseId: lease.id,
    treasuryId: lease.treasuryId,
    subscriberId: lease.subscriberId,
    metric,
    targetPct: metric === 'uptime' ? 99.5 : 95,
    measuredPct: metric === 'uptime' ? (percentOf(30 * DAY_MS - missedMs, 30 * DAY_MS) ?? 0) : 82.5,
    fromAt: incident.openedAt,
    toAt: incident.resolvedAt,
    creditSats: sats(mulDiv(leaseFeeSats(lease), startedDays * DAY_MS, termMs, 'floor')),
    bookedOn: utcDate(incident.openedAt),
  }
}
