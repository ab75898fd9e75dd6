import { fromBtc, mulPpm, sumSats, toBtc } from '@/lib/core/money'
import type { Lease } from '@/types'

/** YYYY-MM with a month that exists. */
export const PERIOD_PATTERN = /^\d{4}-(0[1-9]|1[0-2])$/

/** Sum of BTC numbers, added as satoshis. */
export function sumBtc(values: readonly number[]): number {
  return toBtc(sumSats(values.map(fromBtc)))
}

export function liveOf(groups: ReadonlyMap<string, Lease[]>, id: string): Lease[] {
  return (groups.get(id) ?? []).filter((lease) => lease.status === 'active')
}

/** Fee of the term in satoshis; null when the field of its model is missing. */
export function feeOf(lease: Lease): number | null {
  if (lease.feeModel === 'fixed') {
    return lease.feeAmount === undefined ? null : fromBtc(lease.feeAmount)
  }
  return lease.feePPM === undefined ? null : mulPpm(fromBtc(lease.size), lease.feePPM, 'half-up')
}
