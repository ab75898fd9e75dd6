import { z } from 'zod'
import { amountOf, fieldText, manyTexts, unitField, wholeOf } from '@/lib/validators/form-inputs'
import { idInput, startInput } from '@/lib/validators/inputs'
import { FEE_MODELS, type Unit } from '@/types'
import { allocateInput, releaseInput } from './inputs'

const wanted = allocateInput.extend({ ticketId: idInput })

/** `allocateInput` from a form: texts, amounts in its unit; a button says when only to reserve. */
export const allocateForm = z
  .strictObject({
    ticketId: fieldText,
    version: fieldText,
    unit: unitField,
    poolId: fieldText,
    /** Empty for a split over the pool's treasuries, by rule or by hand. */
    treasuryId: fieldText,
    sizeSats: fieldText,
    /** By hand: what each treasury gives, in the same order. */
    splitTreasury: manyTexts,
    splitSats: manyTexts,
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
      ...(form.treasuryId === '' || form.splitTreasury.length > 0
        ? {}
        : { treasuryId: form.treasuryId }),
      ...sizesOf(form, issues),
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

/** The size as typed; by hand, the sum of the parts, of which empty ones are left out. */
function sizesOf(
  form: { splitTreasury: string[]; splitSats: string[]; sizeSats: string; unit: Unit },
  issues: z.RefinementCtx,
): Pick<z.input<typeof wanted>, 'sizeSats' | 'split'> {
  if (form.splitTreasury.length === 0) {
    return { sizeSats: amountOf(issues, { name: 'sizeSats', text: form.sizeSats }, form.unit) }
  }
  const split = form.splitTreasury
    .map((treasuryId, index) => ({ treasuryId, text: form.splitSats[index] ?? '' }))
    .filter(({ text }) => text.trim() !== '')
    .map(({ treasuryId, text }) => ({
      treasuryId,
      sizeSats: amountOf(issues, { name: 'split', text }, form.unit),
    }))
    .filter(({ sizeSats }) => sizeSats !== 0)
  return { sizeSats: split.reduce((sum, part) => sum + part.sizeSats, 0), split }
}

/** How the pools stand to a request whose lease begins on some day. */
export const suggestInput = z.strictObject({ ticketId: idInput, startsAt: startInput.optional() })

export const issueForm = z.strictObject({ allocationId: idInput })
export const releaseForm = releaseInput.extend({ allocationId: idInput })
