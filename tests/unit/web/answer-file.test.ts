import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { answerFile } from '@/scripts/server/answers/answer-file'

const PROBLEM = '{"code":"forbidden"}'
const UP = '</treasury/leases?status=active>; rel="up"'

let server: Server
let base = ''

/** Stands in for Next: pages as text, a file as the route of one answers it, in pieces. */
beforeEach(async () => {
  server = createServer((request, response) => {
    answerFile(request, response)
    const url = new URL(request.url ?? '/', 'http://own.invalid')
    if (url.pathname === '/no-file') {
      response.writeHead(200, { 'content-type': 'text/html', 'x-request-id': 'of-the-page' })
      response.end(`<h1>${[...url.searchParams].join(' ')}</h1>`)
      return
    }
    response.statusCode = Number(url.searchParams.get('status'))
    response.setHeader('content-type', 'application/problem+json')
    response.setHeader('x-request-id', 'of-the-file')
    if (url.searchParams.has('up')) response.setHeader('link', UP)
    if (response.statusCode === 503) response.setHeader('retry-after', '2')
    response.flushHeaders()
    response.write(PROBLEM.slice(0, 5))
    response.end(PROBLEM.slice(5))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

describe('a file that a browser did not get', () => {
  it.each([403, 404, 500, 503])('is a page under the same status, %i', async (status) => {
    const answer = await fetch(`${base}/file?up&status=${status}`)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toBe('text/html')
    expect(answer.headers.get('link')).toBeNull()
    expect(answer.headers.get('retry-after')).toBe(status === 503 ? '2' : null)
    expect(answer.headers.get('x-request-id')).toBe('of-the-file')
    expect(await answer.text()).toBe(
      `<h1>status,${status} back,/treasury/leases?status=active request,of-the-file</h1>`,
    )
  })

  it('has no page where nothing leads back, and none when it came', async () => {
    for (const query of ['status=403', 'up&status=200']) {
      const answer = await fetch(`${base}/file?${query}`)
      expect(answer.headers.get('content-type')).toBe('application/problem+json')
      expect(await answer.text()).toBe(PROBLEM)
    }
  })

  it('has a head without a body', async () => {
    const answer = await fetch(`${base}/file?up&status=404`, { method: 'HEAD' })
    expect([answer.status, await answer.text()]).toEqual([404, ''])
  })
})
