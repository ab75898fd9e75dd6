import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { shared } from '@/lib/db/shared'
import { answerAway } from '@/scripts/server/answers/answer-away'

let server: Server
let base = ''
/** What is left to Next. */
let rendered: (string | undefined)[]

beforeEach(async () => {
  rendered = []
  server = createServer((request, response) => {
    if (answerAway(request, response)) return
    rendered.push(request.url)
    response.writeHead(200).end('page')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(() => {
  shared().outage = undefined
  server.closeAllConnections()
  server.close()
})

const visit = (path: string) => fetch(base + path, { headers: { accept: 'text/html' } })

describe('a page while the store is away', () => {
  beforeEach(() => {
    shared().outage = { since: 0 }
  })

  it('gives way to one that asks again for it every five seconds', async () => {
    const answer = await visit('/treasury/leases?status=active')
    expect(answer.status).toBe(503)
    expect(answer.headers.get('refresh')).toBe('5')
    expect(rendered).toEqual(['/unavailable?next=%2Ftreasury%2Fleases%3Fstatus%3Dactive'])
  })

  it('that stands in by its own address leads back to the page that was asked', async () => {
    const answer = await visit('/unavailable?next=%2Ftreasury%2Fleases%3Fstatus%3Dactive')
    expect(answer.headers.get('refresh')).toBe('5; url=/treasury/leases?status=active')
    expect(rendered).toEqual(['/unavailable?next=%2Ftreasury%2Fleases%3Fstatus%3Dactive'])
  })

  it.each(['//evil.example', 'https://evil.example', '/%0d%0aset-cookie: a=b'])(
    'never leads to %s',
    async (next) => {
      const answer = await visit(`/unavailable?next=${encodeURIComponent(next)}`)
      expect(answer.headers.get('refresh')).toMatch(/^5; url=\/(?!\/)\S*$/)
      expect(answer.headers.get('set-cookie')).toBeNull()
    },
  )
})

it('a page of a store that answers is left as it is', async () => {
  const answer = await visit('/treasury')
  expect(answer.status).toBe(200)
  expect(answer.headers.get('refresh')).toBeNull()
  expect(rendered).toEqual(['/treasury'])
})
