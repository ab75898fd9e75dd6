import { z } from 'zod'
import { parseAmountText } from '@/lib/core/money'
import type { Sats, Unit } from '@/types'

/** What a form sends for a whole number: digits, with spaces or commas inside. */
export const wholeText = z
  .string()
  .transform((text) => text.replaceAll(/[\s,_]/g, ''))
  .pipe(z.string().regex(/^\d{1,9}$/, 'A whole number.'))
  .transform(Number)

const unit = z.enum(['btc', 'sats'])

/** The unit that the amount fields of a form are in; a form with several sends it as often. */
export const unitField = z
  .union([unit, z.tuple([unit], unit)])
  .transform((units): Unit => (typeof units === 'string' ? units : units[0]))

/** An amount as typed, in satoshis; otherwise a complaint under its field. */
export function readAmount(
  context: z.RefinementCtx,
  { name, text, unit }: { name: string; text: string; unit: Unit },
): Sats {
  const amount = parseAmountText(text, unit)
  if (amount !== null) return amount
  context.addIssue({
    code: 'custom',
    path: [name],
    message: unit === 'btc' ? 'Use digits and up to 8 decimals.' : 'Use whole satoshis.',
  })
  return z.NEVER
}
