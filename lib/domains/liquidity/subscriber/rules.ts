import type { Metric } from '@/lib/core/metric'
import { addSats, mulDiv, sats, subSats, sumSats, toBtc, ZERO_SATS } from '@/lib/core/money'
import { percentOf } from '@/lib/core/ratio'
import { compareText } from '@/lib/core/text'
import { addDays, addMs, DAY_MS, eachDate, startOfDay, toMs } from '@/lib/core/time'
import type {
  CapacityDataPoint,
  ChannelDayRecord,
  IncidentRecord,
  IsoDate,
  IsoInstant,
  LeaseBackingRecord,
  LeaseRecord,
  Sats,
  Subscriber,
  SubscriberRecord,
} from '@/types'
import { effectiveCostPpm, isExpiring, isLiveLease, leaseFeeSats, wasLiveAt } from '../lease/rules'

export interface HtlcSums {
  htlcAttempts: number
  htlcSettled: number
}

export interface SubscriberMetricsInput {
  leases: readonly LeaseRecord[]
  renewedLeaseIds: ReadonlySet<string>
  /** HTLCs into the subscriber over leased channels: last 7 complete days, and the 7 before. */
  htlcs: HtlcSums
  previousHtlcs: HtlcSums
  /** Incidents that name the subscriber. */
  incidents: readonly Pick<IncidentRecord, 'openedAt' | 'resolvedAt' | 'status'>[]
  /** First instant of the facts; values before it have no previous window. */
  since: IsoInstant
  now: Date
}

export interface SubscriberMetrics {
  inboundLeased: Metric
  expiring: Metric
  effectiveCost: Metric
  effectiveCostFixedSats: Sats
  paymentSuccess: Metric
  openIncidents: Metric
}

/** Size-weighted cost of leases: half-up(Σ(size × effective ppm) ÷ Σ size); null for none. Source: §4. */
export function blendedCostPpm(leases: readonly LeaseRecord[]): number | null {
  const size = leases.reduce((sum, lease) => sum + BigInt(lease.sizeSats), 0n)
  if (size === 0n) return null
  const weighted = leases.reduce(
    (sum, lease) => sum + BigInt(lease.sizeSats) * BigInt(effectiveCostPpm(lease)),
    0n,
  )
  return mulDiv(weighted, 1, size, 'half-up')
}

/** Σ feeAmount of the fixed-fee leases given. Source: §4, "Effective cost fixed". */
export function fixedCostSats(leases: readonly LeaseRecord[]): Sats {
  return sumSats(leases.filter((lease) => lease.feeModel === 'fixed').map(leaseFeeSats))
}

/** Every KPI of a subscriber with its operands and its value one window earlier. Source: §4. */
export function subscriberMetrics(input: SubscriberMetricsInput): SubscriberMetrics {
  const { leases, incidents, now } = input
  const live = leases.filter((lease) => isLiveLease(lease, now))
  const weekAgo = addMs(now, -7 * DAY_MS)
  const monthAgo = addMs(now, -30 * DAY_MS)
  const liveMonthAgo = leases.filter((lease) => wasLiveAt(lease, monthAgo))
  const hasMonth = input.since <= monthAgo
  const inbound = sumSats(live.map((lease) => lease.sizeSats))
  return {
    inboundLeased: {
      value: inbound,
      previous: hasMonth ? sumSats(liveMonthAgo.map((lease) => lease.sizeSats)) : null,
      operands: { inboundSats: inbound, activeLeases: live.length },
    },
    expiring: {
      value: live.filter((lease) => isExpiring(lease, now, input.renewedLeaseIds)).length,
      previous: null,
      operands: { activeLeases: live.length },
    },
    effectiveCost: {
      value: blendedCostPpm(live),
      previous: hasMonth ? blendedCostPpm(liveMonthAgo) : null,
      operands: {
        feeSats: sumSats(live.map(leaseFeeSats)),
        inboundSats: inbound,
        activeLeases: live.length,
      },
    },
    effectiveCostFixedSats: fixedCostSats(live),
    paymentSuccess: {
      value: percentOf(input.htlcs.htlcSettled, input.htlcs.htlcAttempts),
      previous: percentOf(input.previousHtlcs.htlcSettled, input.previousHtlcs.htlcAttempts),
      operands: {
        htlcSettled: input.htlcs.htlcSettled,
        htlcAttempts: input.htlcs.htlcAttempts,
      },
    },
    openIncidents: {
      value: incidents.filter((incident) => incident.status !== 'resolved').length,
      previous: incidents.filter((incident) => wasOpenAt(incident, weekAgo)).length,
      operands: { incidents: incidents.length },
    },
  }
}

/** Whether an incident was opened and not yet resolved at an instant. */
export function wasOpenAt(
  incident: Pick<IncidentRecord, 'openedAt' | 'resolvedAt'>,
  at: IsoInstant,
): boolean {
  return incident.openedAt <= at && (incident.resolvedAt === null || incident.resolvedAt > at)
}

type BackingFacts = Pick<
  ChannelDayRecord,
  | 'channelId'
  | 'date'
  | 'onlineSeconds'
  | 'observedSeconds'
  | 'minInboundSats'
  | 'htlcAttempts'
  | 'htlcSettled'
>

export interface CapacityDaysInput {
  leases: readonly Pick<LeaseRecord, 'id' | 'sizeSats'>[]
  backings: readonly Pick<
    LeaseBackingRecord,
    'leaseId' | 'channelId' | 'shareSats' | 'fromAt' | 'toAt'
  >[]
  /** Facts of the backing channels within the wanted days. */
  channelDays: readonly BackingFacts[]
  from: IsoDate
  to: IsoDate
}

export interface CapacityDay extends HtlcSums {
  date: IsoDate
  /** Σ size of the leases backed on that day. */
  leasedSats: Sats
  /** Null on a day without any backing facts. */
  deliveredSats: Sats | null
  usedSats: Sats | null
  successPct: number | null
}

/**
 * Delivered and used inbound per UTC day, in satoshis. Delivered: per lease min(size, Σ share × online
 * ÷ observed seconds), floored. Used: max(0, delivered − lowest remaining inbound of its channels).
 * Source: functional specification §4, "Delivered(day)", "Used(day)".
 */
export function capacityDays(input: CapacityDaysInput): CapacityDay[] {
  const sizes = new Map(input.leases.map((lease) => [lease.id, lease.sizeSats]))
  const facts = new Map<string, BackingFacts>()
  for (const day of input.channelDays) facts.set(`${day.channelId} ${day.date}`, day)
  const backings = input.backings.filter((backing) => sizes.has(backing.leaseId))
  const result: CapacityDay[] = []
  for (const date of eachDate(input.from, input.to)) {
    const start = startOfDay(date)
    const end = startOfDay(addDays(date, 1))
    const shares = new Map<string, number>()
    const channels = new Map<string, BackingFacts>()
    for (const { leaseId, channelId, shareSats, fromAt, toAt } of backings) {
      if (fromAt >= end || (toAt !== null && toAt <= start)) continue
      const day = facts.get(`${channelId} ${date}`)
      if (day === undefined || day.observedSeconds === 0) continue
      channels.set(channelId, day)
      const online = mulDiv(shareSats, day.onlineSeconds, day.observedSeconds, 'floor')
      shares.set(leaseId, (shares.get(leaseId) ?? 0) + online)
    }
    result.push(capacityDay(date, sizes, shares, [...channels.values()]))
  }
  return result
}

function capacityDay(
  date: IsoDate,
  sizes: ReadonlyMap<string, Sats>,
  shares: ReadonlyMap<string, number>,
  channels: readonly BackingFacts[],
): CapacityDay {
  const htlcAttempts = channels.reduce((sum, day) => sum + day.htlcAttempts, 0)
  const htlcSettled = channels.reduce((sum, day) => sum + day.htlcSettled, 0)
  const counts = {
    date,
    htlcAttempts,
    htlcSettled,
    successPct: percentOf(htlcSettled, htlcAttempts),
  }
  if (channels.length === 0) {
    return { ...counts, leasedSats: ZERO_SATS, deliveredSats: null, usedSats: null }
  }
  const ids = [...shares.keys()]
  const leasedSats = sumSats(ids.map((id) => sizes.get(id) ?? 0))
  const deliveredSats = sumSats(ids.map((id) => Math.min(sizes.get(id) ?? 0, shares.get(id) ?? 0)))
  const remaining = sumSats(channels.map((day) => day.minInboundSats))
  const usedSats = sats(Math.max(0, subSats(deliveredSats, remaining)))
  return { ...counts, leasedSats, deliveredSats, usedSats }
}

/** The seed-style point of a capacity day; a day without facts gives null (a gap, not a zero). */
export function toCapacityDataPoint(day: CapacityDay): CapacityDataPoint | null {
  if (day.deliveredSats === null || day.usedSats === null) return null
  return {
    date: day.date,
    delivered: toBtc(day.deliveredSats),
    used: toBtc(day.usedSats),
    successRate: day.successPct,
  }
}

/** Complete days in a row, up to the last one, with used above 80 % of delivered. Source: §8.1. */
export function daysAboveUsedLimit(days: readonly CapacityDay[]): number {
  let count = 0
  for (const { deliveredSats, usedSats } of [...days].reverse()) {
    if (deliveredSats === null || usedSats === null || deliveredSats === 0) break
    if (usedSats * 100 <= deliveredSats * 80) break
    count += 1
  }
  return count
}

export const PRIMARY_PEERS = 3

/** Labels of the peers with the most backed inbound, largest first, at most three. */
export function primaryPeers(shares: readonly { label: string; shareSats: Sats }[]): string[] {
  const byLabel = new Map<string, Sats>()
  for (const { label, shareSats } of shares) {
    byLabel.set(label, addSats(byLabel.get(label) ?? ZERO_SATS, shareSats))
  }
  return [...byLabel]
    .sort(([labelA, a], [labelB, b]) => b - a || compareText(labelA, labelB))
    .slice(0, PRIMARY_PEERS)
    .map(([label]) => label)
}

/** Whether a backing holds at an instant. */
export function isBackingAt(
  backing: Pick<LeaseBackingRecord, 'fromAt' | 'toAt'>,
  at: Date,
): boolean {
  const ms = at.getTime()
  return toMs(backing.fromAt) <= ms && (backing.toAt === null || ms < toMs(backing.toAt))
}

/** One channel that backs a lease, with the name of the node at its other end. */
export interface BackingPeer
  extends Pick<LeaseBackingRecord, 'leaseId' | 'channelId' | 'shareSats' | 'fromAt' | 'toAt'> {
  nodeAlias: string
}

/** Channels that back a live lease at an instant, and the aliases of the nodes behind most of them. */
export function subscriberChannels(
  leases: readonly Pick<LeaseRecord, 'id' | 'status' | 'endAt'>[],
  peers: readonly BackingPeer[],
  now: Date,
): { count: number; primaryPeers: string[] } {
  const live = new Set(leases.filter((lease) => isLiveLease(lease, now)).map(({ id }) => id))
  const backing = peers.filter((peer) => live.has(peer.leaseId) && isBackingAt(peer, now))
  return {
    count: new Set(backing.map((peer) => peer.channelId)).size,
    primaryPeers: primaryPeers(
      backing.map(({ nodeAlias, shareSats }) => ({ label: nodeAlias, shareSats })),
    ),
  }
}

/** Record and metrics → the seed's Subscriber; 0 stands for "no data" there. */
export function toSubscriber(
  record: SubscriberRecord,
  metrics: SubscriberMetrics,
  channels: { count: number; primaryPeers: readonly string[] },
): Subscriber {
  return {
    id: record.id,
    name: record.name,
    inboundLeased: toBtc(sats(metrics.inboundLeased.value ?? 0)),
    expiringLeases: metrics.expiring.value ?? 0,
    effectiveCostPPM: metrics.effectiveCost.value ?? 0,
    effectiveCostFixed: toBtc(metrics.effectiveCostFixedSats),
    paymentSuccessRate: metrics.paymentSuccess.value ?? 0,
    openIncidents: metrics.openIncidents.value ?? 0,
    channelCount: channels.count,
    primaryPeers: [...channels.primaryPeers],
    lastPolicyUpdate: record.lastPolicyUpdateAt,
  }
}
