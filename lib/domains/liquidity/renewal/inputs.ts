import { z } from 'zod'
import { idInput, satsInput, textInput, versionInput } from '@/lib/validators/inputs'
import { FEE_MODELS } from '@/types'
import { ppmInput, termInput } from '../lease/inputs'

const version = versionInput.optional()

/** SHA-256 of the text that was read: another one is refused. */
const termsHash = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'A SHA-256 in hex.')
  .optional()

const offer = z.strictObject({
  termDays: termInput,
  sizeSats: satsInput.optional(),
  feeModel: z.enum(FEE_MODELS).optional(),
  feeSats: satsInput.optional(),
  feePpm: ppmInput.optional(),
  /** Of the contract that asking signs; without one its terms are asked for as they are. */
  termsHash,
  version,
})
type Offer = z.output<typeof offer>

const isFixedWithAmount = ({ feeModel, feeSats }: Pick<Offer, 'feeModel' | 'feeSats'>) =>
  feeSats === undefined || feeModel === 'fixed'
const isRateWithPpm = ({ feeModel, feePpm }: Pick<Offer, 'feeModel' | 'feePpm'>) =>
  feePpm === undefined || feeModel === 'ppm'
const AMOUNT = { path: ['feeSats'], error: 'Only a fixed fee is an amount.' }
const RATE = { path: ['feePpm'], error: 'Only a rate is in ppm.' }

/** What is left out stays as it is: size, fee model and the price of a day and satoshi. */
export const renewalBody = offer.refine(isFixedWithAmount, AMOUNT).refine(isRateWithPpm, RATE)

export const requestRenewalInput = offer
  .extend({ leaseId: idInput })
  .refine(isFixedWithAmount, AMOUNT)
  .refine(isRateWithPpm, RATE)
export type RequestRenewalInput = z.output<typeof requestRenewalInput>

export const answerBody = z.strictObject({
  accept: z.boolean(),
  reason: textInput(0, 500).optional(),
  /** Of the contract that accepting signs; without one its terms are accepted as they are. */
  termsHash,
  version,
})
export const versionBody = z.strictObject({ version })

export const answerRenewalInput = answerBody.extend({ renewalId: idInput })
export type AnswerRenewalInput = z.output<typeof answerRenewalInput>

export const withdrawRenewalInput = z.strictObject({ renewalId: idInput, version })
export type WithdrawRenewalInput = z.output<typeof withdrawRenewalInput>
