import { IDLE_MS, TOUCH_MS } from './settings'

export interface SessionTimes {
  expiresAt: Date
  lastActiveAt: Date
}

/** A session lives until its absolute end, as long as it is used at least once an hour. */
export function isSessionAlive(session: SessionTimes, now: Date): boolean {
  if (session.expiresAt.getTime() <= now.getTime()) return false
  return now.getTime() - session.lastActiveAt.getTime() < IDLE_MS
}

/** True when activity is old enough to be written again. */
export function isTouchDue(session: SessionTimes, now: Date): boolean {
  return now.getTime() - session.lastActiveAt.getTime() >= TOUCH_MS
}
