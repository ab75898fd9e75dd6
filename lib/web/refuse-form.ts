import type { NextRequest } from 'next/server'
import { readSessionToken } from '@/lib/auth/session-token'
import { signInPath } from './next-path'
import { problemResponse } from './problem'

/** The pages whose forms are for people who are not signed in. */
const PUBLIC_FORMS = ['/sign-in', '/set-password']

/** What `useActionState` and forms without scripts send. */
const FORM_TYPES = ['multipart/form-data', 'text/plain']

interface Keeper {
  requestId: string
  cookieName: string
  secret: string
}

/**
 * Ends a POST to a page before its body is read: 415 for what no form sends, and the way to the sign-in
 * page for whoever brings no cookie that this site has signed. Null: the action decides.
 */
export function refuseForm(request: NextRequest, keeper: Keeper): Response | null {
  const { requestId } = keeper
  const isCall = request.headers.has('next-action')
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (!FORM_TYPES.includes(type) || (!isCall && type === 'text/plain')) {
    const detail = 'A page takes multipart/form-data only.'
    return problemResponse({ status: 415, code: 'unsupported_media_type', detail, requestId })
  }
  const { pathname, search } = request.nextUrl
  if (PUBLIC_FORMS.includes(pathname)) return null
  const cookie = request.cookies.get(keeper.cookieName)?.value
  if (readSessionToken(cookie, keeper.secret) !== null) return null
  const location = signInPath(`${pathname}${search}`)
  // Next takes no relative location here, and makes it one again.
  if (!isCall) {
    const absolute = new URL(location, request.url).href
    return new Response(null, { status: 303, headers: { location: absolute } })
  }
  // Next's router goes where this header says, whatever the status is.
  return problemResponse({
    status: 401,
    code: 'unauthenticated',
    detail: 'Sign in first.',
    requestId,
    headers: { 'x-action-redirect': `${location};push` },
  })
}
