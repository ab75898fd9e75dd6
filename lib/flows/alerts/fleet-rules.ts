import { fact } from '@/lib/core/fact-text'
import { addMs, DAY_MS, MINUTE_MS, toMs } from '@/lib/core/time'
import { policySince, signersSince } from '@/lib/domains/liquidity/node/rules'
import {
  ADMINS,
  type AlertCondition,
  type Audience,
  condition,
  treasuryAudience,
  windowSince,
} from './condition'
import type { AlertSnapshot, NodeCondition } from './snapshot'

export const UTILIZATION_TARGET_PCT = 20
export const UTILIZATION_CLEAR_PCT = 22
export const UPTIME_ALERT_PCT = 99
export const UPTIME_CLEAR_PCT = 99.3
const UPTIME_ERROR_PCT = 95

/**
 * 7-day utilization under 20 %, cleared at 22 %, for channels at least 7 days old and the treasury as a
 * whole. Source: §8.1.
 */
export function lowUtilization(snapshot: AlertSnapshot, now: Date): AlertCondition[] {
  const weekAgo = new Date(now.getTime() - 7 * DAY_MS)
  const channels = snapshot.channels.flatMap((channel) => {
    const { utilizationPct, openedAt } = channel
    if (!channel.isActive || utilizationPct === null || openedAt === null) return []
    if (toMs(openedAt) > weekAgo.getTime() || utilizationPct >= UTILIZATION_CLEAR_PCT) return []
    return condition({
      rule: 'utilization-low',
      subject: channel.channelId,
      category: 'capacity',
      severity: 'info',
      audience: treasuryAudience(channel.treasuryId),
      since: windowSince(now),
      state: utilizationPct < UTILIZATION_TARGET_PCT ? 'raised' : 'held',
      title: `Channel ${channel.channelId} is little used`,
      message: `The channel to ${channel.peerLabel} routed less than ${UTILIZATION_TARGET_PCT} % of its capacity in 7 days. Review its fees, rebalance it or offer it for lease.`,
      actionLabel: 'View channels',
      actionUrl: '/treasury/kpi/utilization',
    })
  })
  const treasuries = snapshot.treasuries.flatMap(({ treasuryId, utilizationPct }) => {
    if (utilizationPct === null || utilizationPct >= UTILIZATION_CLEAR_PCT) return []
    return condition({
      rule: 'utilization-low',
      subject: treasuryId,
      category: 'capacity',
      severity: 'warning',
      audience: treasuryAudience(treasuryId),
      since: windowSince(now),
      state: utilizationPct < UTILIZATION_TARGET_PCT ? 'raised' : 'held',
      title: 'Your channels are little used',
      message: `All channels together routed less than ${UTILIZATION_TARGET_PCT} % of their capacity in 7 days.`,
      actionLabel: 'View channels',
      actionUrl: '/treasury/kpi/utilization',
    })
  })
  return [...channels, ...treasuries]
}

/** What a node reports of itself: offline, uptime, version, signer, backup, fee policy. Source: §8.1. */
export function nodeHealth(snapshot: AlertSnapshot, now: Date): AlertCondition[] {
  return snapshot.nodes
    .filter(({ node }) => node.retiredAt === null)
    .flatMap((item) => [
      ...uptimeConditions(item, now),
      ...versionConditions(item),
      ...signerAndBackup(item, now),
      ...driftConditions(item),
    ])
}

function forTreasuryAndAdmins(
  item: NodeCondition,
): { audience: Audience; actionUrl: string; name: string }[] {
  return [
    {
      audience: treasuryAudience(item.node.treasuryId),
      actionUrl: '/treasury/kpi/node-uptime',
      name: item.node.alias,
    },
    {
      audience: ADMINS,
      actionUrl: '/admin#fleet',
      name: `${item.node.alias} of ${item.treasuryName}`,
    },
  ]
}

function uptimeConditions(item: NodeCondition, now: Date): AlertCondition[] {
  const { node, uptimePct } = item
  const offlineSince = toMs(node.statusSince)
  if (node.status === 'offline' && now.getTime() - offlineSince >= 5 * MINUTE_MS) {
    return forTreasuryAndAdmins(item).map(({ audience, actionUrl, name }) =>
      condition({
        rule: 'node-offline',
        subject: node.id,
        category: 'node',
        severity: 'error',
        audience,
        since: node.statusSince,
        title: `Node ${node.alias} is offline`,
        message: `${name} has not answered since ${fact.moment(node.statusSince)}. Leases on it may breach their service level.`,
        actionLabel: 'View node',
        actionUrl,
      }),
    )
  }
  if (uptimePct === null || uptimePct >= UPTIME_CLEAR_PCT) return []
  return forTreasuryAndAdmins(item).map(({ audience, actionUrl, name }) =>
    condition({
      rule: 'uptime-low',
      subject: node.id,
      category: 'node',
      severity: uptimePct < UPTIME_ERROR_PCT ? 'error' : 'warning',
      audience,
      since: windowSince(now),
      state: uptimePct < UPTIME_ALERT_PCT ? 'raised' : 'held',
      title: `Uptime of node ${node.alias} dropped`,
      message: `${name} was online for less than ${UPTIME_ALERT_PCT} % of the last 7 days.`,
      actionLabel: 'View node',
      actionUrl,
    }),
  )
}

function versionConditions(item: NodeCondition): AlertCondition[] {
  const { node, versionState, versionStateSince } = item
  if (versionState === 'ok') return []
  const isOutdated = versionState === 'outdated'
  return forTreasuryAndAdmins(item).map(({ audience, actionUrl, name }) =>
    condition({
      rule: 'node-version',
      subject: `${node.id}@${versionState}`,
      category: 'node',
      severity: isOutdated ? 'warning' : 'info',
      audience,
      since: versionStateSince,
      title: isOutdated
        ? `Node ${node.alias} runs an outdated version`
        : `Node ${node.alias} should be upgraded`,
      message: isOutdated
        ? `${name} runs ${node.version}, below the floor. It takes no new allocations until it is upgraded.`
        : `${name} runs ${node.version}, below the recommended version.`,
      actionLabel: 'View node',
      actionUrl,
    }),
  )
}

function signerAndBackup(item: NodeCondition, now: Date): AlertCondition[] {
  const { node } = item
  const hasQuorum = node.signerQuorumPresent >= node.signerQuorumRequired
  const isBackupOld = node.backupAt === null || now.getTime() - toMs(node.backupAt) > DAY_MS
  return forTreasuryAndAdmins(item).flatMap(({ audience, actionUrl, name }) => [
    ...(hasQuorum
      ? []
      : [
          condition({
            rule: 'signer-quorum',
            subject: node.id,
            category: 'security',
            severity: 'error',
            audience,
            since: signersSince(node),
            title: `Node ${node.alias} lost its signer quorum`,
            message: `${name} has ${node.signerQuorumPresent} of ${node.signerQuorumRequired} remote signers. It can't open, close or splice channels.`,
            actionLabel: 'View node',
            actionUrl,
          }),
        ]),
    ...(isBackupOld
      ? [
          condition({
            rule: 'backup-old',
            subject: node.id,
            category: 'node',
            severity: 'warning',
            audience,
            since: addMs(node.backupAt ?? node.createdAt, DAY_MS),
            title: `Backup of node ${node.alias} is old`,
            message: `${name} has no channel backup from the last 24 hours.`,
            actionLabel: 'View node',
            actionUrl,
          }),
        ]
      : []),
  ])
}

function driftConditions({ node, drift }: NodeCondition): AlertCondition[] {
  if (drift.length === 0) return []
  return [
    condition({
      rule: 'policy-drift',
      subject: node.id,
      category: 'node',
      severity: 'info',
      audience: treasuryAudience(node.treasuryId),
      since: policySince(node),
      title: `Fee settings of node ${node.alias} lie outside the template`,
      message: `Outside the recommended template: ${drift.join(', ')}.`,
      actionLabel: 'Compare',
      actionUrl: '/treasury/kpi/node-uptime',
    }),
  ]
}
