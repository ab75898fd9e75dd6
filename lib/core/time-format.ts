import { MONTHS, toMs } from '@/lib/core/time'

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  formatters.set(timeZone, made)
  return made
}

interface Parts {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
}

// Only numbers are taken from Intl: its words differ between a server's and a browser's tables.
function partsIn(iso: string, timeZone: string): Parts {
  if (timeZone === 'UTC') return partsInUtc(new Date(toMs(iso)))
  const parts: Record<string, number> = {}
  for (const { type, value } of formatterFor(timeZone).formatToParts(Date.parse(iso))) {
    parts[type] = Number(value)
  }
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return { year, month, day, hour, minute, second }
}

/** The same without Intl, which is slow and has nothing to know here. */
function partsInUtc(at: Date): Parts {
  return {
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    day: at.getUTCDate(),
    hour: at.getUTCHours(),
    minute: at.getUTCMinutes(),
    second: at.getUTCSeconds(),
  }
}

const two = (value: number) => String(value).padStart(2, '0')

export type TimeStyle = 'day' | 'date' | 'datetime' | 'time' | 'full'

/** "21 Nov", "21 Nov 2026", "21 Nov 2026, 09:15", "09:15:03", or all of it with the zone's offset. */
export function formatInstant(iso: string, timeZone: string, style: TimeStyle): string {
  const { year, month, day, hour, minute, second } = partsIn(iso, timeZone)
  const dayOfYear = `${day} ${MONTHS[month - 1] ?? ''}`
  const date = `${dayOfYear} ${year}`
  const clock = `${two(hour)}:${two(minute)}`
  switch (style) {
    case 'day':
      return dayOfYear
    case 'date':
      return date
    case 'datetime':
      return `${date}, ${clock}`
    case 'time':
      return `${clock}:${two(second)}`
    case 'full':
      return `${date}, ${clock}:${two(second)} ${zoneName(iso, timeZone)}`
  }
}

/** "UTC", "UTC+01:00": the zone's offset at that instant. */
export function zoneName(iso: string, timeZone: string): string {
  const { year, month, day, hour, minute, second } = partsIn(iso, timeZone)
  const wall = Date.UTC(year, month - 1, day, hour, minute, second)
  const offset = Math.round((wall - Math.floor(Date.parse(iso) / 1000) * 1000) / 60_000)
  if (offset === 0) return 'UTC'
  const absolute = Math.abs(offset)
  const sign = offset < 0 ? '\u2212' : '+'
  return `UTC${sign}${two(Math.floor(absolute / 60))}:${two(absolute % 60)}`
}

/** A UTC calendar day "2026-11-21" as "21 Nov 2026", or "21 Nov" when short. */
export function formatDay(date: string, length: 'short' | 'long' = 'long'): string {
  const [year = '', month = '1', day = '1'] = date.split('-')
  const text = `${Number(day)} ${MONTHS[Number(month) - 1] ?? ''}`
  return length === 'short' ? text : `${text} ${year}`
}

/** A UTC month "2026-11" as "Nov 2026". */
export function formatMonth(period: string): string {
  const [year = '', month = '1'] = period.split('-')
  return `${MONTHS[Number(month) - 1] ?? ''} ${year}`
}

/** Whether the runtime knows this IANA zone. */
export function isTimeZone(name: string): boolean {
  try {
    formatterFor(name)
    return true
  } catch {
    return false
  }
}
