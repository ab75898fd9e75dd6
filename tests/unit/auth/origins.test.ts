import { describe, expect, it } from 'vitest'
import { originVerdict, ownOrigins } from '@/lib/auth/origins'

const own = ownOrigins({ appUrl: 'http://127.0.0.1:3000', host: '127.0.0.1', port: 3000 })

it('takes all loopback spellings at its port as own, and nothing else', () => {
  expect(own).toEqual(['http://127.0.0.1:3000', 'http://localhost:3000', 'http://[::1]:3000'])
  expect(
    ownOrigins({ appUrl: 'https://app.flowrate.example', host: '10.0.0.5', port: 3000 }),
  ).toEqual(['https://app.flowrate.example'])
})

describe('originVerdict', () => {
  const origins = [
    ['http://127.0.0.1:3000', 'own'],
    ['http://localhost:3000', 'own'],
    ['http://localhost:3001', 'foreign'],
    ['https://localhost:3000', 'foreign'],
    ['http://evil.example', 'foreign'],
    ['http://127.0.0.1:3000.evil.example', 'foreign'],
    ['null', 'foreign'],
    [null, 'missing'],
  ] as const

  for (const [origin, verdict] of origins) {
    for (const site of ['same-origin', null] as const) {
      for (const forwardedHost of ['evil.example', null]) {
        it(`says ${verdict} of Origin ${origin}, Sec-Fetch-Site ${site}, forwarded ${forwardedHost}`, () => {
          const headers = new Headers()
          if (origin !== null) headers.set('origin', origin)
          if (site !== null) headers.set('sec-fetch-site', site)
          if (forwardedHost !== null) headers.set('x-forwarded-host', forwardedHost)
          expect(originVerdict(headers, own)).toBe(verdict)
        })
      }
    }
    it(`refuses Origin ${origin} when the browser says cross-site`, () => {
      const headers = new Headers({ 'sec-fetch-site': 'cross-site' })
      if (origin !== null) headers.set('origin', origin)
      expect(originVerdict(headers, own)).toBe('foreign')
    })
  }
})
