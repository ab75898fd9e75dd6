import { z } from 'zod'
import { idInput, satsInput, startInput, textInput, versionInput } from '@/lib/validators/inputs'
import { FEE_MODELS } from '@/types'
import { ppmInput } from '../lease/inputs'

const feeShape = {
  feeModel: z.enum(FEE_MODELS),
  /** Of the whole allocation; split over its treasuries to the satoshi. */
  feeSats: satsInput.optional(),
  feePpm: ppmInput.optional(),
}

/** Capacity of a pool for a request; without a treasury or a split by hand, split over the pool's. */
export const allocateInput = z.strictObject({
  poolId: idInput,
  treasuryId: idInput.optional(),
  sizeSats: satsInput,
  /** By hand: what treasuries of the pool give, together the size. */
  split: z
    .array(z.strictObject({ treasuryId: idInput, sizeSats: satsInput }))
    .min(1, 'Say which treasury gives how much.')
    .max(100)
    .optional(),
  ...feeShape,
  startsAt: startInput.optional(),
  note: textInput(0, 500).optional(),
  /** Whether the contracts are issued at once; else the capacity is only reserved. */
  issue: z.boolean(),
  /** Of the request, as the screen showed it. */
  version: versionInput,
})
export type AllocateInput = z.output<typeof allocateInput>

/** More of a running lease, until the same end. */
export const addOnInput = z.strictObject({ sizeSats: satsInput, ...feeShape })
export type AddOnInput = z.output<typeof addOnInput>

export const releaseInput = z.strictObject({ reason: textInput(10, 500) })
