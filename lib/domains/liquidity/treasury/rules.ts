import { addSats, msatToSats, mulBps, mulDiv, subSats, sumSats, ZERO_SATS } from '@/lib/core/money'
import { percentOf } from '@/lib/core/ratio'
import {
  DAY_MS,
  type DateWindow,
  eachDate,
  isInWindow,
  monthOf,
  startOfDay,
  toMs,
  utcDate,
} from '@/lib/core/time'
import type {
  IsoDate,
  LeaseRecord,
  Msat,
  Role,
  Sats,
  SlaBreachRecord,
  TreasuryRecord,
} from '@/types'
import { accrualOf, accruedAt, isLiveLease } from '../lease/rules'

export const APY_WINDOW_DAYS = 30
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
  credits: readonly Pick<SlaBreachRecord, 'bookedOn' | 'creditSats'>[]
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
 * each UTC month and never below 0. Credits count on the day they are booked. Any sum of days is exact.
 * Source: functional specification §4, "Accrued(t)", "Gross earned", "Margin".
 */
export function dailyEarnings(input: EarningsInput): DayEarnings[] {
  const { marginBps, from, to } = input
  const monthStart = `${monthOf(from)}-01`
  const first = [monthStart, input.days[0]?.date ?? monthStart].sort()[0] ?? monthStart
  const factsByDate = new Map(input.days.map((day) => [day.date, day]))
  const creditsByDate = sumCredits(input.credits)
  const firstMs = toMs(startOfDay(first))
  const cursors = input.leases.flatMap((lease) => {
    const accrual = accrualOf(lease)
    return accrual === null ? [] : { accrual, accrued: accruedAt(accrual, firstMs) }
  })
  const result: DayEarnings[] = []
  let dayMs = firstMs
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
    dayMs += DAY_MS
    let accruedToday = 0
    for (const cursor of cursors) {
      const { startMs, stopMs } = cursor.accrual
      if (startMs >= dayMs || stopMs <= dayMs - DAY_MS) continue
      const accrued = accruedAt(cursor.accrual, dayMs)
      accruedToday += accrued - cursor.accrued
      cursor.accrued = accrued
    }
    const routedBefore = msatToSats(feeMsat)
    feeMsat += factsByDate.get(date)?.feeMsat ?? 0n
    const creditSats = creditsByDate.get(date) ?? ZERO_SATS
    const leaseSats = subSats(accruedToday, creditSats)
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

/** The first UTC day with facts, lease accrual or a credit; null for a treasury that has none of them. */
export function firstEarningDate({
  leases,
  credits,
  days,
}: Pick<EarningsInput, 'leases' | 'credits' | 'days'>): IsoDate | null {
  const dates = leases.flatMap((lease) => {
    const accrual = accrualOf(lease)
    return accrual === null ? [] : utcDate(new Date(accrual.startMs))
  })
  for (const { bookedOn } of credits) dates.push(bookedOn)
  if (days[0] !== undefined) dates.push(days[0].date)
  return dates.sort()[0] ?? null
}

function sumCredits(credits: EarningsInput['credits']): Map<IsoDate, Sats> {
  const byDate = new Map<IsoDate, Sats>()
  for (const { bookedOn, creditSats } of credits) {
    byDate.set(bookedOn, addSats(byDate.get(bookedOn) ?? ZERO_SATS, creditSats))
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
      !liveIds.has(lease.id) &&
      (lease.renewsLeaseId === null || !liveIds.has(lease.renewsLeaseId)),
  )
  return sumSats([...live, ...pending].map((lease) => lease.sizeSats))
}

/** What a lessee calls its provider: the pool's nickname while the treasury is anonymised. Source: §9 #11. */
export function providerLabelOf(
  treasury: Pick<TreasuryRecord, 'name' | 'alias' | 'isAnonymised'>,
  poolNickname: string | null,
): string {
  return treasury.isAnonymised ? (poolNickname ?? treasury.alias) : treasury.name
}

/**
 * What stands for a provider's id: to a lessee the pool's id while the treasury is anonymised, because
 * even an opaque id would tell which of its leases have the same provider. Source: §9 #11.
 */
export function providerIdFor(
  role: Role | null,
  provider: { treasuryId: string; isProviderAnonymised: boolean; poolId: string | null },
): string {
  const isHidden = role === 'subscriber' && provider.isProviderAnonymised
  return isHidden ? (provider.poolId ?? 'anonymised') : provider.treasuryId
}
