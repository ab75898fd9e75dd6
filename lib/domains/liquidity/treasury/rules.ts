import type { Metric } from '@/lib/core/metric'
import {
  addSats,
  msatToSats,
  mulBps,
  mulDiv,
  subSats,
  sumSats,
  toBtc,
  ZERO_SATS,
} from '@/lib/core/money'
import { meanPercent, percentOf, subtractPercent } from '@/lib/core/ratio'
import {
  addDays,
  completeDays,
  type DateWindow,
  eachDate,
  isInWindow,
  monthOf,
  previousWindow,
  startOfDay,
  utcDate,
} from '@/lib/core/time'
import type {
  IsoDate,
  IsoInstant,
  LeaseRecord,
  Msat,
  Sats,
  SlaBreachRecord,
  Treasury,
  TreasuryRecord,
} from '@/types'
import { weightedUtilizationPct } from '../channel/rules'
import { accruedSats, effectiveLeaseStatus, isLiveLease, wasLiveAt } from '../lease/rules'
import { uptimePct } from '../node/rules'

export const APY_WINDOW_DAYS = 30
export const UTILIZATION_WINDOW_DAYS = 7
export const UPTIME_WINDOW_DAYS = 30
const MIN_APY_DAYS = 7

/** A treasury's facts of one complete UTC day, summed over its channels and nodes. */
export interface TreasuryDay {
  date: IsoDate
  routedSats: Sats
  feeMsat: Msat
  /** Σ node capacity on that day. */
  deployedSats: Sats
}

export interface DayEarnings {
  date: IsoDate
  /** Lease accrual after credits. */
  leaseSats: Sats
  /** SLA credits booked on the day, a positive amount; a memo inside leaseSats. */
  creditSats: Sats
  routingSats: Sats
  grossSats: Sats
  marginSats: Sats
  netSats: Sats
}

export type Earnings = Omit<DayEarnings, 'date'>

export interface EarningsInput {
  /** All leases with this treasury as lessor. */
  leases: readonly LeaseRecord[]
  credits: readonly Pick<SlaBreachRecord, 'fromAt' | 'creditSats'>[]
  /** Every complete day since inception, ascending; what lies before `from` carries remainders. */
  days: readonly TreasuryDay[]
  marginBps: number
  /** First day wanted. */
  from: IsoDate
  /** First day not wanted. */
  to: IsoDate
}

/**
 * Earnings per UTC day in satoshis, each a difference of cumulative floors: lease fees from Accrued,
 * routing from the cumulative msat since inception, margin from the month-to-date gross restarting
 * each UTC month and never below 0. Credits count on the day of the breach. Any sum of days is exact.
 * Source: functional specification §4, "Accrued(t)", "Gross earned", "Margin".
 */
export function dailyEarnings(input: EarningsInput): DayEarnings[] {
  const { marginBps, from, to } = input
  const monthStart = `${monthOf(from)}-01`
  const first = [monthStart, input.days[0]?.date ?? monthStart].sort()[0] ?? monthStart
  const factsByDate = new Map(input.days.map((day) => [day.date, day]))
  const creditsByDate = sumCredits(input.credits)
  const cursors = input.leases.map((lease) => ({
    lease,
    accrued: accruedSats(lease, startOfDay(first)),
  }))
  const result: DayEarnings[] = []
  let feeMsat = 0n
  let month = ''
  let monthGross = ZERO_SATS
  let monthMargin = ZERO_SATS
  for (const date of eachDate(first, to)) {
    if (monthOf(date) !== month) {
      month = monthOf(date)
      monthGross = ZERO_SATS
      monthMargin = ZERO_SATS
    }
    const nextDay = startOfDay(addDays(date, 1))
    let accrual = 0
    for (const cursor of cursors) {
      if (cursor.lease.startAt >= nextDay) continue
      const accrued = accruedSats(cursor.lease, nextDay)
      accrual += accrued - cursor.accrued
      cursor.accrued = accrued
    }
    const routedBefore = msatToSats(feeMsat)
    feeMsat += factsByDate.get(date)?.feeMsat ?? 0n
    const creditSats = creditsByDate.get(date) ?? ZERO_SATS
    const leaseSats = subSats(accrual, creditSats)
    const routingSats = subSats(msatToSats(feeMsat), routedBefore)
    const grossSats = addSats(leaseSats, routingSats)
    monthGross = addSats(monthGross, grossSats)
    const marginSats = subSats(marginOf(monthGross, marginBps), monthMargin)
    monthMargin = addSats(monthMargin, marginSats)
    if (date < from) continue
    const netSats = subSats(grossSats, marginSats)
    result.push({ date, leaseSats, creditSats, routingSats, grossSats, marginSats, netSats })
  }
  return result
}

function sumCredits(credits: EarningsInput['credits']): Map<IsoDate, Sats> {
  const byDate = new Map<IsoDate, Sats>()
  for (const { fromAt, creditSats } of credits) {
    const date = utcDate(fromAt)
    byDate.set(date, addSats(byDate.get(date) ?? ZERO_SATS, creditSats))
  }
  return byDate
}

/**
 * Flowrate's share of a month's gross: max(0, floor(gross × bps ÷ 10⁴)).
 * Source: functional specification §4, "Margin(window)".
 */
export function marginOf(monthGrossSats: Sats, marginBps: number): Sats {
  return monthGrossSats <= 0 ? ZERO_SATS : mulBps(monthGrossSats, marginBps, 'floor')
}

/** Exact sum of the days inside a window. */
export function sumEarnings(days: readonly DayEarnings[], window: DateWindow): Earnings {
  const inside = days.filter((day) => isInWindow(day.date, window))
  const total = (pick: (day: DayEarnings) => Sats) => sumSats(inside.map(pick))
  return {
    leaseSats: total((day) => day.leaseSats),
    creditSats: total((day) => day.creditSats),
    routingSats: total((day) => day.routingSats),
    grossSats: total((day) => day.grossSats),
    marginSats: total((day) => day.marginSats),
    netSats: total((day) => day.netSats),
  }
}

/** Time-weighted mean of deployed over the days of a window that have facts, rounded half-up; 0 for none. */
export function averageDeployedSats(days: readonly TreasuryDay[], window: DateWindow): Sats {
  const inside = days.filter((day) => isInWindow(day.date, window))
  if (inside.length === 0) return ZERO_SATS
  const total = inside.reduce((sum, day) => sum + BigInt(day.deployedSats), 0n)
  return addSats(mulDiv(total, 1, inside.length, 'half-up'))
}

/**
 * Simple annualised yield in percent, two decimals: earned ÷ average deployed × 365 ÷ days × 100.
 * Null with nothing deployed or fewer than 7 days; negative earnings give a negative yield.
 * Source: functional specification §4, "Gross APY / Net APY".
 */
export function apyPct(earnedSats: number, averageDeployed: number, days: number): number | null {
  if (averageDeployed <= 0 || days < MIN_APY_DAYS) return null
  return percentOf(BigInt(earnedSats) * 365n, BigInt(averageDeployed) * BigInt(days))
}

/** Σ size of live leases + pending ones, except a pending renewal of a live lease. Source: §4, "Leased". */
export function leasedSats(leases: readonly LeaseRecord[], now: Date): Sats {
  const live = leases.filter((lease) => isLiveLease(lease, now))
  const liveIds = new Set(live.map((lease) => lease.id))
  const pending = leases.filter(
    (lease) =>
      lease.status === 'pending' &&
      (lease.renewsLeaseId === null || !liveIds.has(lease.renewsLeaseId)),
  )
  return sumSats([...live, ...pending].map((lease) => lease.sizeSats))
}

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
  const earnings = dailyEarnings({ ...input, from: days[0]?.date ?? to, to })
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
  const sinceInception = { from: days[0]?.date ?? to, to }
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
