import path from 'node:path'
import { pathToFileURL } from 'node:url'

/** A day on which everything must work, whatever the machine's clock says. */
export interface MovedDay {
  name: string
  /** Where the clock starts; it runs on from there. */
  startsAt: string
  /** The zone of the machine. */
  zone: string
}

const LEAP_DAY: MovedDay = {
  name: '2028-02-29',
  startsAt: '2028-02-29T23:59:00.000Z',
  zone: 'Pacific/Kiritimati',
}

export const MOVED_DAYS: readonly MovedDay[] = [
  LEAP_DAY,
  { name: '2026-12-31', startsAt: '2026-12-31T23:59:50.000Z', zone: 'America/St_Johns' },
  { name: '2027-03-01', startsAt: '2027-03-01T00:00:00.000Z', zone: 'America/Los_Angeles' },
  { name: 'ten-years', startsAt: tenYearsAhead(), zone: 'Asia/Kathmandu' },
]

const PRELOAD = pathToFileURL(path.resolve(import.meta.dirname, 'moved-clock.mjs')).href

/** The environment in which Node programs and all that they start find their clock moved, from now on. */
export function movedTo({ startsAt, zone }: MovedDay): Record<string, string> {
  const options = (process.env.NODE_OPTIONS ?? '').split(' ').filter((option) => option !== '')
  if (!options.includes(PRELOAD)) options.push('--import', PRELOAD)
  const aheadMs = Date.parse(startsAt) - machineNow()
  return { NODE_OPTIONS: options.join(' '), CLOCK_AHEAD_MS: String(aheadMs), TZ: zone }
}

/** The same for `npm test`, which has one day. */
export const ordinaryMove = () => movedTo(LEAP_DAY)

/** How far this process's clock was moved. */
export function clockAheadMs(): number {
  return Number(process.env.CLOCK_AHEAD_MS ?? 0)
}

function machineNow(): number {
  return Date.now() - clockAheadMs()
}

function tenYearsAhead(): string {
  const at = new Date(machineNow())
  at.setUTCFullYear(at.getUTCFullYear() + 10)
  return at.toISOString()
}
