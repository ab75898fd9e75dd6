import { z } from 'zod'
import { MAX_SATS, sats } from '@/lib/core/money'

/** Whole satoshis above 0, as JSON sends them. */
export const satsInput = z
  .int('Whole satoshis.')
  .min(1, 'More than 0.')
  .max(MAX_SATS, 'More than there can be.')
  .transform((amount) => sats(amount))

/** An opaque id of this product. */
export const idInput = z.string().regex(/^[a-z]+_[0-9A-Za-z_]{3,60}$/, 'Not an id.')

/** The number that the screen was drawn from. */
export const versionInput = z.int().min(1)

/** What a person wrote: trimmed, and nothing that a database or a page would mangle. */
export function textInput(min: number, max: number) {
  return z
    .string()
    .trim()
    .min(min, `At least ${min} characters.`)
    .max(max, `At most ${max} characters.`)
    .refine(isStorable, 'Contains characters that can’t be kept.')
}

/** No half surrogate pairs, and no control characters but line breaks and tabs. */
function isStorable(text: string): boolean {
  return !/\p{Cs}|[^\P{Cc}\n\r\t]/u.test(text)
}

/** A UTC day "2026-11-20" or an instant "2026-11-20T12:00:00.000Z", as an instant. */
export const startInput = z
  .union([z.iso.date(), z.iso.datetime()], 'A day such as 2026-11-20, or an instant in UTC.')
  .transform((text) => new Date(text).toISOString())
