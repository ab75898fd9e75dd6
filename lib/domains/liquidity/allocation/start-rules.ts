import { ValidationError } from '@/lib/core/errors'
import { addMs, DAY_MS, toInstant, toMs, utcDate } from '@/lib/core/time'
import type { IsoInstant } from '@/types'

/** Nobody plans further ahead. */
export const FARTHEST_START_DAYS = 365

/**
 * When a lease begins: now unless a later instant is wanted; a day that is today's means now.
 * @throws ValidationError for a day before today or more than a year ahead.
 */
export function startOf(wanted: IsoInstant | undefined, now: Date): IsoInstant {
  if (wanted === undefined) return toInstant(now)
  if (utcDate(wanted) < utcDate(now)) {
    throw new ValidationError('The start has passed.', { startsAt: 'Today or later.' })
  }
  if (toMs(wanted) > now.getTime() + FARTHEST_START_DAYS * DAY_MS) {
    throw new ValidationError('The start is too far ahead.', {
      startsAt: `Within ${FARTHEST_START_DAYS} days.`,
    })
  }
  return toMs(wanted) <= now.getTime() ? toInstant(now) : wanted
}

/** Periods are UTC: n days end n × 24 hours later. */
export function endOf(startAt: IsoInstant, termDays: number): IsoInstant {
  return addMs(startAt, termDays * DAY_MS)
}
