import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AppError } from '@/lib/core/errors'
import { StoreAwayError } from '@/lib/db/availability'
import { StoreFullError } from '@/lib/db/trouble'
import type { RequestScope } from '@/lib/web/request-scope'
import { answerTrouble } from '@/scripts/server/answers/answer-trouble'

let server: Server
let base = ''
let trouble: AppError | undefined

/** Stands in for Next: a page that fails half-way, and the page that is shown instead. */
beforeEach(async () => {
  server = createServer((request, response) => {
    const scope: RequestScope = { isReadable: true }
    answerTrouble(request, response, scope)
    if (request.url?.startsWith('/unavailable')) {
      response.writeHead(200, { 'content-type': 'text/html' }).end(request.url)
      return
    }
    scope.trouble = trouble
    response.statusCode = 500
    response.flushHeaders()
    response.end('broken')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

const ask = async (path: string, method: 'GET' | 'POST', accept = 'text/html') => {
  const answer = await fetch(`${base}${path}`, { method, headers: { accept } })
  return {
    status: answer.status,
    again: answer.headers.get('retry-after'),
    body: await answer.text(),
  }
}

describe('an answer that fails', () => {
  it.each([
    ['GET', new StoreAwayError(), 503, '/unavailable?next=%2Ftreasury&because=store_unavailable'],
    ['GET', new StoreFullError(), 507, '/unavailable?next=%2Ftreasury&because=store_full'],
    ['POST', new StoreAwayError(), 503, '/unavailable?because=sent'],
    ['POST', new StoreFullError(), 507, '/unavailable?because=store_full'],
  ] as const)(
    'to a %s for the store’s sake is a page that says why',
    async (method, found, status, body) => {
      trouble = found
      expect(await ask('/treasury', method)).toEqual({ status, again: '2', body })
    },
  )

  it('to a script keeps its body, under the right status', async () => {
    trouble = new StoreAwayError()
    expect(await ask('/treasury', 'GET', '*/*')).toEqual({
      status: 503,
      again: '2',
      body: 'broken',
    })
  })

  it('for another reason is left as it is', async () => {
    trouble = undefined
    expect(await ask('/treasury', 'GET')).toEqual({ status: 500, again: null, body: 'broken' })
  })
})
