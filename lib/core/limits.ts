import { formatBtc } from './money'

/** The longest term. Source: functional specification §7. */
export const MOST_TERM_DAYS = 365

/** The dearest rate of a term. Source: functional specification §7, Request capacity. */
export const MOST_PPM = 100_000

/** "1.25 BTC": as many decimals as it has. */
export function btcText(amount: number): string {
  return `${formatBtc(amount).replace(/\.?0+$/, '')} BTC`
}

/** "1 sat" for what BTC would show as a row of zeros, else BTC. */
export function gapText(amount: number): string {
  if (Math.abs(amount) >= 1000) return btcText(amount)
  return amount === 1 ? '1 sat' : `${amount} sats`
}

export function ppmText(ppm: number): string {
  return `${ppm.toLocaleString('en-US')} ppm`
}

export function daysText(days: number): string {
  return days === 1 ? '1 day' : `${days.toLocaleString('en-US')} days`
}

/** Why a figure is refused: the figure, its limit and by how much. */
export function aboveLimit(
  value: number,
  limit: number,
  write: (value: number) => string,
  writeGap = write,
): string {
  return `Exceeds by ${writeGap(value - limit)}: ${write(value)} is above the limit of ${write(limit)}.`
}

export function belowLimit(
  value: number,
  limit: number,
  write: (value: number) => string,
  writeGap = write,
): string {
  return `Too little by ${writeGap(limit - value)}: ${write(value)} is below the minimum of ${write(limit)}.`
}

interface Range {
  min: number
  max: number
  write: (value: number) => string
  writeGap?: (value: number) => string
}

/** Why a whole number is refused, bounds included; null inside. */
export function outOfRange(
  value: number,
  { min, max, write, writeGap = write }: Range,
): string | null {
  if (!Number.isInteger(value)) return `A whole number from ${write(min)} to ${write(max)}.`
  if (value > max) return aboveLimit(value, max, write, writeGap)
  return value < min ? belowLimit(value, min, write, writeGap) : null
}
