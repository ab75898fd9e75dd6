import { ValidationError } from '@/lib/core/errors'
import { aboveLimit, ppmText } from '@/lib/core/limits'
import type { FeeModel, Sats } from '@/types'
import { effectiveCostPpm } from '../lease/rules'

export interface FeeTerms {
  feeModel: FeeModel
  feeSats: Sats | null
  feePpm: number | null
}

/** @throws ValidationError unless exactly the field of the fee model is given. */
export function feeTerms(input: {
  feeModel: FeeModel
  feeSats?: Sats | undefined
  feePpm?: number | undefined
}): FeeTerms {
  const { feeModel, feeSats = null, feePpm = null } = input
  const given = feeModel === 'fixed' ? feeSats : feePpm
  const other = feeModel === 'fixed' ? feePpm : feeSats
  const field = feeModel === 'fixed' ? 'feeSats' : 'feePpm'
  if (given === null) throw new ValidationError('The fee is missing.', { [field]: 'Say how much.' })
  if (other !== null) {
    throw new ValidationError('A fee is either fixed or in ppm.', {
      [feeModel === 'fixed' ? 'feePpm' : 'feeSats']: 'Leave this out.',
    })
  }
  return { feeModel, feeSats, feePpm }
}

export interface PriceBand {
  priceMinPpm: number
  priceMaxPpm: number
}

/** How the effective cost of a term in ppm stands to what was asked for, bounds included. */
export function bandPlace(ppm: number, band: PriceBand): 'below' | 'inside' | 'above' {
  if (ppm > band.priceMaxPpm) return 'above'
  return ppm < band.priceMinPpm ? 'below' : 'inside'
}

/**
 * Below the band is a notice alone: cheaper never harms the lessee. Source: functional specification
 * §7, Allocate. @throws ValidationError when the effective cost of the term is above the asked band.
 */
export function assertNotAboveBand(sizeSats: Sats, fee: FeeTerms, band: PriceBand): void {
  const ppm = effectiveCostPpm({ sizeSats, ...fee })
  if (bandPlace(ppm, band) !== 'above') return
  throw new ValidationError('The fee is above what was asked for.', {
    [feeField(fee)]: aboveLimit(ppm, band.priceMaxPpm, ppmText),
  })
}

/** What is true of a command that was taken, and worth saying. */
export interface Notice {
  code: 'below_band' | 'remainder_below_minimum'
  /** Its amounts are facts. */
  detail: string
}

/** Of an allocation's effective cost; none inside the band. */
export function bandNotices(ppm: number, band: PriceBand): Notice[] {
  if (bandPlace(ppm, band) !== 'below') return []
  const detail = `${ppmText(ppm)} is below the requested band of ${ppmText(band.priceMinPpm)} to ${ppmText(band.priceMaxPpm)}.`
  return [{ code: 'below_band', detail }]
}

function feeField({ feeModel }: FeeTerms): 'feeSats' | 'feePpm' {
  return feeModel === 'fixed' ? 'feeSats' : 'feePpm'
}
