import { mulDiv } from './money'

/** Two decimals, halves away from zero; never −0. The one rounding of every percentage shown. */
export function roundPercent(value: number): number {
  const hundredths = Math.round((Math.abs(value) + Number.EPSILON) * 100)
  return hundredths === 0 ? 0 : (Math.sign(value) * hundredths) / 100
}

/**
 * 100 × part ÷ whole in exact integer arithmetic, rounded to two decimals, halves away from zero.
 * @returns null when the whole is 0 (no data), never NaN or Infinity.
 */
export function percentOf(part: number | bigint, whole: number | bigint): number | null {
  if (BigInt(whole) <= 0n) return null
  return mulDiv(part, 10_000, whole, 'half-up') / 100
}

/** Arithmetic mean of percentages as shown (two decimals each); null for none. */
export function meanPercent(values: readonly number[]): number | null {
  if (values.length === 0) return null
  const hundredths = values.reduce((sum, value) => sum + Math.round(value * 100), 0)
  return mulDiv(hundredths, 1, values.length, 'half-up') / 100
}

/** Difference of two shown percentages in percentage points, exact to two decimals. */
export function subtractPercent(minuend: number, subtrahend: number): number {
  const hundredths = Math.round(minuend * 100) - Math.round(subtrahend * 100)
  return hundredths === 0 ? 0 : hundredths / 100
}
