import { z } from 'zod'
import { addOnInput } from '@/lib/domains/liquidity/allocation/inputs'
import { signContractInput, voidContractInput } from '@/lib/domains/liquidity/contract/inputs'
import {
  answerEarlyEndInput,
  requestEarlyEndInput,
  withdrawEarlyEndInput,
} from '@/lib/domains/liquidity/early-end/inputs'
import {
  leaseIdInput,
  leaseReasonInput,
  reassignCapacityInput,
} from '@/lib/domains/liquidity/lease/inputs'
import { LEASE_ACTIONS } from '@/lib/domains/liquidity/lease/policy'
import {
  answerRenewalInput,
  requestRenewalInput,
  withdrawRenewalInput,
} from '@/lib/domains/liquidity/renewal/inputs'
import { amountOf, fieldText, unitField, wholeOf } from '@/lib/validators/form-inputs'
import { idInput } from '@/lib/validators/inputs'
import { FEE_MODELS, type FeeModel, type Unit } from '@/types'

/** Whose form is opened, and for which of its actions. */
export const leaseFormInput = z.strictObject({ leaseId: idInput, action: z.enum(LEASE_ACTIONS) })

/** The version that a dialog was drawn from. */
const version = z
  .string()
  .regex(/^\d{1,9}$/, 'Not a version.')
  .transform(Number)
const yesOrNo = z.enum(['yes', 'no'], 'Choose one.').transform((answer) => answer === 'yes')

const notRead = (field: 'read' | 'termsHash') => ({
  path: [field],
  error: 'Read the terms first.',
})

export const signForm = signContractInput
  .extend({ read: z.literal('on', 'Read the terms first.') })
  .transform(({ read: _, ...input }) => input)

export const voidForm = z.strictObject({ ...voidContractInput.shape, version })

export const leaseForm = z.strictObject({ ...leaseIdInput.shape, version })
export const leaseReasonForm = z.strictObject({ ...leaseReasonInput.shape, version })

export const reassignForm = z.strictObject({
  ...reassignCapacityInput.shape,
  version,
})

/** What can't be undone is confirmed by the lease's id, typed. */
export const terminateForm = leaseReasonForm
  .extend({ alias: z.string() })
  .refine(({ alias, leaseId }) => alias.trim() === leaseId, {
    path: ['alias'],
    error: 'Type the id of the lease.',
  })
  .transform(({ alias: _, ...input }) => input)

const feeFields = { unit: unitField, sizeSats: fieldText, feePpm: fieldText, feeSats: fieldText }

interface FeeFields {
  unit: Unit
  feePpm: string
  feeSats: string
}

type Fee = { feeModel: 'ppm'; feePpm: number } | { feeModel: 'fixed'; feeSats: number }

function feeOf(form: FeeFields, feeModel: FeeModel, issues: z.RefinementCtx): Fee {
  return feeModel === 'ppm'
    ? { feeModel, feePpm: wholeOf(issues, { name: 'feePpm', text: form.feePpm }) }
    : { feeModel, feeSats: amountOf(issues, { name: 'feeSats', text: form.feeSats }, form.unit) }
}

/**
 * `requestRenewalInput` from a form; "same" keeps the price of a day and satoshi. Asking the other side
 * signs the text that was shown, so it says which and that it was read; asking the market signs nothing.
 */
export const renewForm = z
  .strictObject({
    ...feeFields,
    leaseId: fieldText,
    version,
    termDays: fieldText,
    feeModel: z.enum(['same', ...FEE_MODELS]),
    asks: z.enum(['counterparty', 'market']),
    read: z.literal('on').optional(),
    termsHash: z.string().max(64, 'Too long.').optional(),
  })
  .refine(({ asks, read }) => asks === 'market' || read === 'on', notRead('read'))
  .refine(
    ({ asks, termsHash }) => asks === 'market' || termsHash !== undefined,
    notRead('termsHash'),
  )
  .transform(
    ({ feeModel, ...form }, issues): z.input<typeof requestRenewalInput> => ({
      leaseId: form.leaseId,
      version: form.version,
      termsHash: form.termsHash,
      termDays: wholeOf(issues, { name: 'termDays', text: form.termDays }),
      sizeSats: amountOf(issues, { name: 'sizeSats', text: form.sizeSats }, form.unit),
      ...(feeModel === 'same' ? {} : feeOf(form, feeModel, issues)),
    }),
  )
  .pipe(requestRenewalInput)

/** The same of accepting one. */
export const answerRenewalForm = z
  .strictObject({
    ...answerRenewalInput.shape,
    accept: yesOrNo,
    version,
    read: z.literal('on').optional(),
  })
  .refine(({ accept, read }) => !accept || read === 'on', notRead('read'))
  .refine(({ accept, termsHash }) => !accept || termsHash !== undefined, notRead('termsHash'))
  .transform(({ read: _, ...input }) => input)
export const withdrawRenewalForm = z.strictObject({ ...withdrawRenewalInput.shape, version })

export const requestEarlyEndForm = z.strictObject({ ...requestEarlyEndInput.shape, version })
export const answerEarlyEndForm = z.strictObject({
  ...answerEarlyEndInput.shape,
  accept: yesOrNo,
  version,
})
export const withdrawEarlyEndForm = z.strictObject({ ...withdrawEarlyEndInput.shape, version })

const offerInput = addOnInput.extend({ leaseId: idInput })

export const addOnForm = z
  .strictObject({ ...feeFields, leaseId: fieldText, feeModel: z.enum(FEE_MODELS) })
  .transform(
    (form, issues): z.input<typeof offerInput> => ({
      leaseId: form.leaseId,
      sizeSats: amountOf(issues, { name: 'sizeSats', text: form.sizeSats }, form.unit),
      ...feeOf(form, form.feeModel, issues),
    }),
  )
  .pipe(offerInput)
