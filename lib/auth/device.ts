import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** How long a browser stays known to an account that it signed in to. */
export const DEVICE_SECONDS = 365 * 24 * 60 * 60

/** People who share a browser; the oldest is forgotten. */
const MOST_ACCOUNTS = 5
const ENTRY = /^[\w-]{22}\.[\w-]{43}$/

/** `__Host-` binds the cookie to this very origin; browsers accept it over https only. */
export function deviceCookieName(secure: 'secure' | 'plain'): string {
  return secure === 'secure' ? '__Host-flowrate.device' : 'flowrate.device'
}

/**
 * The id under which this browser is known to an account, from a cookie of entries
 * `<id>.<HMAC-SHA-256 of account and id>`; null for a browser that never signed in to it.
 */
export function deviceOf(
  cookie: string | undefined,
  account: string,
  secret: string,
): string | null {
  const own = entriesOf(cookie).find((entry) => isOwn(entry, account, secret))
  return own?.split('.')[0] ?? null
}

/** The cookie after a sign-in to this account; what it says of other accounts stays. */
export function rememberDevice(
  cookie: string | undefined,
  account: string,
  secret: string,
): string {
  const entries = entriesOf(cookie)
  const own = entries.find((entry) => isOwn(entry, account, secret)) ?? newEntry(account, secret)
  const others = entries.filter((entry) => entry !== own)
  return [own, ...others].slice(0, MOST_ACCOUNTS).join('~')
}

function entriesOf(cookie = ''): string[] {
  return cookie.split('~', MOST_ACCOUNTS).filter((entry) => ENTRY.test(entry))
}

function newEntry(account: string, secret: string): string {
  const id = randomBytes(16).toString('base64url')
  return `${id}.${sign(id, account, secret)}`
}

function isOwn(entry: string, account: string, secret: string): boolean {
  const [id = '', given = ''] = entry.split('.')
  return timingSafeEqual(Buffer.from(given), Buffer.from(sign(id, account, secret)))
}

function sign(id: string, account: string, secret: string): string {
  return createHmac('sha256', secret).update(`device ${id} ${account}`).digest('base64url')
}
