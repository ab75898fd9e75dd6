import { MOST_PPM } from '@/lib/core/limits'
import { mulDiv } from '@/lib/core/money'
import { DAY_MS, toMs } from '@/lib/core/time'
import type { LeaseRecord } from '@/types'
import { isLiveLease, leaseFeeSats } from '../lease/rules'

/**
 * What capacity costs in a market, as ppm of size for a term of so many days: the median over its
 * running leases of their fee per satoshi and day, scaled to the term, half-up; of an even number the
 * mean of the two in the middle; at most the dearest rate that a lease may have. Null when nothing runs. Source: functional specification §6.3 ("price
 * fit"), the measure is ours.
 */
export function marketPricePpm(
  leases: readonly LeaseRecord[],
  termDays: number,
  now: Date,
): number | null {
  const prices = leases
    .filter((lease) => isLiveLease(lease, now))
    .map((lease) => scaledPpm(lease, termDays))
    .sort((a, b) => a - b)
  const upper = prices[Math.floor(prices.length / 2)]
  const lower = prices[Math.ceil(prices.length / 2) - 1]
  if (upper === undefined || lower === undefined) return null
  return Math.min(MOST_PPM, mulDiv(lower + upper, 1, 2, 'half-up'))
}

function scaledPpm(lease: LeaseRecord, termDays: number): number {
  const leaseMs = BigInt(toMs(lease.endAt) - toMs(lease.startAt))
  const fee = BigInt(leaseFeeSats(lease)) * 1_000_000n * BigInt(termDays)
  return mulDiv(fee, DAY_MS, BigInt(lease.sizeSats) * leaseMs, 'half-up')
}
