import { addSats, msatToSats, subSats, sumSats, toBtc } from '@/lib/core/money'
import { addDays, type DateWindow, isInWindow, startOfDay, utcDate } from '@/lib/core/time'
import type { IsoDate, LeaseRecord, Msat, Sats, YieldDataPoint } from '@/types'
import { accruedSats } from '../lease/rules'
import type { DayEarnings, TreasuryDay } from './rules'

export interface YieldPoint {
  date: IsoDate
  /** Null before the treasury's first day. */
  leaseSats: Sats | null
  routingSats: Sats | null
  netSats: Sats | null
  isPartial: boolean
}

interface SoFarInput {
  leases: readonly LeaseRecord[]
  /** Complete days since inception: their sum carries the millisatoshi remainder. */
  days: readonly TreasuryDay[]
  /** Fees of the running day, as far as it has come. */
  todayFeeMsat: Msat
  now: Date
}

/**
 * Gross of the running UTC day up to now: lease accrual since midnight plus routing fees, each a
 * difference of cumulative floors as on complete days. Counts in no total. Source: §1, "Windows".
 */
export function earnedSoFar({ leases, days, todayFeeMsat, now }: SoFarInput): {
  leaseSats: Sats
  routingSats: Sats
} {
  const midnight = startOfDay(utcDate(now))
  const before = days.reduce((sum, day) => sum + day.feeMsat, 0n)
  return {
    leaseSats: sumSats(
      leases.map((lease) => subSats(accruedSats(lease, now), accruedSats(lease, midnight))),
    ),
    routingSats: subSats(msatToSats(before + todayFeeMsat), msatToSats(before)),
  }
}

/** The last n complete days, then today so far; days before inception are gaps, not zeros. */
export function yieldSeries(
  earnings: readonly DayEarnings[],
  soFar: ReturnType<typeof earnedSoFar>,
  now: Date,
  days: number,
): YieldPoint[] {
  const today = utcDate(now)
  const byDate = new Map(earnings.map((day) => [day.date, day]))
  const complete = Array.from({ length: days }, (_, index) => {
    const date = addDays(today, index - days)
    const day = byDate.get(date)
    return {
      date,
      leaseSats: day?.leaseSats ?? null,
      routingSats: day?.routingSats ?? null,
      netSats: day?.netSats ?? null,
      isPartial: false,
    }
  })
  return [...complete, { date: today, ...soFar, netSats: null, isPartial: true }]
}

/** Exact gross of the last n complete days of a series. */
export function grossOf(points: readonly YieldPoint[], days: number): Sats {
  const complete = points.filter((point) => !point.isPartial).slice(-days)
  return sumSats(complete.map((point) => addSats(point.leaseSats ?? 0, point.routingSats ?? 0)))
}

export const YIELD_POINT_DAYS = 90

/** The seed's points of the days inside a window, oldest first, summed over treasuries by date. */
export function yieldDataPoints(
  treasuries: readonly (readonly DayEarnings[])[],
  window: DateWindow,
): YieldDataPoint[] {
  const byDate = new Map<IsoDate, DayEarnings[]>()
  for (const day of treasuries.flat()) {
    if (!isInWindow(day.date, window)) continue
    byDate.set(day.date, [...(byDate.get(day.date) ?? []), day])
  }
  return [...byDate.keys()].sort().map((date) => {
    const days = byDate.get(date) ?? []
    return {
      date,
      routingYield: toBtc(sumSats(days.map((day) => day.routingSats))),
      leaseYield: toBtc(sumSats(days.map((day) => day.leaseSats))),
    }
  })
}
