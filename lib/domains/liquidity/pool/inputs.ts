import { z } from 'zod'
import { MOST_TERM_DAYS } from '@/lib/core/limits'
import { idInput, nameInput, satsInput, versionInput } from '@/lib/validators/inputs'

const poolShape = {
  name: nameInput(),
  treasuryIds: z.array(idInput).min(1, 'At least one treasury.').max(100),
  minTermDays: z.int('A whole number of days.').min(1).max(MOST_TERM_DAYS),
  maxExposureSats: satsInput,
  jurisdictions: z
    .array(z.string().regex(/^[A-Z]{2}$/, 'A country code of two capital letters.'))
    .min(1, 'At least one country.')
    .max(250),
}

export const createPoolInput = z.strictObject({
  ...poolShape,
  /** What subscribers see in place of an anonymised treasury. */
  nickname: nameInput(),
})
export type CreatePoolInput = z.output<typeof createPoolInput>

/** A name that stands already is kept as it is, so the command alone can tell what is wrong with one. */
const keptName = z.string().max(2000, 'Too long.')

export const editPoolInput = z.strictObject({
  ...poolShape,
  name: keptName,
  nickname: keptName,
  version: versionInput,
})
export type EditPoolInput = z.output<typeof editPoolInput>
