import { ValidationError } from '@/lib/core/errors'
import { fact } from '@/lib/core/fact-text'
import { daysText, MOST_PPM, MOST_TERM_DAYS, outOfRange, ppmText } from '@/lib/core/limits'
import { SATS_PER_BTC } from '@/lib/core/money'
import type { DemandTicketRecord, Sats } from '@/types'

/** What may be asked for; the shortest term and the smallest lease are the platform policy's. Source: functional specification §7. */
export const WISH_LIMITS = {
  sizeMaxSats: 50 * SATS_PER_BTC,
  termDays: MOST_TERM_DAYS,
  priceMaxPpm: MOST_PPM,
  commentLength: 500,
} as const

type Wish = Pick<
  DemandTicketRecord,
  'sizeSats' | 'termDays' | 'priceMinPpm' | 'priceMaxPpm' | 'comment'
>

/** What the platform policy says of requests. */
export interface WishPolicy {
  minTermDays: number
  minLeaseSats: Sats
}

/** @throws ValidationError with one sentence per field that can't be asked for. */
export function assertWish(wish: Wish, policy: WishPolicy): void {
  const fieldErrors = wishErrors(wish, policy)
  if (Object.keys(fieldErrors).length === 0) return
  throw new ValidationError('Some of this cannot be asked for.', fieldErrors)
}

export function wishErrors(
  wish: Wish,
  { minTermDays, minLeaseSats }: WishPolicy,
): Record<string, string> {
  const { sizeMaxSats, termDays, priceMaxPpm, commentLength } = WISH_LIMITS
  const price = { min: 0, max: priceMaxPpm, write: ppmText }
  const errors: Record<string, string | null> = {
    sizeSats: outOfRange(wish.sizeSats, {
      min: minLeaseSats,
      max: sizeMaxSats,
      write: fact.size,
      writeGap: fact.gap,
    }),
    termDays: outOfRange(wish.termDays, { min: minTermDays, max: termDays, write: daysText }),
    priceMinPpm: outOfRange(wish.priceMinPpm, price),
    priceMaxPpm:
      outOfRange(wish.priceMaxPpm, price) ??
      (wish.priceMaxPpm < wish.priceMinPpm ? 'Not below the lowest price.' : null),
    note:
      (wish.comment?.length ?? 0) > commentLength ? `At most ${commentLength} characters.` : null,
  }
  return Object.fromEntries(
    Object.entries(errors).filter((entry): entry is [string, string] => entry[1] !== null),
  )
}
