import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { answerFile } from '@/scripts/server/answers/answer-file'
import { answerRefused } from '@/scripts/server/answers/answer-refused'

const SHELL = '<html id="__next_error__"></html>'

let server: Server
let base = ''

/** Stands in for Next: the pages that tell of a refusal, and a shell without words for what is refused. */
beforeEach(async () => {
  server = createServer((request, response) => {
    answerFile(request, response)
    answerRefused(request, response)
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://own.invalid')
    if (pathname === '/refused' || pathname === '/no-file') {
      response.writeHead(200, { 'content-type': 'text/html' })
      response.end(`<h1>${pathname} ${searchParams.get('status')}</h1> ${request.headers.cookie}`)
      return
    }
    response.statusCode = Number(searchParams.get('status'))
    const isFile = searchParams.has('file')
    if (isFile) response.setHeader('link', '</treasury>; rel="up"')
    response.setHeader('content-type', isFile ? 'application/problem+json' : 'text/html')
    response.end(SHELL)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

async function ask(path: string, headers: Record<string, string> = {}) {
  const answer = await fetch(`${base}${path}`, {
    headers: { accept: 'text/html', cookie: 'theme=dark', ...headers },
  })
  return [answer.status, await answer.text()]
}

it.each([403, 404])('a page that is refused with %i has its words in its HTML', async (status) => {
  expect(await ask(`/admin?status=${status}`)).toEqual([
    status,
    `<h1>/refused ${status}</h1> theme=dark`,
  ])
})

it('a page that is shown, a part of one and a refused file stay what they are', async () => {
  expect(await ask('/admin?status=200')).toEqual([200, SHELL])
  expect(await ask('/admin?status=500')).toEqual([500, SHELL])
  expect(await ask('/admin?status=404', { rsc: '1' })).toEqual([404, SHELL])
  expect(await ask('/api/v1/leases?status=404')).toEqual([404, SHELL])
  expect(await ask('/x/export.csv?status=404&file')).toEqual([
    404,
    '<h1>/no-file 404</h1> theme=dark',
  ])
})
