import type { IsoDate, IsoInstant } from '@/types'

export const SECOND_MS = 1000
export const MINUTE_MS = 60 * SECOND_MS
export const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS
export const DAY_SECONDS = 86_400

export interface Clock {
  now(): Date
}

export function fixedClock(at: Date | IsoInstant): Clock {
  const time = toMs(at)
  return { now: () => new Date(time) }
}

/** Runs as the other clock does, so far ahead of it. */
export function movedClock(clock: Clock, offsetMs: number): Clock {
  return offsetMs === 0 ? clock : { now: () => new Date(clock.now().getTime() + offsetMs) }
}

/** Milliseconds since the epoch. @throws RangeError for text that is no instant. */
export function toMs(at: Date | IsoInstant): number {
  const ms = typeof at === 'string' ? Date.parse(at) : at.getTime()
  if (Number.isNaN(ms)) throw new RangeError(`Not an instant: ${String(at)}`)
  return ms
}

export function toInstant(at: Date | number): IsoInstant {
  return new Date(at).toISOString()
}

export function addMs(at: Date | IsoInstant, ms: number): IsoInstant {
  return toInstant(toMs(at) + ms)
}

/** The UTC day that contains the instant. */
export function utcDate(at: Date | IsoInstant): IsoDate {
  return new Date(toMs(at)).toISOString().slice(0, 10)
}

/** Years that every later day of reckoning fits after. */
const DAY = /^[12]\d{3}-\d{2}-\d{2}$/

/** True for the text of a day that exists in the calendar. */
export function isCalendarDay(text: string): text is IsoDate {
  if (!DAY.test(text)) return false
  const ms = Date.parse(`${text}T00:00:00.000Z`)
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text)
}

/** 00:00 UTC of a day. */
export function startOfDay(date: IsoDate): IsoInstant {
  return `${date}T00:00:00.000Z`
}

/** Calendar days are UTC, so a day is always 24 hours long. */
export function addDays(date: IsoDate, days: number): IsoDate {
  return utcDate(new Date(Date.parse(startOfDay(date)) + days * DAY_MS))
}

/** Whole days from one UTC day to a later one; negative when it is earlier. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return Math.round((Date.parse(startOfDay(to)) - Date.parse(startOfDay(from))) / DAY_MS)
}

/** Half-open: [from, to). */
export function* eachDate(from: IsoDate, to: IsoDate): Generator<IsoDate> {
  for (let date = from; date < to; date = dayAfter(date)) yield date
}

/** Without a Date where no month can end: overviews go through a thousand days. */
function dayAfter(date: IsoDate): IsoDate {
  const day = Number(date.slice(8))
  return day < 28 ? `${date.slice(0, 8)}${String(day + 1).padStart(2, '0')}` : addDays(date, 1)
}

export interface DateWindow {
  /** First day inside. */
  from: IsoDate
  /** First day after. */
  to: IsoDate
}

/** The last n complete UTC days before now; today is never inside. */
export function completeDays(now: Date, days: number): DateWindow {
  const to = utcDate(now)
  return { from: addDays(to, -days), to }
}

/** The equally long window just before. */
export function previousWindow(window: DateWindow): DateWindow {
  const days = daysBetween(window.from, window.to)
  return { from: addDays(window.from, -days), to: window.from }
}

export function isInWindow(date: IsoDate, window: DateWindow): boolean {
  return date >= window.from && date < window.to
}

/** "YYYY-MM" of a day or instant. */
export function monthOf(date: IsoDate | IsoInstant): string {
  return date.slice(0, 7)
}

export function addMonths(period: string, months: number): string {
  const [year, month] = period.split('-').map(Number) as [number, number]
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 7)
}

/** The days of a month, half-open. */
export function monthWindow(period: string): DateWindow {
  return { from: `${period}-01`, to: `${addMonths(period, 1)}-01` }
}

/** ceil((end − now) ÷ 24 h), never below 0. */
export function daysLeft(end: IsoInstant, now: Date): number {
  return Math.max(0, Math.ceil((toMs(end) - now.getTime()) / DAY_MS))
}

/** As the product writes months, wherever it says a day in words. */
export const MONTHS = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
] as const
