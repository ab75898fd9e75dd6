import type { Metric } from '@/lib/core/metric'
import { addSats, sumSats, toBtc } from '@/lib/core/money'
import { meanPercent, percentOf, subtractPercent } from '@/lib/core/ratio'
import {
  completeDays,
  type DateWindow,
  isInWindow,
  previousWindow,
  startOfDay,
  utcDate,
} from '@/lib/core/time'
import type { IsoDate, IsoInstant, LeaseRecord, Sats, Treasury, TreasuryRecord } from '@/types'
import { weightedUtilizationPct } from '../channel/rules'
import { effectiveLeaseStatus, isLiveLease, wasLiveAt } from '../lease/rules'
import { uptimePct } from '../node/rules'
import {
  APY_WINDOW_DAYS,
  apyPct,
  averageDeployedSats,
  type DayEarnings,
  dailyEarnings,
  type Earnings,
  type EarningsInput,
  firstEarningDate,
  sumEarnings,
  type TreasuryDay,
} from './rules'

export const UPTIME_WINDOW_DAYS = 30
export const UTILIZATION_WINDOW_DAYS = 7

export interface TreasuryNodeFacts {
  capacitySats: Sats
  /** Sums of the last 30 complete days, and of the 30 before. */
  onlineSeconds: number
  observedSeconds: number
  previousOnlineSeconds: number
  previousObservedSeconds: number
}

export interface TreasuryChannelFacts {
  capacitySats: Sats
  /** Routed in the last 7 complete days, and in the 7 before. */
  routedSats: Sats
  previousRoutedSats: Sats
}

export interface TreasuryMetricsInput {
  marginBps: number
  leases: readonly LeaseRecord[]
  credits: EarningsInput['credits']
  /** Every complete day since inception, ascending. */
  days: readonly TreasuryDay[]
  /** Nodes in service. */
  nodes: readonly TreasuryNodeFacts[]
  /** Channels not closed or failed. */
  channels: readonly TreasuryChannelFacts[]
  now: Date
}

export interface TreasuryMetrics {
  deployed: Metric
  grossApy: Metric
  netApy: Metric
  /** Gross minus net APY in percentage points, of the shown values; null without an APY. */
  marginPp: number | null
  earnedToDate: Metric
  earnedGrossSats: Sats
  activeLeases: Metric
  pendingLeases: number
  utilization: Metric
  capitalUtilizationPct: number | null
  nodeUptime: Metric
  /** The last 30 complete days (fewer since inception). */
  window: { earnings: Earnings; averageDeployedSats: Sats; days: number }
  previousWindow: { earnings: Earnings; averageDeployedSats: Sats; days: number }
  /** Every day since inception: what charts and statements sum. */
  earnings: DayEarnings[]
}

/** Every KPI of a treasury with its operands and its value one window earlier. Source: §4. */
export function treasuryMetrics(input: TreasuryMetricsInput): TreasuryMetrics {
  const { leases, days, nodes, channels, now } = input
  const to = utcDate(now)
  const inception = firstEarningDate(input) ?? to
  const earnings = dailyEarnings({ ...input, from: inception, to })
  const apyWindow = completeDays(now, APY_WINDOW_DAYS)
  const current = windowOf(earnings, days, apyWindow)
  const before = windowOf(earnings, days, previousWindow(apyWindow))
  const hasPrevious = before.days === APY_WINDOW_DAYS
  const apy = (earned: (sums: Earnings) => Sats): Metric => ({
    value: apyPct(earned(current.earnings), current.averageDeployedSats, current.days),
    previous: hasPrevious
      ? apyPct(earned(before.earnings), before.averageDeployedSats, before.days)
      : null,
    operands: {
      earnedSats: earned(current.earnings),
      averageDeployedSats: current.averageDeployedSats,
      days: current.days,
    },
  })
  const grossApy = apy((sums) => sums.grossSats)
  const netApy = apy((sums) => sums.netSats)
  const sinceInception = { from: inception, to }
  const total = sumEarnings(earnings, sinceInception)
  const earlier = sumEarnings(earnings, { ...sinceInception, to: apyWindow.from })
  const deployedNow = sumSats(nodes.map((node) => node.capacitySats))
  const live = leases.filter((lease) => isLiveLease(lease, now))
  const liveSats = sumSats(live.map((lease) => lease.sizeSats))
  const monthAgo = startOfDay(apyWindow.from)
  return {
    deployed: {
      value: deployedNow,
      previous: days.find((day) => day.date === apyWindow.from)?.deployedSats ?? null,
      operands: { deployedSats: deployedNow, nodes: nodes.length },
    },
    grossApy,
    netApy,
    marginPp:
      grossApy.value === null || netApy.value === null
        ? null
        : subtractPercent(grossApy.value, netApy.value),
    earnedToDate: {
      value: total.netSats,
      previous: hasFactsBefore(days, apyWindow.from) ? earlier.netSats : null,
      operands: {
        leaseSats: total.leaseSats,
        routingSats: total.routingSats,
        marginSats: total.marginSats,
      },
    },
    earnedGrossSats: total.grossSats,
    activeLeases: {
      value: live.length,
      previous: hasFactsBefore(days, apyWindow.from)
        ? leases.filter((lease) => wasLiveAt(lease, monthAgo)).length
        : null,
      operands: { activeLeases: live.length, leasedSats: liveSats },
    },
    pendingLeases: leases.filter((lease) => effectiveLeaseStatus(lease, now) === 'pending').length,
    utilization: utilizationMetric(channels, days, now),
    capitalUtilizationPct: percentOf(liveSats, deployedNow),
    nodeUptime: uptimeMetric(nodes),
    window: current,
    previousWindow: before,
    earnings,
  }
}

function hasFactsBefore(days: readonly TreasuryDay[], date: IsoDate): boolean {
  return days[0] !== undefined && days[0].date < date
}

function windowOf(
  earnings: readonly DayEarnings[],
  days: readonly TreasuryDay[],
  window: DateWindow,
): TreasuryMetrics['window'] {
  return {
    earnings: sumEarnings(earnings, window),
    averageDeployedSats: averageDeployedSats(days, window),
    days: days.filter((day) => isInWindow(day.date, window)).length,
  }
}

function utilizationMetric(
  channels: readonly TreasuryChannelFacts[],
  days: readonly TreasuryDay[],
  now: Date,
): Metric {
  const previous = previousWindow(completeDays(now, UTILIZATION_WINDOW_DAYS))
  return {
    value: weightedUtilizationPct(channels),
    previous:
      days[0] !== undefined && days[0].date <= previous.from
        ? weightedUtilizationPct(
            channels.map((channel) => ({ ...channel, routedSats: channel.previousRoutedSats })),
          )
        : null,
    operands: {
      routedSats: sumSats(channels.map((channel) => channel.routedSats)),
      capacitySats: sumSats(channels.map((channel) => channel.capacitySats)),
    },
  }
}

function uptimeMetric(nodes: readonly TreasuryNodeFacts[]): Metric {
  const shown = nodes.flatMap((node) => uptimePct(node.onlineSeconds, node.observedSeconds) ?? [])
  const before = nodes.flatMap(
    (node) => uptimePct(node.previousOnlineSeconds, node.previousObservedSeconds) ?? [],
  )
  return {
    value: meanPercent(shown),
    previous: meanPercent(before),
    operands: { nodes: shown.length },
  }
}

/** The first verified payout address; null when none is. Source: §2, "Treasury.payoutAddress". */
export function firstVerifiedAddress(
  addresses: readonly { address: string; verifiedAt: IsoInstant | null }[],
): string | null {
  const verified = addresses.flatMap(({ address, verifiedAt }) =>
    verifiedAt === null ? [] : { address, verifiedAt },
  )
  verified.sort((a, b) => (a.verifiedAt < b.verifiedAt ? -1 : Number(a.verifiedAt > b.verifiedAt)))
  return verified[0]?.address ?? null
}

/** Record and metrics → the seed's Treasury; 0 stands for "no data" there. */
export function toTreasury(
  record: TreasuryRecord,
  metrics: TreasuryMetrics,
  payoutAddress: string | null,
): Treasury {
  return {
    id: record.id,
    name: record.name,
    deployedBTC: toBtc(addSats(metrics.deployed.value ?? 0)),
    grossAPY: metrics.grossApy.value ?? 0,
    netAPY: metrics.netApy.value ?? 0,
    earnedToDate: toBtc(addSats(metrics.earnedToDate.value ?? 0)),
    activeLeases: metrics.activeLeases.value ?? 0,
    utilization: metrics.utilization.value ?? 0,
    averageUptime: metrics.nodeUptime.value ?? 0,
    flowrateMargin: metrics.marginPp ?? 0,
    createdAt: record.createdAt,
    ...(payoutAddress === null ? {} : { payoutAddress }),
  }
}
