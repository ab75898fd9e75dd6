import type { IncomingMessage, ServerResponse } from 'node:http'
import { problemJson } from '@/lib/web/problem'
import { acceptableRequestId, REQUEST_ID_HEADER } from '@/lib/web/request-info'

/** Answers 400 to a path whose escapes are no text, such as "/%ff": Next would call that its own fault. */
export function refuseUnreadable(request: IncomingMessage, response: ServerResponse): boolean {
  const [path = ''] = (request.url ?? '').split('?')
  if (isText(path)) return false
  const requestId = acceptableRequestId(String(request.headers[REQUEST_ID_HEADER] ?? ''))
  response.writeHead(400, {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    [REQUEST_ID_HEADER]: requestId,
  })
  const detail = 'This address can’t be read.'
  response.end(problemJson({ status: 400, code: 'bad_address', detail, requestId }))
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
