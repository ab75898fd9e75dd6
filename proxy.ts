import { randomBytes } from 'node:crypto'
import { type NextRequest, NextResponse } from 'next/server'
import { originVerdict, ownOrigins } from '@/lib/auth/origins'
import { sessionCookieName } from '@/lib/auth/settings'
import { shared } from '@/lib/db/shared'
import { env } from '@/lib/env'
import { problemResponse } from '@/lib/web/problem'
import { refuseForm } from '@/lib/web/refuse-form'
import { acceptableRequestId, PATH_HEADER, REQUEST_ID_HEADER } from '@/lib/web/request-info'
import { contentSecurityPolicy } from '@/lib/web/security-headers'

/**
 * Pages whose address looks like that of a row beside them, which a drawer would take for one. Without
 * this header, which tells where a navigation comes from, Next draws the page.
 */
const PAGES_BESIDE_DRAWERS = ['/subscriber/leases/requests']

const READING = ['GET', 'HEAD', 'OPTIONS']

/**
 * Paints: a nonce, an id and the caching of each request. Nothing is guarded here; the refusals only give
 * a plain answer, before a body is read, to what every action and route refuses itself.
 */
export async function proxy(request: NextRequest): Promise<Response> {
  const requestId = acceptableRequestId(request.headers.get(REQUEST_ID_HEADER))
  const policy = contentSecurityPolicy(
    randomBytes(16).toString('base64'),
    env().isProduction ? 'production' : 'development',
  )
  const response =
    (await refusalOf(request, requestId)) ??
    NextResponse.next({ request: { headers: forwarded(request, requestId, policy) } })
  const headers = {
    'content-security-policy': policy,
    'cache-control': 'private, no-store',
    [REQUEST_ID_HEADER]: requestId,
  }
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
  return response
}

/** Next reads the nonce from the policy in the request and puts it on its scripts. */
function forwarded(request: NextRequest, requestId: string, policy: string): Headers {
  const headers = new Headers(request.headers)
  headers.set(REQUEST_ID_HEADER, requestId)
  headers.set(PATH_HEADER, `${request.nextUrl.pathname}${request.nextUrl.search}`)
  headers.set('content-security-policy', policy)
  if (PAGES_BESIDE_DRAWERS.includes(request.nextUrl.pathname)) headers.delete('next-url')
  return headers
}

async function refusalOf(request: NextRequest, requestId: string): Promise<Response | null> {
  if (isForeignWrite(request)) return refusal(requestId)
  if (request.method !== 'POST' || request.nextUrl.pathname.startsWith('/api/')) return null
  const secret = (await shared().store)?.secret ?? ''
  const isHttps = env().appUrl.startsWith('https://')
  const cookieName = sessionCookieName(isHttps ? 'secure' : 'plain')
  return refuseForm(request, { requestId, cookieName, secret })
}

function isForeignWrite(request: NextRequest): boolean {
  if (READING.includes(request.method)) return false
  const verdict = originVerdict(request.headers, ownOrigins(env()))
  const isEndpoint = request.nextUrl.pathname.startsWith('/api/')
  return isEndpoint ? verdict === 'foreign' : verdict !== 'own'
}

function refusal(requestId: string): Response {
  return problemResponse({
    status: 403,
    code: 'foreign_origin',
    detail: 'This request came from another site.',
    requestId,
  })
}

/** Build output has its own, long-lived caching. */
export const config = { matcher: '/((?!_next/static/).*)' }
