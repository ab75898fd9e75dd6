import 'server-only'
import { type Breakdown, cell, column } from '@/lib/core/breakdown'
import { addSats, sumSats } from '@/lib/core/money'
import { addMs, DAY_MS, daysLeft } from '@/lib/core/time'
import type { Ctx } from '@/lib/platform/ctx'
import { isLiveLease } from '../lease/rules'
import { incidentList } from '../subscriber/breakdowns'
import { listSubscriberRecords } from '../subscriber/queries'
import { loadPlatformFigures, type PlatformFigures } from './figures'

export const ADMIN_KPIS = [
  'total-supply',
  'active-leases',
  'avg-net-apy',
  'sla-breaches',
  'open-incidents',
] as const
export type AdminKpi = (typeof ADMIN_KPIS)[number]

/** The rows behind one KPI of the command center. */
export async function getAdminBreakdown(ctx: Ctx, kpi: AdminKpi): Promise<Breakdown> {
  const figures = await loadPlatformFigures(ctx)
  switch (kpi) {
    case 'total-supply':
      return totalSupply(figures)
    case 'active-leases':
      return activeLeases(ctx, figures)
    case 'avg-net-apy':
      return netApy(figures)
    case 'sla-breaches':
      return slaBreaches(ctx, figures)
    case 'open-incidents':
      return incidentList(figures.incidents)
  }
}

function totalSupply({ treasuries, metrics }: PlatformFigures): Breakdown {
  return {
    kpi: 'total-supply',
    title: 'Total supply',
    explanation:
      'Deployed bitcoin of every treasury, each counted once however many pools it is in.',
    columns: [
      column('treasury', 'Treasury', 'text'),
      column('nodes', 'Nodes', 'count'),
      column('deployed', 'Deployed', 'sats'),
      column('leased_share', 'Capital leased', 'percent'),
    ],
    rows: treasuries.map(({ treasury, nodes, metrics: own }) => ({
      id: treasury.id,
      cells: [
        cell.text(treasury.name),
        cell.count(nodes.length),
        cell.sats(addSats(own.deployed.value ?? 0)),
        cell.percent(own.capitalUtilizationPct),
      ],
    })),
    total: [
      cell.text(`${treasuries.length} treasuries`),
      cell.count(treasuries.reduce((sum, { nodes }) => sum + nodes.length, 0)),
      cell.sats(addSats(metrics.totalSupply.value ?? 0)),
      cell.none,
    ],
  }
}

async function activeLeases(ctx: Ctx, { treasuries }: PlatformFigures): Promise<Breakdown> {
  const now = ctx.clock.now()
  const names = new Map((await listSubscriberRecords(ctx)).map(({ id, name }) => [id, name]))
  const live = treasuries
    .flatMap(({ treasury, leases }) => leases.map((lease) => ({ lease, treasury })))
    .filter(({ lease }) => isLiveLease(lease, now))
    .sort((a, b) => (a.lease.endAt < b.lease.endAt ? -1 : 1))
  return {
    kpi: 'active-leases',
    title: 'Active leases',
    explanation: 'Leases that run now, the next to end first. A paused lease still runs.',
    columns: [
      column('lease', 'Lease', 'text'),
      column('treasury', 'Treasury', 'text'),
      column('subscriber', 'Subscriber', 'text'),
      column('size', 'Inbound size', 'sats'),
      column('end', 'Ends', 'instant'),
      column('days_left', 'Days left', 'count'),
    ],
    rows: live.map(({ lease, treasury }) => ({
      id: lease.id,
      cells: [
        cell.text(lease.id),
        cell.text(treasury.name),
        cell.text(names.get(lease.subscriberId) ?? lease.subscriberId),
        cell.sats(lease.sizeSats),
        cell.instant(lease.endAt),
        cell.count(daysLeft(lease.endAt, now)),
      ],
    })),
    total: [
      cell.text(`${live.length} leases`),
      cell.none,
      cell.none,
      cell.sats(sumSats(live.map(({ lease }) => lease.sizeSats))),
      cell.none,
      cell.none,
    ],
  }
}

function netApy({ treasuries, metrics }: PlatformFigures): Breakdown {
  return {
    kpi: 'avg-net-apy',
    title: 'Average net APY',
    explanation:
      'Net earned in 30 complete days × 365 ÷ 30 ÷ average deployed. The total weighs each treasury by its capital.',
    columns: [
      column('treasury', 'Treasury', 'text'),
      column('gross', 'Gross, 30 days', 'sats'),
      column('margin', 'Flowrate margin', 'sats'),
      column('net', 'Net, 30 days', 'sats'),
      column('average_deployed', 'Average deployed', 'sats'),
      column('net_apy', 'Net APY', 'percent'),
    ],
    rows: treasuries.map(({ treasury, metrics: own }) => ({
      id: treasury.id,
      cells: [
        cell.text(treasury.name),
        cell.sats(own.window.earnings.grossSats),
        cell.sats(own.window.earnings.marginSats),
        cell.sats(own.window.earnings.netSats),
        cell.sats(own.window.averageDeployedSats),
        cell.percent(own.netApy.value),
      ],
    })),
    total: [
      cell.text('Capital-weighted'),
      cell.sats(sumSats(treasuries.map((item) => item.metrics.window.earnings.grossSats))),
      cell.sats(sumSats(treasuries.map((item) => item.metrics.window.earnings.marginSats))),
      cell.sats(addSats(metrics.avgNetApy.operands.netSats ?? 0)),
      cell.sats(addSats(metrics.avgNetApy.operands.averageDeployedSats ?? 0)),
      cell.percent(metrics.avgNetApy.value),
    ],
  }
}

function slaBreaches(ctx: Ctx, { breaches }: PlatformFigures): Breakdown {
  const since = addMs(ctx.clock.now(), -7 * DAY_MS)
  const recent = breaches.filter((breach) => breach.fromAt >= since)
  recent.sort((a, b) => (a.fromAt > b.fromAt ? -1 : 1))
  return {
    kpi: 'sla-breaches',
    title: 'SLA breaches, 7 days',
    explanation: 'Breaches that began in the last 7 × 24 hours, the newest first.',
    columns: [
      column('breach', 'Breach', 'text'),
      column('lease', 'Lease', 'text'),
      column('metric', 'Metric', 'text'),
      column('target', 'Target', 'percent'),
      column('measured', 'Measured', 'percent'),
      column('from', 'From', 'instant'),
      column('credit', 'Credit', 'sats'),
    ],
    rows: recent.map((breach) => ({
      id: breach.id,
      cells: [
        cell.text(breach.id),
        cell.text(breach.leaseId),
        cell.text(breach.metric === 'uptime' ? 'Uptime' : 'Delivered capacity'),
        cell.percent(breach.targetPct),
        cell.percent(breach.measuredPct),
        cell.instant(breach.fromAt),
        cell.sats(breach.creditSats),
      ],
    })),
    total: [
      cell.text(`${recent.length} breaches`),
      cell.none,
      cell.none,
      cell.none,
      cell.none,
      cell.none,
      cell.sats(sumSats(recent.map((breach) => breach.creditSats))),
    ],
  }
}
