import { originVerdict } from '@/lib/auth/origins'
import { AppError, NotFoundError } from '@/lib/core/errors'
import { signInInput } from '@/lib/platform/session/sign-in'
import { landingPath } from '@/lib/web/next-path'
import { foreignOrigin } from '@/lib/web/origin'
import { parseInput } from '@/lib/web/parse-input'
import { readBody, readJson } from '@/lib/web/read-body'
import { refuseMethod } from '@/lib/web/refuse-method'
import { answer } from '@/lib/web/route'
import { getServices } from '@/lib/web/services'
import { closeSession, openSession } from '@/lib/web/sign-in'

const MAX_BYTES = 4096

interface Context {
  params: Promise<{ all: string[] }>
}

/** The two endpoints that exist here; everything else of the auth library is used by function. */
export async function POST(request: Request, context: Context): Promise<Response> {
  return answer(request, async () => {
    const path = await endpointOf(context)
    const { origins } = await getServices()
    const verdict = originVerdict(request.headers, origins)
    // A script need not name an origin to sign in; whoever ends a session by its cookie must.
    if (verdict === 'foreign') throw foreignOrigin()
    if (verdict === 'missing' && path === 'sign-out') throw foreignOrigin()
    return path === 'sign-out' ? endSession() : startSession(request)
  })
}

async function refuse(request: Request, context: Context): Promise<Response> {
  return answer(request, async () => {
    await endpointOf(context)
    return refuseMethod('POST')(request)
  })
}

export { refuse as DELETE, refuse as GET, refuse as OPTIONS, refuse as PATCH, refuse as PUT }

/** @throws NotFoundError for every other endpoint of the library. */
async function endpointOf({ params }: Context): Promise<'sign-in/email' | 'sign-out'> {
  const path = (await params).all.join('/')
  if (path === 'sign-in/email' || path === 'sign-out') return path
  throw new NotFoundError('This address')
}

async function startSession(request: Request): Promise<Response> {
  const { actor, preferences } = await openSession(parseInput(signInInput, await bodyOf(request)))
  return Response.json(
    {
      user: { id: actor.userId, name: actor.name, email: actor.email },
      organisation: { id: actor.organisationId, name: actor.organisationName },
      role: actor.role,
      redirectTo: landingPath(actor.role, null, preferences.startPage),
    },
    { headers: { 'cache-control': 'no-store' } },
  )
}

async function endSession(): Promise<Response> {
  await closeSession()
  return Response.json({ success: true }, { headers: { 'cache-control': 'no-store' } })
}

async function bodyOf(request: Request): Promise<unknown> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type === 'application/json') return readJson(request, MAX_BYTES)
  if (type === 'application/x-www-form-urlencoded') {
    return Object.fromEntries(new URLSearchParams(await readBody(request, MAX_BYTES)))
  }
  throw new AppError(415, 'unsupported_media_type', 'Send JSON or a form.')
}
