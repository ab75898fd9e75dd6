import { z } from 'zod'
import { MAX_SATS, sats } from '@/lib/core/money'
import {
  countSeen,
  isPlainName,
  isStorable,
  seenLength,
  tidyName,
  withLineFeeds,
} from '@/lib/core/plain-text'

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

/**
 * What a person wrote: trimmed, with one kind of line end, as browsers count it; nothing that a database
 * or a page would mangle. What nobody can see does not count towards the least.
 */
export function textInput(min: number, max: number) {
  return z
    .string()
    .overwrite((text) => withLineFeeds(text).trim())
    .max(max, `At most ${max} characters.`)
    .refine((text) => seenLength(text) >= min, `At least ${min} characters.`)
    .refine(isStorable, 'Contains characters that can’t be kept.')
}

/** What somebody calls a thing that others see: one line, at least three characters that can be seen. */
export function nameInput(max = 60) {
  return z
    .string()
    .overwrite(tidyName)
    .max(max, `At most ${max} characters.`)
    .refine((name) => countSeen(name) >= 3, 'At least 3 characters that can be seen.')
    .refine(isPlainName, 'One line, without hidden characters or marks that turn the text around.')
}

/** A UTC day "2026-11-20" or an instant "2026-11-20T12:00:00.000Z", as an instant. */
export const startInput = z
  .union([z.iso.date(), z.iso.datetime()], 'A day such as 2026-11-20, or an instant in UTC.')
  .transform((text) => new Date(text).toISOString())
