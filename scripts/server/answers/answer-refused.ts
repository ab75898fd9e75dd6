import type { IncomingMessage, ServerResponse } from 'node:http'
import { REFUSED_PATH } from '@/lib/web/next-path'
import { isPage } from './answer-away'
import { giveWay } from './give-way'

const REFUSED = [403, 404]

/** Next leaves the words of a refused page to scripts; its reader is shown a page that has them in its HTML. */
export function answerRefused(request: IncomingMessage, response: ServerResponse): void {
  if (!isPage(request)) return
  giveWay(request, response, (status) => {
    const isHtml = String(response.getHeader('content-type')).startsWith('text/html')
    return REFUSED.includes(status) && isHtml
      ? { status, path: `${REFUSED_PATH}?status=${status}` }
      : null
  })
}
