import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * The token inside a session cookie as Better Auth signs it, `<token>.<base64 HMAC-SHA-256>`, or
 * null when the signature is not ours: a forged cookie costs no query.
 */
export function readSessionToken(cookie: string | undefined, secret: string): string | null {
  if (cookie === undefined) return null
  const value = decode(cookie)
  const dot = value.lastIndexOf('.')
  if (dot < 1) return null
  const token = value.slice(0, dot)
  // As text: decoding base64 would overlook what does not belong to it.
  const given = Buffer.from(value.slice(dot + 1))
  const expected = Buffer.from(createHmac('sha256', secret).update(token).digest('base64'))
  if (given.length !== expected.length) return null
  return timingSafeEqual(given, expected) ? token : null
}

function decode(cookie: string): string {
  try {
    return decodeURIComponent(cookie)
  } catch {
    return ''
  }
}
