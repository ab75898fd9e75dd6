import 'server-only'
import { unstable_rethrow } from 'next/navigation'
import { ForbiddenError, NotFoundError, UnauthenticatedError } from '@/lib/core/errors'
import { told } from '@/lib/db/trouble'
import { log } from '@/lib/log'
import { assertCanWrite } from '@/lib/platform/actor'
import { recordDenied } from '@/lib/platform/session/record-denied'
import type { Role } from '@/types'
import { isOurFault, problemOf } from './error-map'
import { signInPath } from './next-path'
import { foreignOrigin, isOwnOrigin } from './origin'
import { problemResponse } from './problem'
import { REQUEST_ID_HEADER, requestInfo } from './request-info'
import { actingAs, readViewer, type ViewerCtx } from './viewer'

const READING = ['GET', 'HEAD', 'OPTIONS']
/** A file that a page offers: its reader is led back to that page, the way it was filtered. */
const FILE_OF_PAGE = /^(.+)\/(?:export\.csv|contract\.pdf)$/
/** Says which row the file is about; the page beside it knows nothing of it. */
const ROW_PARAM = 'lease'

interface RouteOptions<Params> {
  /** Area that the route belongs to; absent for what every role may ask. */
  role?: Role
  /** "allowed" when viewers may call a writing method. */
  viewers?: 'allowed' | 'refused'
  /** The page that offers this file, where it is not the address above it. */
  fileOf?: string
  run: (ctx: ViewerCtx, request: Request, params: Params) => Promise<Response>
}

/**
 * A route handler for the session cookie. Errors are `application/problem+json`; a writing method
 * needs an own origin. A browser that opens a page's file without a session is led to sign-in.
 */
export function defineRoute<Params = Record<string, never>>(options: RouteOptions<Params>) {
  return async function handle(
    request: Request,
    context: { params: Promise<Params> },
  ): Promise<Response> {
    const response = await answer(request, async () => {
      const isReading = READING.includes(request.method)
      if (!isReading && !(await isOwnOrigin(request.headers))) throw foreignOrigin()
      const viewer = await readViewer()
      if (viewer === null) return leadToSignIn(request, options.fileOf)
      const ctx = options.role === undefined ? viewer : actingAs(viewer, options.role)
      if (ctx === null) {
        await recordDenied(viewer, new URL(request.url).pathname)
        throw new ForbiddenError()
      }
      if (!isReading && options.viewers !== 'allowed') assertCanWrite(ctx.actor)
      const params = await context.params
      // No id holds one, and PostgreSQL takes none as text.
      const ids = Object.values(params ?? {}).join()
      if (ids.includes('\0')) throw new NotFoundError()
      return options.run(ctx, request, params)
    })
    return response.status < 400 ? response : withWayBack(response, request, options.fileOf)
  }
}

/** Runs a handler; whatever it throws becomes a problem document with the request's id. */
export async function answer(request: Request, body: () => Promise<Response>): Promise<Response> {
  const { requestId } = requestInfo(request.headers)
  try {
    return withRequestId(await body(), requestId)
  } catch (error) {
    unstable_rethrow(error)
    if (isOurFault(error)) log.error({ ...told(error), requestId }, 'route failed')
    return withRequestId(problemResponse(problemOf(error, requestId)), requestId)
  }
}

function leadToSignIn(request: Request, fileOf: string | undefined): Response {
  const page = pageOf(request, fileOf)
  if (page === null) throw new UnauthenticatedError()
  return new Response(null, { status: 303, headers: { location: signInPath(page, 'file') } })
}

/** The page that offers the file which a browser opens, the way it was filtered; null for anything else. */
function pageOf(request: Request, fileOf: string | undefined): string | null {
  const isOpened = request.headers.get('accept')?.includes('text/html') ?? false
  const { pathname, searchParams } = new URL(request.url)
  const [, above = null] = FILE_OF_PAGE.exec(pathname) ?? []
  const page = fileOf ?? above
  if (!READING.includes(request.method) || !isOpened || page === null) return null
  searchParams.delete(ROW_PARAM)
  return searchParams.size === 0 ? page : `${page}?${searchParams}`
}

/** Names where the reader of a file may go instead, which the server makes a page of. */
function withWayBack(response: Response, request: Request, fileOf: string | undefined): Response {
  const page = pageOf(request, fileOf)
  if (page === null) return response
  response.headers.set('link', `<${wayBack(page, request, response.status)}>; rel="up"`)
  return response
}

/** What is forbidden is on a page that is too, and what does not exist has no page of its own. */
function wayBack(page: string, request: Request, status: number): string {
  const { pathname, searchParams } = new URL(request.url)
  if (status === 404 && pathname.endsWith('.pdf')) return page.replace(/\/[^/]*$/, '')
  const isNowhere = status === 404 && !searchParams.has(ROW_PARAM)
  return status === 403 || isNowhere ? '/' : page
}

function withRequestId(response: Response, requestId: string): Response {
  response.headers.set(REQUEST_ID_HEADER, requestId)
  return response
}
