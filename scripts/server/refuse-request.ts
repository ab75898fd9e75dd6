import type { IncomingMessage, ServerResponse } from 'node:http'
import { log } from '@/lib/log'
import { type Problem, problemJson } from '@/lib/web/problem'
import { acceptableRequestId, REQUEST_ID_HEADER } from '@/lib/web/request-info'

/** What Next takes for a form; it would read a larger one only to call it an error of its own. */
export const MAX_FORM_BYTES = 1024 * 1024

/** A name or address with an optional port; blank where HTTP/1.0 names none. */
const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])?(?::\d{1,5})?$/i
const PAGE_METHODS = ['GET', 'HEAD', 'POST', 'OPTIONS']
const API_METHODS = [...PAGE_METHODS, 'PUT', 'PATCH', 'DELETE']

type Refusal = Omit<Problem, 'requestId'>

/** The part of a request that its refusal is decided by. */
export type RequestHead = Pick<IncomingMessage, 'method' | 'url' | 'headers'>

export function isBelowApi(url: string | undefined): boolean {
  return /^\/api(?:[/?]|$)/.test(url ?? '')
}

/**
 * Why a request can't be served whatever it is about, or null. Next would call some of these its own
 * fault, lead others to the host that they name, and draw a page for a method that pages don't have.
 */
export function refusalOf({ method = '', url = '', headers }: RequestHead): Refusal | null {
  if (!isPath(url)) return badRequest('bad_address', 'This address can’t be read.')
  if (!HOST.test(headers.host ?? '')) return badRequest('bad_host', 'This host name can’t be read.')
  if (asksForWebSocket(headers)) {
    return badRequest('no_upgrade', 'This site speaks HTTP/1.1 only.')
  }
  const methods = isBelowApi(url) ? API_METHODS : PAGE_METHODS
  if (!methods.includes(method)) {
    const allow = isBelowApi(url) ? methods.join(', ') : 'GET, HEAD, POST'
    const detail = `This address answers ${allow} only.`
    return { status: 405, code: 'method_not_allowed', detail, headers: { allow } }
  }
  if (!isBelowApi(url) && Number(headers['content-length'] ?? 0) > MAX_FORM_BYTES) {
    const detail = `The form is larger than ${MAX_FORM_BYTES} bytes.`
    return { status: 413, code: 'body_too_large', detail }
  }
  return null
}

/** Answers with the problem, in one line of the log; what is left of the request is not read. */
export function refuse(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
  const requestId = acceptableRequestId(String(request.headers[REQUEST_ID_HEADER] ?? ''))
  const { method } = request
  log.warn({ requestId, method, status: refusal.status, code: refusal.code }, 'request refused')
  response.writeHead(refusal.status, {
    ...refusal.headers,
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    connection: 'close',
    [REQUEST_ID_HEADER]: requestId,
  })
  response.end(problemJson({ ...refusal, requestId }))
}

/** Any other protocol is a mere offer, such as h2c, and the answer comes by this one. */
function asksForWebSocket({ upgrade = '' }: RequestHead['headers']): boolean {
  return upgrade.split(',').some((name) => /^\s*websocket\s*(?:\/|$)/i.test(name))
}

function badRequest(code: string, detail: string): Refusal {
  return { status: 400, code, detail }
}

/** An own path whose escapes are text: no `*`, no whole address, nothing that a browser takes for one. */
function isPath(url: string): boolean {
  const [path = ''] = url.split('?')
  if (!path.startsWith('/') || /^[/\\]{2}/.test(path)) return false
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}
