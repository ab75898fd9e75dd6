import { mulDiv } from '@/lib/core/money'
import type { LeaseRecord } from '@/types'
import { annualisedPpm, isLiveLease } from '../lease/rules'
import type { MarketPrices } from './band-rules'

/** Fewer running leases than this would give away what somebody pays. */
export const MARKET_MIN_LEASES = 3

/**
 * Quartiles, median and 90th percentile of what running leases cost a year, as ppm of size; null when
 * fewer than three of them are other lessees' than the asker's.
 */
export function marketPrices(
  leases: readonly LeaseRecord[],
  askerId: string,
  now: Date,
): MarketPrices | null {
  const running = leases.filter((lease) => isLiveLease(lease, now))
  const others = running.filter((lease) => lease.subscriberId !== askerId)
  if (others.length < MARKET_MIN_LEASES) return null
  const prices = running.map(annualisedPpm).sort((a, b) => a - b)
  return {
    leases: prices.length,
    lowerPpm: quantile(prices, 25),
    medianPpm: quantile(prices, 50),
    upperPpm: quantile(prices, 75),
    topPpm: quantile(prices, 90),
  }
}

/** Linear between the two nearest ranks, rounded half-up; the median of an even number is their mean. */
function quantile(sorted: readonly number[], percent: number): number {
  const position = (sorted.length - 1) * percent
  const lower = sorted[Math.floor(position / 100)] ?? 0
  const upper = sorted[Math.ceil(position / 100)] ?? lower
  return lower + mulDiv(upper - lower, position % 100, 100, 'half-up')
}
