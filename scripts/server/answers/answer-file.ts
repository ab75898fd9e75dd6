import type { IncomingMessage, ServerResponse } from 'node:http'
import { NO_FILE_PATH } from '@/lib/web/next-path'
import { REQUEST_ID_HEADER } from '@/lib/web/request-info'
import { giveWay } from './give-way'

/** Where the route of a file says that its reader may go instead. */
const WAY_BACK = /^<(\/[^>]*)>; rel="up"$/

/** A browser that opens a file and gets none is shown a page that says so, under the same status. */
export function answerFile(request: IncomingMessage, response: ServerResponse): void {
  giveWay(request, response, (status) => {
    const [, back] = WAY_BACK.exec(String(response.getHeader('link'))) ?? []
    if (status < 400 || back === undefined) return null
    const told = new URLSearchParams({
      status: String(status),
      back,
      request: String(response.getHeader(REQUEST_ID_HEADER)),
    })
    return { status, path: `${NO_FILE_PATH}?${told}` }
  })
}
