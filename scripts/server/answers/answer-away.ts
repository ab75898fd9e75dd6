import type { IncomingMessage, ServerResponse } from 'node:http'
import { StoreAwayError } from '@/lib/db/availability'
import { shared } from '@/lib/db/shared'
import { safeNextPath, UNAVAILABLE_PATH } from '@/lib/web/next-path'
import { isBelowApi, refuse } from '../refuse-request'

export const RETRY_AFTER = '2'
/** After so many seconds the page that stands in asks again for what was wanted; it needs no script. */
const ASK_AGAIN = '5'
/** Says how the server is, whatever the store does. */
const ABOUT_THE_SERVER = ['/api/health', '/api/ready']
/** What needs no store: the parts of pages, pictures; lists and contracts as files are made of rows. */
const STORELESS = /^\/_next\/|\.(?!csv$|pdf$)\w+$/

/**
 * While the database is out of reach nothing is asked of it: data is refused with 503, a page gives way to
 * one that says so. A form is let through, so that it can say so itself and keep what was typed.
 * @returns true when the request is answered.
 */
export function answerAway(request: IncomingMessage, response: ServerResponse): boolean {
  const { url = '/' } = request
  const [path = '/'] = url.split('?')
  if (shared().outage === undefined) return false
  if (ABOUT_THE_SERVER.includes(path) || STORELESS.test(path)) return false
  if (request.headers['next-action'] !== undefined) {
    forceStatus(response, () => true)
    return false
  }
  if (!isPage(request)) {
    const { status, code, message: detail } = new StoreAwayError()
    refuse(request, response, { status, code, detail, headers: { 'retry-after': RETRY_AFTER } })
    return true
  }
  const wanted = path === UNAVAILABLE_PATH ? nextOf(url) : url
  const refresh = wanted === url ? ASK_AGAIN : `${ASK_AGAIN}; url=${wanted}`
  request.url = standInPath(request, wanted)
  request.method = 'GET'
  forceStatus(response, (status) => status === 200, { refresh })
  return false
}

export function isPage({ url, headers }: IncomingMessage): boolean {
  if (isBelowApi(url) || headers.rsc !== undefined || headers['next-action'] !== undefined)
    return false
  return String(headers.accept ?? '').includes('text/html')
}

/** The stand-in's address; what a form sent is not sent again by a press on "Try again". */
export function standInPath({ method, url = '/' }: IncomingMessage, wanted = url): string {
  const next = method === 'GET' ? `?next=${encodeURIComponent(wanted)}` : ''
  return `${UNAVAILABLE_PATH}${next}`
}

/** Where the stand-in's own address leads back to. */
function nextOf(url: string): string {
  return safeNextPath(new URLSearchParams(url.split('?')[1]).get('next')) ?? '/'
}

export function forceStatus(
  response: ServerResponse,
  applies: (status: number) => boolean,
  headers: Readonly<Record<string, string>> = {},
): void {
  const writeHead = response.writeHead.bind(response) as (...given: unknown[]) => ServerResponse
  response.writeHead = (...given: unknown[]) => {
    const [status, ...rest] = given
    if (!applies(Number(status))) return writeHead(status, ...rest)
    response.setHeader('retry-after', RETRY_AFTER)
    response.setHeader('cache-control', 'no-store')
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    response.statusCode = 503
    return writeHead(503, ...rest)
  }
}
