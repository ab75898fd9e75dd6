import 'server-only'
import { type Breakdown, cell, column } from '@/lib/core/breakdown'
import { addSats, sumSats } from '@/lib/core/money'
import { completeDays, daysLeft } from '@/lib/core/time'
import type { Ctx } from '@/lib/platform/ctx'
import type { IncidentRecord, LeaseRecord } from '@/types'
import { sumChannels } from '../channel/queries'
import { htlcSuccessPct } from '../channel/rules'
import { type Counterparties, listCounterparties } from '../lease/counterparties'
import { listLeaseBackings } from '../lease/queries'
import { effectiveCostPpm, isExpiring, isLiveLease, leaseFeeSats } from '../lease/rules'
import { loadSubscriberFigures, SUCCESS_WINDOW_DAYS, type SubscriberFigures } from './figures'

export const SUBSCRIBER_KPIS = [
  'inbound-leased',
  'expiring',
  'effective-cost',
  'payment-success',
  'open-incidents',
] as const
export type SubscriberKpi = (typeof SUBSCRIBER_KPIS)[number]

/** The rows behind one KPI of the viewer's organisation; null when it has no subscriber profile. */
export async function getSubscriberBreakdown(
  ctx: Ctx,
  kpi: SubscriberKpi,
): Promise<Breakdown | null> {
  const [[figures], counterparties] = await Promise.all([
    loadSubscriberFigures(ctx),
    listCounterparties(ctx),
  ])
  if (figures === undefined) return null
  const now = ctx.clock.now()
  const live = figures.leases.filter((lease) => isLiveLease(lease, now))
  switch (kpi) {
    case 'inbound-leased':
      return leaseList(ctx, live, counterparties, {
        kpi,
        title: 'Inbound leased',
        explanation: 'The sizes of your active leases. A paused lease still runs.',
      })
    case 'expiring':
      return leaseList(
        ctx,
        live.filter((lease) => isExpiring(lease, now, figures.renewedLeaseIds)),
        counterparties,
        {
          kpi,
          title: 'Expiring in 14 days',
          explanation: 'Active leases with 1 to 14 days left and no accepted renewal.',
        },
      )
    case 'effective-cost':
      return effectiveCost(live, counterparties, figures)
    case 'payment-success':
      return paymentSuccess(ctx, figures)
    case 'open-incidents':
      return incidentList(figures.incidents)
  }
}

function leaseList(
  ctx: Ctx,
  leases: readonly LeaseRecord[],
  counterparties: ReadonlyMap<string, Counterparties>,
  head: Pick<Breakdown, 'kpi' | 'title' | 'explanation'>,
): Breakdown {
  const now = ctx.clock.now()
  return {
    ...head,
    columns: [
      column('lease', 'Lease', 'text'),
      column('provider', 'Provider', 'text'),
      column('size', 'Inbound size', 'sats'),
      column('end', 'Ends', 'instant'),
      column('days_left', 'Days left', 'count'),
      column('effective_cost', 'Effective cost', 'ppm'),
    ],
    rows: [...leases]
      .sort((a, b) => (a.endAt < b.endAt ? -1 : 1))
      .map((lease) => ({
        id: lease.id,
        cells: [
          cell.text(lease.id),
          cell.text(counterparties.get(lease.id)?.providerLabel ?? 'Provider'),
          cell.sats(lease.sizeSats),
          cell.instant(lease.endAt),
          cell.count(daysLeft(lease.endAt, now)),
          cell.ppm(effectiveCostPpm(lease)),
        ],
      })),
    total: [
      cell.text(`${leases.length} leases`),
      cell.none,
      cell.sats(sumSats(leases.map((lease) => lease.sizeSats))),
      cell.none,
      cell.none,
      cell.none,
    ],
  }
}

function effectiveCost(
  leases: readonly LeaseRecord[],
  counterparties: ReadonlyMap<string, Counterparties>,
  { metrics }: SubscriberFigures,
): Breakdown {
  return {
    kpi: 'effective-cost',
    title: 'Effective cost',
    explanation:
      'Each lease’s fee as ppm of its size, weighted by size. Fixed fees are summed aside.',
    columns: [
      column('lease', 'Lease', 'text'),
      column('provider', 'Provider', 'text'),
      column('size', 'Inbound size', 'sats'),
      column('fee', 'Fee of the term', 'sats'),
      column('fixed_fee', 'Of it fixed', 'sats'),
      column('effective_cost', 'Effective cost', 'ppm'),
    ],
    rows: leases.map((lease) => ({
      id: lease.id,
      cells: [
        cell.text(lease.id),
        cell.text(counterparties.get(lease.id)?.providerLabel ?? 'Provider'),
        cell.sats(lease.sizeSats),
        cell.sats(leaseFeeSats(lease)),
        cell.sats(lease.feeSats),
        cell.ppm(effectiveCostPpm(lease)),
      ],
    })),
    total: [
      cell.text('Weighted by size'),
      cell.none,
      cell.sats(addSats(metrics.effectiveCost.operands.inboundSats ?? 0)),
      cell.sats(addSats(metrics.effectiveCost.operands.feeSats ?? 0)),
      cell.sats(metrics.effectiveCostFixedSats),
      cell.ppm(metrics.effectiveCost.value),
    ],
  }
}

async function paymentSuccess(ctx: Ctx, { metrics }: SubscriberFigures): Promise<Breakdown> {
  const [channels, backings] = await Promise.all([
    sumChannels(ctx, completeDays(ctx.clock.now(), SUCCESS_WINDOW_DAYS)),
    listLeaseBackings(ctx),
  ])
  const leasesOf = (channelId: string) =>
    backings.filter((backing) => backing.channelId === channelId).map(({ leaseId }) => leaseId)
  const rows = channels.map((channel) => ({
    ...channel,
    pct: htlcSuccessPct(channel.htlcSettled, channel.htlcAttempts),
  }))
  rows.sort((a, b) => (a.pct ?? 0) - (b.pct ?? 0))
  return {
    kpi: 'payment-success',
    title: 'Payment success',
    explanation:
      'Payments to you over leased channels in the last 7 complete days: settled ÷ attempted HTLCs, the worst channel first.',
    columns: [
      column('channel', 'Channel', 'text'),
      column('leases', 'Leases', 'text'),
      column('settled', 'Settled', 'count'),
      column('attempted', 'Attempted', 'count'),
      column('success', 'Success', 'percent'),
    ],
    rows: rows.map((row) => ({
      id: row.channelId,
      cells: [
        cell.text(row.channelId),
        cell.text([...new Set(leasesOf(row.channelId))].join(', ')),
        cell.count(row.htlcSettled),
        cell.count(row.htlcAttempts),
        cell.percent(row.pct),
      ],
    })),
    total: [
      cell.text(`${rows.length} channels`),
      cell.none,
      cell.count(metrics.paymentSuccess.operands.htlcSettled ?? null),
      cell.count(metrics.paymentSuccess.operands.htlcAttempts ?? null),
      cell.percent(metrics.paymentSuccess.value),
    ],
  }
}

/** Incidents that are not resolved, the newest first. */
export function incidentList(incidents: readonly IncidentRecord[]): Breakdown {
  const open = incidents.filter((incident) => incident.status !== 'resolved')
  open.sort((a, b) => (a.openedAt > b.openedAt ? -1 : 1))
  return {
    kpi: 'open-incidents',
    title: 'Open incidents',
    explanation: 'Incidents that are open or acknowledged, the newest first.',
    columns: [
      column('incident', 'Incident', 'text'),
      column('title', 'What happened', 'text'),
      column('severity', 'Severity', 'text'),
      column('status', 'Status', 'text'),
      column('opened', 'Opened', 'instant'),
    ],
    rows: open.map((incident) => ({
      id: incident.id,
      cells: [
        cell.text(incident.id),
        cell.text(incident.title),
        cell.text(incident.severity),
        cell.text(incident.status),
        cell.instant(incident.openedAt),
      ],
    })),
    total: [cell.text(`${open.length} open`), cell.none, cell.none, cell.none, cell.none],
  }
}
