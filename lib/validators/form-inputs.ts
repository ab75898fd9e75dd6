import { z } from 'zod'
import {
  amountComplaint,
  parseAmountText,
  parseWholeText,
  wholeComplaint,
} from '@/lib/core/number-text'
import { withLineFeeds } from '@/lib/core/plain-text'
import { UNITS, type Unit } from '@/types'

/** A field that a form may leave out. */
export const fieldText = z.string().overwrite(withLineFeeds).max(2000, 'Too long.').default('')

/** A field that a form may hold any number of times. */
export const manyTexts = z
  .union([z.string().max(2000, 'Too long.'), z.array(z.string().max(2000, 'Too long.')).max(100)])
  .default([])
  .transform((texts): string[] => [texts].flat())

/** How the amounts of a form are to be read; with several amount fields it is said several times. */
export const unitField = z
  .union([z.enum(UNITS), z.array(z.enum(UNITS)).min(1)])
  .default('btc')
  .transform((units): Unit => [units].flat()[0] ?? 'btc')

interface TypedField {
  name: string
  text: string
}

/** Satoshis of an amount field; one that can't be read gets a sentence and ends the parse. */
export function amountOf(issues: z.RefinementCtx, { name, text }: TypedField, unit: Unit): number {
  const amount = parseAmountText(text, unit)
  if (amount !== null) return amount
  return refuse(issues, name, amountComplaint(text, unit) ?? '')
}

/** The same for a whole number. */
export function wholeOf(issues: z.RefinementCtx, { name, text }: TypedField): number {
  const number = parseWholeText(text)
  return number ?? refuse(issues, name, wholeComplaint(text) ?? '')
}

function refuse(issues: z.RefinementCtx, name: string, message: string): never {
  issues.addIssue({ code: 'custom', path: [name], message, input: undefined })
  return z.NEVER
}
