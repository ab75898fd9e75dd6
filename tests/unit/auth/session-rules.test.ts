import { createHmac } from 'node:crypto'
import { expect, it } from 'vitest'
import { addressKey } from '@/lib/auth/address-key'
import { isSessionAlive, isTouchDue } from '@/lib/auth/session-rules'
import { readSessionToken } from '@/lib/auth/session-token'

const at = (time: string) => new Date(`2026-11-21T${time}Z`)

it('ends a session after an hour without use and at its absolute end', () => {
  const session = { expiresAt: at('20:00:00.000'), lastActiveAt: at('10:00:00.000') }
  expect(isSessionAlive(session, at('10:59:59.999'))).toBe(true)
  expect(isSessionAlive(session, at('11:00:00.000'))).toBe(false)
  const used = { ...session, lastActiveAt: at('19:59:00.000') }
  expect(isSessionAlive(used, at('19:59:59.999'))).toBe(true)
  expect(isSessionAlive(used, at('20:00:00.000'))).toBe(false)
})

it('writes activity once a minute', () => {
  const session = { expiresAt: at('20:00:00.000'), lastActiveAt: at('10:00:00.000') }
  expect(isTouchDue(session, at('10:00:59.999'))).toBe(false)
  expect(isTouchDue(session, at('10:01:00.000'))).toBe(true)
})

it('reads the token of a cookie that it signed, and of no other', () => {
  const secret = 'a secret of at least thirty-two bytes'
  const sign = (token: string, key = secret) =>
    encodeURIComponent(`${token}.${createHmac('sha256', key).update(token).digest('base64')}`)
  expect(readSessionToken(sign('token'), secret)).toBe('token')
  for (const cookie of [
    undefined,
    '',
    'token',
    'token.',
    '.',
    '%E0%A4%A',
    sign('token', 'another secret'),
    `x${sign('token')}`,
  ]) {
    expect(readSessionToken(cookie, secret)).toBeNull()
  }
})

it('counts an IPv6 subscriber line as one address', () => {
  expect(addressKey('203.0.113.9')).toBe('203.0.113.9')
  expect(addressKey('::ffff:203.0.113.9')).toBe('203.0.113.9')
  expect(addressKey('2001:db8:1:2:aaaa::1')).toBe(addressKey('2001:db8:1:2:bbbb::2'))
  expect(addressKey('2001:db8:1:3::1')).not.toBe(addressKey('2001:db8:1:2::1'))
  expect(addressKey('evil')).toBe('unknown')
  expect(addressKey(null)).toBe('unknown')
})
