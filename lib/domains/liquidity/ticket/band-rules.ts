import { MOST_PPM } from '@/lib/core/limits'
import { mulDiv } from '@/lib/core/money'
import type { Sats } from '@/types'

export const PRICE_PRESETS = ['economy', 'standard', 'priority'] as const
export type PricePreset = (typeof PRICE_PRESETS)[number]

/** What running leases cost, as ppm of size for a year: quantiles, never a single lease's price. */
export interface MarketPrices {
  /** Running leases behind the figures. */
  leases: number
  lowerPpm: number
  medianPpm: number
  upperPpm: number
  topPpm: number
}

/** What a form for a capacity request has to know. */
export interface RequestTerms {
  minSats: number
  maxSats: number
  minTermDays: number
  maxTermDays: number
  maxPpm: number
  commentLength: number
  /** What the platform's limit on one lessee leaves to this one. */
  headroomSats: Sats
  /** Over all running leases; null while there are too few to stay anonymous. */
  market: MarketPrices | null
}

/** Which quantiles each preset asks for. */
const BANDS: Readonly<
  Record<
    PricePreset,
    readonly [keyof MarketPrices & `${string}Ppm`, keyof MarketPrices & `${string}Ppm`]
  >
> = {
  economy: ['lowerPpm', 'medianPpm'],
  standard: ['lowerPpm', 'upperPpm'],
  priority: ['medianPpm', 'topPpm'],
}

const YEAR_DAYS = 365

/**
 * A price for a year as ppm of size for a term of so many days, rounded half-up; at most the dearest
 * rate that a request may name.
 */
export function termPpm(yearlyPpm: number, termDays: number): number {
  return Math.min(MOST_PPM, mulDiv(yearlyPpm, termDays, YEAR_DAYS, 'half-up'))
}

interface AskedBand {
  termDays: number
  priceMinPpm: number
  priceMaxPpm: number
}

/** A band for another term at the same prices of a day, half-up, within what a request may say. */
export function bandOfTerm(
  asked: AskedBand,
  termDays: number,
): Pick<AskedBand, 'priceMinPpm' | 'priceMaxPpm'> {
  const scaled = (ppm: number) =>
    Math.min(MOST_PPM, mulDiv(ppm, termDays, asked.termDays, 'half-up'))
  return { priceMinPpm: scaled(asked.priceMinPpm), priceMaxPpm: scaled(asked.priceMaxPpm) }
}

/**
 * The price band of a preset for a term: economy up to the median, standard the middle half of the
 * market, priority from the median up. Source: functional specification §7, Request capacity; the
 * quantiles are ours.
 */
export function priceBand(
  preset: PricePreset,
  prices: MarketPrices,
  termDays: number,
): { minPpm: number; maxPpm: number } {
  const [low, high] = BANDS[preset]
  return { minPpm: termPpm(prices[low], termDays), maxPpm: termPpm(prices[high], termDays) }
}
