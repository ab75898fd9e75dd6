import 'server-only'
import { type Breakdown, cell, column } from '@/lib/core/breakdown'
import { addSats, sumSats } from '@/lib/core/money'
import { completeDays, daysLeft, isInWindow } from '@/lib/core/time'
import type { Ctx } from '@/lib/platform/ctx'
import type { LeaseRecord } from '@/types'
import { listPeerLabels } from '../channel/peer-labels'
import { channelUtilizationPct, isStandingChannel } from '../channel/rules'
import { isPublicChannel } from '../channel/state-rules'
import { listCounterparties } from '../lease/counterparties'
import { effectiveCostPpm, isLiveLease } from '../lease/rules'
import { uptimePct } from '../node/rules'
import { loadTreasuryFigures, type TreasuryFigures } from './figures'
import { APY_WINDOW_DAYS, type DayEarnings, sumEarnings } from './rules'

export const TREASURY_KPIS = [
  'deployed',
  'gross-apy',
  'net-apy',
  'earned-to-date',
  'active-leases',
  'utilization',
  'node-uptime',
] as const
export type TreasuryKpi = (typeof TREASURY_KPIS)[number]

/** The rows behind one KPI of the viewer's treasury; null when it has no treasury profile. */
export async function getTreasuryBreakdown(ctx: Ctx, kpi: TreasuryKpi): Promise<Breakdown | null> {
  const [figures] = await loadTreasuryFigures(ctx)
  if (figures === undefined) return null
  switch (kpi) {
    case 'deployed':
      return deployed(figures)
    case 'gross-apy':
      return yieldDays(ctx, figures, 'gross-apy')
    case 'net-apy':
      return yieldDays(ctx, figures, 'net-apy')
    case 'earned-to-date':
      return earned(figures)
    case 'active-leases':
      return activeLeases(ctx, figures)
    case 'utilization':
      return utilization(figures, await listPeerLabels(ctx))
    case 'node-uptime':
      return nodeUptime(figures)
  }
}

function deployed({ nodes, metrics }: TreasuryFigures): Breakdown {
  return {
    kpi: 'deployed',
    title: 'Deployed',
    explanation: 'Channels that are not closed or failed, plus the on-node reserve, of every node.',
    columns: [
      column('node', 'Node', 'text'),
      column('channels', 'Channels', 'count'),
      column('reserve', 'Reserve', 'sats'),
      column('capacity', 'Capacity with reserve', 'sats'),
    ],
    rows: nodes.map(({ node, capacitySats, channelCount }) => ({
      id: node.id,
      cells: [
        cell.text(node.alias),
        cell.count(channelCount),
        cell.sats(node.reserveSats),
        cell.sats(capacitySats),
      ],
    })),
    total: [
      cell.text('Deployed'),
      cell.count(nodes.reduce((sum, node) => sum + node.channelCount, 0)),
      cell.sats(sumSats(nodes.map(({ node }) => node.reserveSats))),
      cell.sats(addSats(metrics.deployed.value ?? 0)),
    ],
  }
}

const earningsColumns = [
  column('lease_fees', 'Lease fees', 'sats'),
  column('routing_fees', 'Routing fees', 'sats'),
  column('gross', 'Gross', 'sats'),
  column('margin', 'Flowrate margin', 'sats'),
  column('net', 'Net', 'sats'),
]

function earningsCells(sums: Omit<DayEarnings, 'date'>) {
  return [sums.leaseSats, sums.routingSats, sums.grossSats, sums.marginSats, sums.netSats].map(
    cell.sats,
  )
}

function yieldDays(ctx: Ctx, figures: TreasuryFigures, kpi: 'gross-apy' | 'net-apy'): Breakdown {
  const { metrics, days } = figures
  const window = completeDays(ctx.clock.now(), APY_WINDOW_DAYS)
  const deployedByDate = new Map(days.map((day) => [day.date, day.deployedSats]))
  const inside = metrics.earnings.filter((day) => isInWindow(day.date, window))
  const isGross = kpi === 'gross-apy'
  return {
    kpi,
    title: isGross ? 'Gross APY' : 'Net APY',
    explanation: `The ${isGross ? 'gross' : 'net'} sum × 365 ÷ ${inside.length} days ÷ average deployed. Simple, not compounded.`,
    columns: [
      column('date', 'Day (UTC)', 'day'),
      ...earningsColumns,
      column('deployed', 'Deployed', 'sats'),
      column('apy', 'APY', 'percent'),
    ],
    rows: [...inside].reverse().map((day) => ({
      id: day.date,
      cells: [
        cell.day(day.date),
        ...earningsCells(day),
        cell.sats(deployedByDate.get(day.date) ?? null),
        cell.none,
      ],
    })),
    total: [
      cell.text(`${inside.length} days`),
      ...earningsCells(sumEarnings(metrics.earnings, window)),
      cell.sats(metrics.window.averageDeployedSats),
      cell.percent(isGross ? metrics.grossApy.value : metrics.netApy.value),
    ],
  }
}

function earned({ metrics: { earnings } }: TreasuryFigures): Breakdown {
  const months = [...new Set(earnings.map((day) => day.date.slice(0, 7)))].reverse()
  const sumOf = (days: readonly DayEarnings[]) =>
    sumEarnings(days, { from: '0000-01-01', to: '9999-12-31' })
  return {
    kpi: 'earned-to-date',
    title: 'Earned to date',
    explanation: 'Every complete UTC day since the first, summed by month, after Flowrate margin.',
    columns: [column('month', 'Month', 'month'), ...earningsColumns],
    rows: months.map((month) => ({
      id: month,
      cells: [
        cell.month(month),
        ...earningsCells(sumOf(earnings.filter((day) => day.date.startsWith(month)))),
      ],
    })),
    total: [cell.text('Since the first day'), ...earningsCells(sumOf(earnings))],
  }
}

async function activeLeases(ctx: Ctx, { leases, metrics }: TreasuryFigures): Promise<Breakdown> {
  const now = ctx.clock.now()
  const counterparties = await listCounterparties(ctx)
  const live = leases
    .filter((lease) => isLiveLease(lease, now))
    .sort((a, b) => (a.endAt < b.endAt ? -1 : 1))
  return {
    kpi: 'active-leases',
    title: 'Active leases',
    explanation: 'Leases that run now, the next to end first. A paused lease still runs.',
    columns: [
      column('lease', 'Lease', 'text'),
      column('lessee', 'Lessee', 'text'),
      column('size', 'Inbound size', 'sats'),
      column('end', 'Ends', 'instant'),
      column('days_left', 'Days left', 'count'),
      column('effective_rate', 'Effective rate', 'ppm'),
      column('status', 'Status', 'text'),
    ],
    rows: live.map((lease: LeaseRecord) => ({
      id: lease.id,
      cells: [
        cell.text(lease.id),
        cell.text(counterparties.get(lease.id)?.lesseeAlias ?? lease.subscriberId),
        cell.sats(lease.sizeSats),
        cell.instant(lease.endAt),
        cell.count(daysLeft(lease.endAt, now)),
        cell.ppm(effectiveCostPpm(lease)),
        cell.text(lease.status === 'paused' ? 'Paused' : 'Active'),
      ],
    })),
    total: [
      cell.text(`${metrics.activeLeases.value ?? 0} leases`),
      cell.none,
      cell.sats(sumSats(live.map((lease) => lease.sizeSats))),
      cell.none,
      cell.none,
      cell.none,
      cell.none,
    ],
  }
}

function utilization(
  { channels, nodes, metrics }: TreasuryFigures,
  peerLabels: ReadonlyMap<string, string>,
): Breakdown {
  const aliasById = new Map(nodes.map(({ node }) => [node.id, node.alias]))
  const standing = channels.filter(({ channel }) => isStandingChannel(channel.state))
  const rows = standing.map(({ channel, week }) => ({
    channel,
    week,
    pct: channelUtilizationPct(week.routedSats, channel.capacitySats),
  }))
  rows.sort((a, b) => (a.pct ?? 0) - (b.pct ?? 0) || (a.channel.id < b.channel.id ? -1 : 1))
  return {
    kpi: 'utilization',
    title: 'Utilization',
    explanation:
      'Volume routed in the last 7 complete days ÷ capacity, the least used first. The total is weighted by capacity.',
    columns: [
      column('channel', 'Channel', 'text'),
      column('peer', 'Peer', 'text'),
      column('node', 'Node', 'text'),
      column('routed', 'Routed, 7 days', 'sats'),
      column('capacity', 'Capacity', 'sats'),
      column('utilization', 'Utilization', 'percent'),
    ],
    rows: rows.map(({ channel, week, pct }) => ({
      id: channel.id,
      cells: [
        cell.text(channel.id),
        isPublicChannel(channel)
          ? cell.text(peerLabels.get(channel.id) ?? channel.peerAlias)
          : cell.none,
        cell.text(aliasById.get(channel.nodeId) ?? channel.nodeId),
        cell.sats(week.routedSats),
        cell.sats(channel.capacitySats),
        cell.percent(pct),
      ],
    })),
    total: [
      cell.text(`${standing.length} channels`),
      cell.none,
      cell.none,
      cell.sats(addSats(metrics.utilization.operands.routedSats ?? 0)),
      cell.sats(addSats(metrics.utilization.operands.capacitySats ?? 0)),
      cell.percent(metrics.utilization.value),
    ],
  }
}

function nodeUptime({ nodes, metrics }: TreasuryFigures): Breakdown {
  const rows = nodes.map((figure) => ({
    ...figure,
    pct: uptimePct(figure.onlineSeconds, figure.observedSeconds),
  }))
  rows.sort((a, b) => (a.pct ?? 0) - (b.pct ?? 0))
  return {
    kpi: 'node-uptime',
    title: 'Node uptime',
    explanation:
      'Seconds online ÷ seconds observed over the last 30 complete days, the worst first. The total is the mean of the nodes.',
    columns: [
      column('node', 'Node', 'text'),
      column('status', 'Status', 'text'),
      column('version', 'Version', 'text'),
      column('online_seconds', 'Seconds online', 'count'),
      column('observed_seconds', 'Seconds observed', 'count'),
      column('uptime', 'Uptime', 'percent'),
    ],
    rows: rows.map(({ node, onlineSeconds, observedSeconds, pct }) => ({
      id: node.id,
      cells: [
        cell.text(node.alias),
        cell.text(node.status.charAt(0).toUpperCase() + node.status.slice(1)),
        cell.text(`v${node.version}`),
        cell.count(onlineSeconds),
        cell.count(observedSeconds),
        cell.percent(pct),
      ],
    })),
    total: [
      cell.text(`Mean of ${rows.length} nodes`),
      cell.none,
      cell.none,
      cell.none,
      cell.none,
      cell.percent(metrics.nodeUptime.value),
    ],
  }
}
