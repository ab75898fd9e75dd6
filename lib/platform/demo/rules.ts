import { DAY_MS, toMs } from '@/lib/core/time'
import type { IsoInstant } from '@/types'

/** The furthest that the clock goes in one move. */
export const MAX_ADVANCE_MS = 400 * DAY_MS

/** A move beyond this is asked for twice: it can't be undone, and it is for everybody. */
export const ASKED_TWICE_ABOVE_MS = DAY_MS

/** From this age on, what is special about a demo world has mostly passed. */
export const DEMO_FRESH_DAYS = 30

/** Whole days since the world's first day, never below 0. */
export function demoAgeDays(anchorAt: IsoInstant, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - toMs(anchorAt)) / DAY_MS))
}

/** Whether the shell should offer a fresh world. Source: functional specification §11. */
export function isDemoStale(anchorAt: IsoInstant, now: Date): boolean {
  return demoAgeDays(anchorAt, now) >= DEMO_FRESH_DAYS
}
