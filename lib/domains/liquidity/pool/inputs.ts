import { z } from 'zod'
import { idInput, satsInput, textInput, versionInput } from '@/lib/validators/inputs'

const poolShape = {
  name: textInput(3, 60),
  treasuryIds: z.array(idInput).min(1, 'At least one treasury.').max(100),
  minTermDays: z.int('A whole number of days.').min(1).max(365),
  maxExposureSats: satsInput,
  jurisdictions: z
    .array(z.string().regex(/^[A-Z]{2}$/, 'A country code of two capital letters.'))
    .min(1, 'At least one country.')
    .max(250),
}

export const createPoolInput = z.strictObject({
  ...poolShape,
  /** What subscribers see in place of an anonymised treasury. */
  nickname: textInput(3, 60),
})
export type CreatePoolInput = z.output<typeof createPoolInput>

export const editPoolInput = z.strictObject({
  ...poolShape,
  nickname: textInput(3, 60),
  version: versionInput,
})
export type EditPoolInput = z.output<typeof editPoolInput>
