import { addDays, startOfDay, utcDate } from '@/lib/core/time'
import { allowsAllocation } from '@/lib/domains/compliance/record/rules'
import { EMPTY_CHANNEL_WINDOW, isStandingChannel } from '@/lib/domains/liquidity/channel/rules'
import { renewedLeaseIds } from '@/lib/domains/liquidity/lease/rules'
import {
  nodeCapacitySats,
  nodeWarnings,
  policyDrift,
  uptimePct,
  versionState,
} from '@/lib/domains/liquidity/node/rules'
import type { ClearedSupply } from '@/lib/domains/liquidity/pool/rules'
import { supplyOf } from '@/lib/domains/liquidity/pool/supply'
import {
  type BackingPeer,
  type CapacityDay,
  capacityDays,
  type SubscriberMetrics,
  subscriberMetrics,
} from '@/lib/domains/liquidity/subscriber/rules'
import {
  type TreasuryMetrics,
  treasuryMetrics,
} from '@/lib/domains/liquidity/treasury/metric-rules'
import type {
  LeaseRecord,
  NodeRecord,
  PlatformPolicyRecord,
  PolicyTemplateRecord,
  SubscriberRecord,
  TreasuryRecord,
} from '@/types'
import { type Build, must, nth } from './context'
import type { Fleet } from './fleet'
import { CHART_DAYS, type Ledger } from './ledger'
import type { Organisations } from './organisations'
import type { Service } from './service'

/** Everything computed, by the functions that the pages call. */
export interface Figures {
  treasuries: Map<string, TreasuryMetrics>
  supplies: ClearedSupply[]
  subscribers: Map<string, SubscriberMetrics>
  capacity: Map<string, CapacityDay[]>
  nodeWarnings: Map<string, string[]>
  renewedLeaseIds: ReadonlySet<string>
}

interface FigureInput {
  organisations: Organisations
  fleet: Fleet
  leases: readonly LeaseRecord[]
  service: Service
  ledger: Ledger
}

export function buildFigures(build: Build, input: FigureInput): Figures {
  const { organisations, leases } = input
  const renewed = renewedLeaseIds(leases)
  return {
    treasuries: new Map(
      organisations.treasuries.map((row) => [row.id, treasuryFigures(build, input, row)]),
    ),
    supplies: organisations.treasuries.map((row) => supply(build, input, row)),
    subscribers: new Map(
      organisations.subscribers.map((row) => [
        row.id,
        subscriberFigures(build, input, row, renewed),
      ]),
    ),
    capacity: new Map(
      organisations.subscribers.map((row) => [row.id, capacityFigures(build, input, row)]),
    ),
    nodeWarnings: new Map(
      input.fleet.nodes.map((node) => [node.id, warningsOf(build, input, node)]),
    ),
    renewedLeaseIds: renewed,
  }
}

function treasuryFigures(
  build: Build,
  { fleet, leases, service, ledger }: FigureInput,
  treasury: TreasuryRecord,
): TreasuryMetrics {
  const isOwn = (row: { treasuryId: string }) => row.treasuryId === treasury.id
  const channels = fleet.channels.filter(isOwn)
  return treasuryMetrics({
    marginBps: treasury.marginBps,
    leases: leases.filter(isOwn),
    credits: service.slaBreaches.filter(isOwn),
    days: ledger.treasuryDays.get(treasury.id) ?? [],
    nodes: fleet.nodes.filter(isOwn).map((node) => {
      const sums = must(ledger.nodes, node.id)
      const own = channels.filter((channel) => channel.nodeId === node.id)
      return {
        capacitySats: nodeCapacitySats(own, node.reserveSats),
        onlineSeconds: sums.month.onlineSeconds,
        observedSeconds: sums.month.observedSeconds,
        previousOnlineSeconds: sums.previousMonth.onlineSeconds,
        previousObservedSeconds: sums.previousMonth.observedSeconds,
      }
    }),
    channels: channels
      .filter((channel) => isStandingChannel(channel.state))
      .map((channel) => ({
        capacitySats: channel.capacitySats,
        routedSats: (ledger.channelWeek.get(channel.id) ?? EMPTY_CHANNEL_WINDOW).routedSats,
        previousRoutedSats: (ledger.channelPreviousWeek.get(channel.id) ?? EMPTY_CHANNEL_WINDOW)
          .routedSats,
      })),
    now: build.now,
  })
}

function supply(
  build: Build,
  { organisations, fleet, leases }: FigureInput,
  treasury: TreasuryRecord,
): ClearedSupply {
  const isOwn = (row: { treasuryId: string }) => row.treasuryId === treasury.id
  const channels = fleet.channels.filter(isOwn)
  const record = organisations.complianceRecords.find(
    ({ organisationId }) => organisationId === treasury.id,
  )
  const free = supplyOf({
    treasuryId: treasury.id,
    nodes: fleet.nodes.filter(isOwn).map((node) => ({
      node,
      capacitySats: nodeCapacitySats(
        channels.filter((channel) => channel.nodeId === node.id),
        node.reserveSats,
      ),
    })),
    channels,
    leases: leases.filter(isOwn),
    backings: fleet.leaseBackings.filter(isOwn),
    policy: policyOf(organisations),
    now: build.now,
  })
  return { ...free, isCleared: record !== undefined && allowsAllocation(record, build.now) }
}

function subscriberFigures(
  build: Build,
  { leases, service, ledger }: FigureInput,
  subscriber: SubscriberRecord,
  renewed: ReadonlySet<string>,
): SubscriberMetrics {
  const none = { htlcAttempts: 0, htlcSettled: 0 }
  const since = ledger.subscriberSince.get(subscriber.id)
  return subscriberMetrics({
    leases: leases.filter((lease) => lease.subscriberId === subscriber.id),
    renewedLeaseIds: renewed,
    htlcs: ledger.htlcs.get(subscriber.id) ?? none,
    previousHtlcs: ledger.previousHtlcs.get(subscriber.id) ?? none,
    incidents: service.incidents.filter((incident) => incident.subscriberId === subscriber.id),
    since: since === undefined ? build.nowIso : startOfDay(since),
    now: build.now,
  })
}

function capacityFigures(
  build: Build,
  { fleet, leases, ledger }: FigureInput,
  subscriber: SubscriberRecord,
): CapacityDay[] {
  const isOwn = (row: { subscriberId: string }) => row.subscriberId === subscriber.id
  const to = utcDate(build.now)
  return capacityDays({
    leases: leases.filter(isOwn),
    backings: fleet.leaseBackings.filter(isOwn),
    channelDays: ledger.backingDays.get(subscriber.id) ?? [],
    from: addDays(to, -CHART_DAYS),
    to,
  })
}

/** Every backing with the alias of the node at the treasury's end. */
export function backingPeers(fleet: Fleet): BackingPeer[] {
  const nodes = new Map(fleet.nodes.map((node) => [node.id, node.alias]))
  const nodeByChannel = new Map(fleet.channels.map((channel) => [channel.id, channel.nodeId]))
  return fleet.leaseBackings.map((backing) => ({
    ...backing,
    nodeAlias: must(nodes, must(nodeByChannel, backing.channelId)),
  }))
}

export function policyOf({ platformPolicies }: Organisations): PlatformPolicyRecord {
  return nth(platformPolicies, platformPolicies.length)
}

export function templateOf(
  { treasuries, policyTemplates }: Organisations,
  treasuryId: string,
): PolicyTemplateRecord {
  const id = treasuries.find((treasury) => treasury.id === treasuryId)?.policyTemplateId
  const template = policyTemplates.find((candidate) => candidate.id === id)
  if (template === undefined) throw new RangeError(`No policy template for ${treasuryId}`)
  return template
}

function warningsOf(
  build: Build,
  { organisations, ledger }: FigureInput,
  node: NodeRecord,
): string[] {
  const { week } = must(ledger.nodes, node.id)
  return nodeWarnings(node, {
    versionState: versionState(node, policyOf(organisations)),
    drift: policyDrift(node, templateOf(organisations, node.treasuryId)),
    uptimePct: uptimePct(week.onlineSeconds, week.observedSeconds),
    now: build.now,
  })
}
