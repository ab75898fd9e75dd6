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

/** How long a session lasts from now on, in whole seconds. */
export interface SessionLeft {
  /** Without input. */
  idleSeconds: number
  /** With any. */
  lifeSeconds: number
}

/** Never below 0; a session is over as soon as one of the two is used up. */
export function sessionLeft(session: SessionTimes, now: Date): SessionLeft {
  const idleMs = session.lastActiveAt.getTime() + IDLE_MS - now.getTime()
  const lifeMs = session.expiresAt.getTime() - now.getTime()
  return { idleSeconds: wholeSeconds(Math.min(idleMs, lifeMs)), lifeSeconds: wholeSeconds(lifeMs) }
}

function wholeSeconds(ms: number): number {
  return Math.max(0, Math.floor(ms / 1000))
}
