import { z } from 'zod'
import { amountOf, fieldText, unitField, wholeOf } from '@/lib/validators/form-inputs'
import { idInput } from '@/lib/validators/inputs'
import { createPoolInput, editPoolInput } from './inputs'

const poolFields = {
  name: fieldText,
  nickname: fieldText,
  /** One per ticked box. */
  treasuryIds: z.union([z.string(), z.array(z.string())]).default([]),
  minTermDays: fieldText,
  unit: unitField,
  maxExposureSats: fieldText,
  /** "DE, FR". */
  jurisdictions: fieldText,
}

type PoolFields = z.output<z.ZodObject<typeof poolFields>>

function poolOf(form: PoolFields, issues: z.RefinementCtx) {
  const exposure = { name: 'maxExposureSats', text: form.maxExposureSats }
  return {
    name: form.name,
    nickname: form.nickname,
    treasuryIds: [form.treasuryIds].flat(),
    minTermDays: wholeOf(issues, { name: 'minTermDays', text: form.minTermDays }),
    maxExposureSats: amountOf(issues, exposure, form.unit),
    jurisdictions: codesOf(form.jurisdictions, issues),
  }
}

/** Country codes between commas or spaces; the first that is none is named. */
function codesOf(text: string, issues: z.RefinementCtx): string[] {
  const codes = text
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter((code) => code !== '')
  const bad = codes.find((code) => !/^[A-Z]{2}$/.test(code))
  if (bad !== undefined) {
    const message = `“${bad.slice(0, 20)}” is no country code of two letters.`
    issues.addIssue({ code: 'custom', path: ['jurisdictions'], message, input: text })
  }
  return codes
}

export const createPoolForm = z
  .strictObject(poolFields)
  .transform((form, issues) => poolOf(form, issues))
  .pipe(createPoolInput)

export const editPoolForm = z
  .strictObject({ ...poolFields, poolId: fieldText, version: fieldText })
  .transform(({ poolId, version, ...form }, issues) => ({
    ...poolOf(form, issues),
    poolId,
    version: wholeOf(issues, { name: 'version', text: version }),
  }))
  .pipe(editPoolInput.extend({ poolId: idInput }))
