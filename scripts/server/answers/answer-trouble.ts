import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AppError } from '@/lib/core/errors'
import { StoreAwayError } from '@/lib/db/availability'
import { shared } from '@/lib/db/shared'
import type { RequestScope } from '@/lib/web/request-scope'
import { isPage, RETRY_AFTER, standInPath } from './answer-away'
import { giveWay } from './give-way'

/**
 * What fails because the store can't be read or reached, or has no room, is no fault of the server: 503 or
 * 507 instead of 500, and a page gives way to one that says so.
 */
export function answerTrouble(
  request: IncomingMessage,
  response: ServerResponse,
  scope: RequestScope,
): void {
  const path = standInPath(request)
  const troubleAt = (status: number) => (status === 500 ? (scope.trouble ?? lost()) : null)
  const writeHead = response.writeHead.bind(response) as (...given: unknown[]) => ServerResponse
  response.writeHead = (status: number, ...given: unknown[]) => {
    const trouble = troubleAt(status)
    if (trouble === null) return writeHead(status, ...given)
    response.setHeader('retry-after', RETRY_AFTER)
    response.setHeader('cache-control', 'no-store')
    return writeHead(trouble.status, ...given)
  }
  if (!isPage(request)) return
  giveWay(request, response, (status) => {
    const trouble = troubleAt(status)
    if (trouble === null) return null
    response.setHeader('retry-after', RETRY_AFTER)
    // What a form without scripts sent may have been carried out before its page was to be shown.
    const because = request.method === 'POST' && trouble.status === 503 ? 'sent' : trouble.code
    const separator = path.includes('?') ? '&' : '?'
    return { status: trouble.status, path: `${path}${separator}because=${because}` }
  })
}

/** A request that was under way when the database went. */
function lost(): AppError | null {
  const { outage, suspicion } = shared()
  return outage !== undefined || suspicion === 'lost' ? new StoreAwayError() : null
}
