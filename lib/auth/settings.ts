/** Absolute life of a session. */
export const SESSION_SECONDS = 12 * 60 * 60

/** A session that was not used for this long is over. */
export const IDLE_MS = 60 * 60 * 1000

/** Activity is written at most this often. */
export const TOUCH_MS = 60 * 1000

/** How long a sign-in or a repeated password counts as fresh proof of who is there. */
export const FRESH_PROOF_SECONDS = 5 * 60

export const MIN_PASSWORD_LENGTH = 12
export const MAX_PASSWORD_LENGTH = 128

/** Wrong passwords for one account from one place; the next attempt is refused until the window ends. */
export const PLACE_LIMIT = { points: 8, seconds: 5 * 60 }

/** Wrong passwords for one account over all places that it does not know. */
export const ACCOUNT_LIMIT = { points: 100, seconds: 60 * 60 }

/** Wrong passwords from one address over all accounts, by browsers that the account does not know. */
export const ADDRESS_LIMIT = { points: 100, seconds: 60 }

/** Commands of one person of a treasury or subscriber. */
export const WRITE_LIMIT = { points: 60, seconds: 60 }

/** `__Host-` binds the cookie to this very origin; browsers accept it over https only. */
export function sessionCookieName(secure: 'secure' | 'plain'): string {
  return secure === 'secure' ? '__Host-flowrate.session' : 'flowrate.session'
}
