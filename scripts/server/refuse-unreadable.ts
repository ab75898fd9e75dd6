import type { IncomingMessage, ServerResponse } from 'node:http'
import { acceptableRequestId, REQUEST_ID_HEADER } from '@/lib/web/request-info'

/** Answers 400 to a path whose escapes are no text, such as "/%ff": Next would call that its own fault. */
export function refuseUnreadable(request: IncomingMessage, response: ServerResponse): boolean {
  const [path = ''] = (request.url ?? '').split('?')
  if (isText(path)) return false
  const requestId = acceptableRequestId(String(request.headers[REQUEST_ID_HEADER] ?? ''))
  const problem = {
    type: 'about:blank',
    title: 'Bad request',
    status: 400,
    detail: 'This address can’t be read.',
    code: 'bad_address',
    requestId,
  }
  response.writeHead(problem.status, {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    [REQUEST_ID_HEADER]: requestId,
  })
  response.end(JSON.stringify(problem))
  return true
}

function isText(escaped: string): boolean {
  try {
    decodeURIComponent(escaped)
    return true
  } catch {
    return false
  }
}
