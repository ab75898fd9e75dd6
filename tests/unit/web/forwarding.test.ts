import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { addressMatcher, settleForwarding } from '@/lib/web/forwarding'

const OWN = 'https://flowrate.example'
const PROXIES = addressMatcher(['10.0.0.0/8', 'fd00::/8'])

function settled(remoteAddress: string, headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const request = { headers: { host: 'flowrate.example', ...headers }, socket: { remoteAddress } }
  settleForwarding(request as IncomingMessage, { isTrusted: PROXIES, origins: [OWN] })
  return request.headers
}

describe('forwarding headers', () => {
  it('say what the socket says when the peer is not trusted', () => {
    const headers = settled('203.0.113.9', {
      'x-forwarded-for': '1.2.3.4',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
      'x-flowrate-local': '1',
      'x-real-ip': '1.2.3.4',
      forwarded: 'for=1.2.3.4',
    })
    expect(headers).toEqual({
      host: 'flowrate.example',
      'x-forwarded-for': '203.0.113.9',
      'x-forwarded-host': 'flowrate.example',
      'x-forwarded-proto': 'http',
    })
  })

  it('are believed from a trusted proxy', () => {
    const headers = settled('10.1.2.3', {
      'x-forwarded-for': '198.51.100.7',
      'x-forwarded-host': 'flowrate.example',
      'x-forwarded-proto': 'https',
    })
    expect(headers['x-forwarded-for']).toBe('198.51.100.7')
    expect(headers['x-forwarded-host']).toBe('flowrate.example')
    expect(headers['x-forwarded-proto']).toBe('http')
  })

  it.each([
    ['1.1.1.1, 198.51.100.7', '198.51.100.7', 'what a client added in front is not believed'],
    ['198.51.100.7, 10.9.9.9', '198.51.100.7', 'own proxies are passed over'],
    ['10.9.9.9, fd00::1', '10.9.9.9', 'a chain of own proxies ends at its first'],
    ['198.51.100.7, nonsense', '10.1.2.3', 'nothing beyond an unreadable entry is believed'],
    ['', '10.1.2.3', 'without a chain the proxy itself is the client'],
    ['::ffff:198.51.100.7', '198.51.100.7', 'a mapped address is written plainly'],
  ])('"%s" gives %s: %s', (chain, client) => {
    expect(settled('10.1.2.3', { 'x-forwarded-for': chain })['x-forwarded-for']).toBe(client)
  })

  it('know an IPv4 peer on an IPv6 socket', () => {
    expect(settled('::ffff:10.1.2.3', { 'x-forwarded-for': '198.51.100.7' })).toMatchObject({
      'x-forwarded-for': '198.51.100.7',
    })
  })

  it('trust nobody when no proxy is named', () => {
    expect(addressMatcher([])('127.0.0.1')).toBe(false)
  })
})

it('names the host that an own origin asked, since a proxy may have written its own', () => {
  const host = (headers: IncomingHttpHeaders) =>
    settled('127.0.0.1', { host: 'upstream', ...headers })['x-forwarded-host']
  expect(host({ origin: OWN })).toBe('flowrate.example')
  expect(host({ origin: OWN, 'x-forwarded-host': 'upstream' })).toBe('flowrate.example')
  expect(host({ origin: 'https://evil.example' })).toBe('upstream')
  expect(host({})).toBe('upstream')
})

describe('the mark of this machine', () => {
  const isLocal = (peer: string, headers: IncomingHttpHeaders = {}) =>
    'x-flowrate-local' in settled(peer, headers)

  it.each(['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'])('is set for %s', (peer) => {
    expect(isLocal(peer)).toBe(true)
  })

  it.each(['10.1.2.3', '192.168.1.2', '203.0.113.9', '::ffff:10.0.0.1', 'fe80::1', ''])(
    'is not set for %s, whatever it says',
    (peer) => {
      expect(isLocal(peer)).toBe(false)
      expect(isLocal(peer, { 'x-flowrate-local': '1' })).toBe(false)
    },
  )

  it.each(['x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-port', 'forwarded', 'x-real-ip'])(
    'is not set for what came with %s',
    (name) => {
      expect(isLocal('127.0.0.1', { [name]: '127.0.0.1' })).toBe(false)
      expect(isLocal('127.0.0.1', { [name]: '', 'x-flowrate-local': 'true' })).toBe(false)
    },
  )

  it('stays on what this server asks itself', () => {
    const first = settled('127.0.0.1', {})
    expect(settled('127.0.0.1', first)['x-flowrate-local']).toBe(first['x-flowrate-local'])
    expect(settled('127.0.0.1', first)).toHaveProperty('x-flowrate-local')
  })
})
