import { ValidationError } from '@/lib/core/errors'
import { formatBtc, SATS_PER_BTC } from '@/lib/core/money'
import type { DemandTicketRecord } from '@/types'

/** What may be asked for; the shortest term is the platform policy's. Source: functional specification §7. */
export const WISH_LIMITS = {
  sizeMinSats: SATS_PER_BTC / 100,
  sizeMaxSats: 50 * SATS_PER_BTC,
  termDays: 365,
  priceMaxPpm: 100_000,
  commentLength: 500,
} as const

type Wish = Pick<
  DemandTicketRecord,
  'sizeSats' | 'termDays' | 'priceMinPpm' | 'priceMaxPpm' | 'comment'
>

/** @throws ValidationError with one sentence per field that can't be asked for. */
export function assertWish(wish: Wish, minTermDays: number): void {
  const fieldErrors = wishErrors(wish, minTermDays)
  if (Object.keys(fieldErrors).length === 0) return
  throw new ValidationError('Some of this cannot be asked for.', fieldErrors)
}

export function wishErrors(wish: Wish, minTermDays: number): Record<string, string> {
  const errors: Record<string, string> = {}
  const { sizeMinSats, sizeMaxSats, termDays, priceMaxPpm, commentLength } = WISH_LIMITS
  if (wish.sizeSats < sizeMinSats || wish.sizeSats > sizeMaxSats) {
    errors.sizeSats = `Between ${formatBtc(sizeMinSats)} and ${formatBtc(sizeMaxSats)} BTC.`
  }
  if (!Number.isInteger(wish.termDays) || wish.termDays < minTermDays || wish.termDays > termDays) {
    errors.termDays = `Between ${minTermDays} and ${termDays} days.`
  }
  if (!isPpm(wish.priceMinPpm)) errors.priceMinPpm = `Between 0 and ${priceMaxPpm} ppm.`
  if (!isPpm(wish.priceMaxPpm)) errors.priceMaxPpm = `Between 0 and ${priceMaxPpm} ppm.`
  else if (wish.priceMaxPpm < wish.priceMinPpm) {
    errors.priceMaxPpm = 'Not below the lowest price.'
  }
  if ((wish.comment?.length ?? 0) > commentLength) {
    errors.note = `At most ${commentLength} characters.`
  }
  return errors
}

function isPpm(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= WISH_LIMITS.priceMaxPpm
}
