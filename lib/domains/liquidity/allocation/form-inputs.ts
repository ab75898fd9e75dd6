import { z } from 'zod'
import { amountOf, fieldText, unitField, wholeOf } from '@/lib/validators/form-inputs'
import { idInput, startInput } from '@/lib/validators/inputs'
import { FEE_MODELS } from '@/types'
import { allocateInput, releaseInput } from './inputs'

const wanted = allocateInput.extend({ ticketId: idInput })

/** `allocateInput` from a form: texts, amounts in its unit; a button says when only to reserve. */
export const allocateForm = z
  .strictObject({
    ticketId: fieldText,
    version: fieldText,
    unit: unitField,
    poolId: fieldText,
    /** Empty for a split over the pool's treasuries. */
    treasuryId: fieldText,
    sizeSats: fieldText,
    feeModel: z.enum(FEE_MODELS),
    feePpm: fieldText,
    feeSats: fieldText,
    startsAt: fieldText,
    note: fieldText,
    issue: z.enum(['true', 'false']).default('true'),
  })
  .transform(
    (form, issues): z.input<typeof wanted> => ({
      ticketId: form.ticketId,
      version: wholeOf(issues, { name: 'version', text: form.version }),
      poolId: form.poolId,
      ...(form.treasuryId === '' ? {} : { treasuryId: form.treasuryId }),
      sizeSats: amountOf(issues, { name: 'sizeSats', text: form.sizeSats }, form.unit),
      feeModel: form.feeModel,
      ...(form.feeModel === 'ppm'
        ? { feePpm: wholeOf(issues, { name: 'feePpm', text: form.feePpm }) }
        : { feeSats: amountOf(issues, { name: 'feeSats', text: form.feeSats }, form.unit) }),
      ...(form.startsAt === '' ? {} : { startsAt: form.startsAt }),
      note: form.note,
      issue: form.issue === 'true',
    }),
  )
  .pipe(wanted)

/** How the pools stand to a request whose lease begins on some day. */
export const suggestInput = z.strictObject({ ticketId: idInput, startsAt: startInput.optional() })

export const issueForm = z.strictObject({ allocationId: idInput })
export const releaseForm = releaseInput.extend({ allocationId: idInput })
