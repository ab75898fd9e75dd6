import { ValidationError } from '@/lib/core/errors'
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

/** @throws ValidationError when the effective cost of the term lies outside of the asked band. */
export function assertInsideBand(
  sizeSats: Sats,
  fee: FeeTerms,
  band: { priceMinPpm: number; priceMaxPpm: number },
): void {
  const ppm = effectiveCostPpm({ sizeSats, ...fee })
  if (ppm >= band.priceMinPpm && ppm <= band.priceMaxPpm) return
  throw new ValidationError('The fee is outside of what was asked for.', {
    [fee.feeModel === 'fixed' ? 'feeSats' : 'feePpm']:
      `This is ${ppm} ppm; the request says ${band.priceMinPpm} to ${band.priceMaxPpm} ppm.`,
  })
}
