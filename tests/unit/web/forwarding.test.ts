import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { addressMatcher, settleForwarding } from '@/lib/web/forwarding'

const PROXIES = addressMatcher(['10.0.0.0/8', 'fd00::/8'])

function settled(remoteAddress: string, headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const request = { headers: { host: 'flowrate.example', ...headers }, socket: { remoteAddress } }
  settleForwarding(request as IncomingMessage, PROXIES)
  return request.headers
}

describe('forwarding headers', () => {
  it('say what the socket says when the peer is not trusted', () => {
    const headers = settled('203.0.113.9', {
      'x-forwarded-for': '1.2.3.4',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
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
    expect(headers['x-forwarded-proto']).toBe('https')
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
