import { z } from 'zod'
import { idInput, satsInput, textInput, versionInput } from '@/lib/validators/inputs'
import { FEE_MODELS } from '@/types'

const MAX_TERM_DAYS = 365
const MAX_PPM = 100_000

const version = versionInput.optional()

/** What is left out stays as it is: size, fee model and the price of a day and satoshi. */
export const requestRenewalInput = z
  .strictObject({
    leaseId: idInput,
    termDays: z.int('A whole number of days.').min(1).max(MAX_TERM_DAYS, 'At most 365 days.'),
    sizeSats: satsInput.optional(),
    feeModel: z.enum(FEE_MODELS).optional(),
    feeSats: satsInput.optional(),
    feePpm: z.int('A whole number of ppm.').min(0).max(MAX_PPM).optional(),
    version,
  })
  .refine(({ feeModel, feeSats }) => feeSats === undefined || feeModel === 'fixed', {
    path: ['feeSats'],
    error: 'Only a fixed fee is an amount.',
  })
  .refine(({ feeModel, feePpm }) => feePpm === undefined || feeModel === 'ppm', {
    path: ['feePpm'],
    error: 'Only a rate is in ppm.',
  })
export type RequestRenewalInput = z.output<typeof requestRenewalInput>

export const answerRenewalInput = z.strictObject({
  renewalId: idInput,
  accept: z.boolean(),
  reason: textInput(0, 500).optional(),
  version,
})
export type AnswerRenewalInput = z.output<typeof answerRenewalInput>

export const withdrawRenewalInput = z.strictObject({ renewalId: idInput, version })
export type WithdrawRenewalInput = z.output<typeof withdrawRenewalInput>
