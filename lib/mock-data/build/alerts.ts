import { numberedId } from '@/lib/core/ids'
import { addSats, ZERO_SATS } from '@/lib/core/money'
import {
  channelUtilizationPct,
  EMPTY_CHANNEL_WINDOW,
  isChannelActive,
} from '@/lib/domains/liquidity/channel/rules'
import { isPublicChannel } from '@/lib/domains/liquidity/channel/state-rules'
import { effectiveLeaseStatus } from '@/lib/domains/liquidity/lease/rules'
import {
  policyDrift,
  uptimePct,
  versionState,
  versionStateSince,
} from '@/lib/domains/liquidity/node/rules'
import { daysAboveUsedLimit } from '@/lib/domains/liquidity/subscriber/rules'
import { evaluateAlerts } from '@/lib/flows/alerts/rules'
import type { AlertSnapshot, SubscriberCondition } from '@/lib/flows/alerts/snapshot'
import type { NotificationRecord, SubscriberRecord, TreasuryRecord } from '@/types'
import type { WorldRecords } from '../records'
import { type Build, must } from './context'
import { type Figures, policyOf, templateOf } from './figures'
import type { Ledger } from './ledger'

interface AlertInput {
  records: Omit<WorldRecords, 'notifications' | 'auditEvents'>
  figures: Figures
  ledger: Ledger
}

/** An open episode for every condition that holds, most severe first. */
export function buildNotifications(build: Build, input: AlertInput): NotificationRecord[] {
  return evaluateAlerts(snapshotOf(build, input), build.now)
    .filter((condition) => condition.state === 'raised')
    .map((condition, index) => ({
      id: numberedId('alert', index + 1),
      dedupeKey: condition.key,
      rule: condition.rule,
      category: condition.category,
      severity: condition.severity,
      title: condition.title,
      message: condition.message,
      template: condition.template,
      actionLabel: condition.actionLabel,
      actionUrl: condition.actionUrl,
      audience: condition.audience.role,
      organisationId: condition.audience.organisationId,
      createdAt: condition.since < build.nowIso ? condition.since : build.nowIso,
      resolvedAt: null,
    }))
}

function snapshotOf(build: Build, { records, figures, ledger }: AlertInput): AlertSnapshot {
  const treasuries = new Map(records.treasuries.map((row) => [row.id, row]))
  const subscribers = new Map(records.subscribers.map((row) => [row.id, row]))
  const lessees = new Map(records.subscribers.map((row) => [row.nodePubkey, row.alias]))
  const policy = policyOf(records)
  return {
    organisationNames: new Map([
      ...records.treasuries.map((row) => [row.id, row.name] as const),
      ...records.subscribers.map((row) => [row.id, row.name] as const),
    ]),
    leases: records.leases.map((lease) => ({
      lease: { ...lease, status: effectiveLeaseStatus(lease, build.now) },
      lesseeLabel: must(subscribers, lease.subscriberId).alias,
      providerLabel: providerLabel(records, must(treasuries, lease.treasuryId), lease.poolId),
      isRenewed: figures.renewedLeaseIds.has(lease.id),
    })),
    treasuries: records.treasuries.map(({ id }) => ({
      treasuryId: id,
      utilizationPct: must(figures.treasuries, id).utilization.value,
    })),
    channels: records.channels.map((channel) => {
      const { routedSats } = ledger.channelWeek.get(channel.id) ?? EMPTY_CHANNEL_WINDOW
      return {
        channelId: channel.id,
        treasuryId: channel.treasuryId,
        peerAlias: channel.peerAlias,
        isPublic: isPublicChannel(channel),
        peerLabel: lessees.get(channel.peerPubkey) ?? channel.peerAlias,
        isActive: isChannelActive(channel),
        state: channel.state,
        stateSince: channel.stateSince,
        isWaiting: false,
        waitingSince: null,
        lockedUntil: null,
        openedAt: channel.openedAt,
        utilizationPct: channelUtilizationPct(routedSats, channel.capacitySats),
      }
    }),
    nodes: records.nodes.map((node) => {
      const { week } = must(ledger.nodes, node.id)
      return {
        node,
        treasuryName: must(treasuries, node.treasuryId).name,
        uptimePct: uptimePct(week.onlineSeconds, week.observedSeconds),
        versionState: versionState(node, policy),
        versionStateSince: versionStateSince(node, policy),
        drift: policyDrift(node, templateOf(records, node.treasuryId)),
      }
    }),
    subscribers: records.subscribers.map((row) => subscriberCondition(figures, row)),
    incidents: records.incidents,
    breaches: records.slaBreaches,
    invoices: records.invoices,
    tickets: records.tickets,
    allocations: records.allocations,
    renewals: records.renewals,
    complianceRecords: records.complianceRecords,
    diffs: records.reconciliationDiffs,
    contracts: records.contracts,
    webhooks: records.webhooks,
    apiKeys: records.apiKeys,
  }
}

/** What a subscriber may know of its provider: an anonymised one shows as its pool. */
function providerLabel(
  { pools }: Pick<WorldRecords, 'pools'>,
  treasury: TreasuryRecord,
  poolId: string | null,
): string {
  if (!treasury.isAnonymised) return treasury.name
  return pools.find((pool) => pool.id === poolId)?.nickname ?? treasury.alias
}

function subscriberCondition(
  figures: Figures,
  { id, name }: SubscriberRecord,
): SubscriberCondition {
  const { paymentSuccess } = must(figures.subscribers, id)
  const days = must(figures.capacity, id).slice(-7)
  const last = days.at(-1)
  return {
    subscriberId: id,
    name,
    successPct: paymentSuccess.value,
    htlcAttempts: paymentSuccess.operands.htlcAttempts ?? 0,
    leasedSats: addSats(last?.leasedSats ?? ZERO_SATS),
    deliveredSats: last?.deliveredSats ?? null,
    daysAboveUsedLimit: daysAboveUsedLimit(days),
  }
}
