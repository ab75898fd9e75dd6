import 'server-only'
import { z } from 'zod'
import { parseDuration } from '@/lib/core/duration'
import { MAX_ADVANCE_MS } from './rules'

/** ISO 8601 → milliseconds; forward only. */
const advance = z.string('Say how far, such as P90D.').transform((text, context) => {
  const ms = parseDuration(text)
  if (ms !== null && ms > 0 && ms <= MAX_ADVANCE_MS) return ms
  context.addIssue(
    ms === null
      ? 'This is not an ISO 8601 duration such as P90D or PT36H.'
      : 'The clock moves ahead by up to 400 days at a time.',
  )
  return z.NEVER
})

export const moveClockInput = z.strictObject({ advance })

/** The same from a form, where a plain number means days. */
export const moveClockForm = z.strictObject({
  /** Said by the second click, which a move of more than a day needs. */
  confirmed: z.literal('yes').optional(),
  advance: z
    .string('Say how far, such as 90.')
    .transform((text) => text.trim().toUpperCase())
    .transform((text) => (/^\d{1,9}$/.test(text) ? `P${text}D` : text))
    .pipe(advance),
})
