import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from './time'

const WEEKS = /^P(\d{1,9})W$/
const DAYS_AND_TIME =
  /^P(?=\d|T\d)(?:(\d{1,9})D)?(?:T(?=\d)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?$/

/**
 * Milliseconds of an ISO 8601 duration in weeks (`P2W`) or in days, hours, minutes and seconds
 * (`P90D`, `PT36H`, `P1DT12H30M`), or null for any other text. Years and months have no fixed
 * length, and fractions nobody needs; both count as other text.
 */
export function parseDuration(text: string): number | null {
  const weeks = WEEKS.exec(text)
  if (weeks !== null) return Number(weeks[1]) * 7 * DAY_MS
  const match = DAYS_AND_TIME.exec(text)
  if (match === null) return null
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((digits) => Number(digits ?? 0))
  return days * DAY_MS + hours * HOUR_MS + minutes * MINUTE_MS + seconds * SECOND_MS
}

/** "90 days", "1 day 6 hours", "45 seconds": whole units, the two largest that are not zero. */
export function durationInWords(ms: number): string {
  const days = Math.floor(ms / DAY_MS)
  const units: readonly (readonly [number, string])[] = [
    [days, 'day'],
    [Math.floor((ms % DAY_MS) / HOUR_MS), 'hour'],
    [Math.floor((ms % HOUR_MS) / MINUTE_MS), 'minute'],
    [Math.floor((ms % MINUTE_MS) / SECOND_MS), 'second'],
  ]
  const words = units
    .filter(([count]) => count > 0)
    .slice(0, 2)
    .map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`)
  return words.length === 0 ? '0 days' : words.join(' ')
}

/** "88 days", "1 hour", "less than an hour": the largest of days and hours, rounded down. */
export function spanInWords(ms: number): string {
  const [unitMs, unit] = ms >= DAY_MS ? ([DAY_MS, 'day'] as const) : ([HOUR_MS, 'hour'] as const)
  const count = Math.floor(ms / unitMs)
  if (count < 1) return 'less than an hour'
  return `${count.toLocaleString('en-US')} ${unit}${count === 1 ? '' : 's'}`
}
