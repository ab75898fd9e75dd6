import type { Msat, Sats } from '@/types'

export const SATS_PER_BTC = 100_000_000
export const MAX_SATS = 2_100_000_000_000_000
export const ZERO_SATS = 0 as Sats

export type Rounding = 'floor' | 'half-up' | 'up'

/**
 * Brands a whole number of satoshis. Negative amounts are allowed (credits); the magnitude is
 * limited to the 21 million bitcoin that can exist.
 * @throws RangeError for fractions, NaN, infinities and magnitudes above 2.1e15.
 */
export function sats(value: number | bigint): Sats {
  const number = Number(value)
  if (!Number.isSafeInteger(number) || Math.abs(number) > MAX_SATS) {
    throw new RangeError(`Not a whole number of satoshis: ${String(value)}`)
  }
  return (number === 0 ? 0 : number) as Sats
}

/** Sum in satoshis; the empty sum is 0. */
export function sumSats(values: Iterable<number>): Sats {
  let total = 0
  for (const value of values) total += value
  return sats(total)
}

export function addSats(...values: readonly number[]): Sats {
  return sumSats(values)
}

export function subSats(minuend: number, subtrahend: number): Sats {
  return sats(minuend - subtrahend)
}

/**
 * a × b ÷ c in exact integer arithmetic, rounded as named; halves go away from zero for 'half-up',
 * 'floor' goes toward negative infinity, 'up' toward positive infinity.
 * @throws RangeError when c is not positive or the result leaves the safe integers.
 */
export function mulDiv(
  a: number | bigint,
  b: number | bigint,
  c: number | bigint,
  rounding: Rounding,
): number {
  const divisor = BigInt(c)
  if (divisor <= 0n) throw new RangeError('mulDiv: divisor must be positive')
  const result = Number(divideRounded(BigInt(a) * BigInt(b), divisor, rounding))
  if (!Number.isSafeInteger(result)) throw new RangeError('mulDiv: result is too large')
  return result
}

function divideRounded(dividend: bigint, divisor: bigint, rounding: Rounding): bigint {
  const quotient = dividend / divisor
  const remainder = dividend % divisor
  if (remainder === 0n) return quotient
  switch (rounding) {
    case 'floor':
      return dividend < 0n ? quotient - 1n : quotient
    case 'up':
      return dividend < 0n ? quotient : quotient + 1n
    case 'half-up': {
      const twice = (remainder < 0n ? -remainder : remainder) * 2n
      if (twice < divisor) return quotient
      return dividend < 0n ? quotient - 1n : quotient + 1n
    }
  }
}

/** amount × ppm ÷ 10⁶, rounded as named. */
export function mulPpm(amountSats: Sats, ppm: number, rounding: Rounding): Sats {
  return sats(mulDiv(amountSats, ppm, 1_000_000, rounding))
}

/** amount × bps ÷ 10⁴, rounded as named. */
export function mulBps(amountSats: Sats, bps: number, rounding: Rounding): Sats {
  return sats(mulDiv(amountSats, bps, 10_000, rounding))
}

/** Whole satoshis in a millisatoshi amount, rounded toward negative infinity. */
export function msatToSats(msat: Msat): Sats {
  const quotient = msat / 1000n
  return sats(msat % 1000n < 0n ? quotient - 1n : quotient)
}

/** Satoshis as the BTC number of the public vocabulary: the nearest double, exact to the satoshi. */
export function toBtc(amount: Sats): number {
  return amount / SATS_PER_BTC
}

/** Inverse of `toBtc`. @throws RangeError when the number is not a whole number of satoshis. */
export function fromBtc(btc: number): Sats {
  const amount = Math.round(btc * SATS_PER_BTC)
  if (amount / SATS_PER_BTC !== btc) throw new RangeError(`Not exact to the satoshi: ${btc}`)
  return sats(amount)
}

/** "1.50000000": eight decimals, no grouping; the text form of CSV files and tooltips. */
export function formatBtc(amount: number): string {
  const digits = String(Math.abs(amount)).padStart(9, '0')
  const sign = amount < 0 ? '-' : ''
  return `${sign}${digits.slice(0, -8)}.${digits.slice(-8)}`
}

/**
 * Splits a total over weights so that the parts sum to the total: floor shares first, then one
 * satoshi each to the largest remainders, earlier entries first on ties.
 * @throws RangeError for a negative total or weight, or when all weights are 0 and the total is not.
 */
export function splitByLargestRemainder(total: Sats, weights: readonly number[]): Sats[] {
  if (total < 0 || weights.some((weight) => weight < 0)) {
    throw new RangeError('splitByLargestRemainder: negative total or weight')
  }
  const sum = weights.reduce((a, b) => a + BigInt(b), 0n)
  if (sum === 0n) {
    if (total !== 0) throw new RangeError('splitByLargestRemainder: all weights are 0')
    return weights.map(() => ZERO_SATS)
  }
  const shares = weights.map((weight, index) => {
    const product = BigInt(total) * BigInt(weight)
    return { index, floor: product / sum, remainder: product % sum }
  })
  let left = BigInt(total) - shares.reduce((a, share) => a + share.floor, 0n)
  const parts = shares.map((share) => share.floor)
  const byRemainder = [...shares].sort(
    (a, b) => Number(b.remainder - a.remainder) || a.index - b.index,
  )
  for (const share of byRemainder) {
    if (left === 0n) break
    parts[share.index] = share.floor + 1n
    left -= 1n
  }
  return parts.map((part) => sats(part))
}
