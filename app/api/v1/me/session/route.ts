import { noInput } from '@/lib/web/no-input'
import { parseInput } from '@/lib/web/parse-input'
import { readOptionalJson } from '@/lib/web/read-body'
import { refuseMethod } from '@/lib/web/refuse-method'
import { defineRoute } from '@/lib/web/route'
import { actingAs, type ViewerCtx } from '@/lib/web/viewer'
import { ROLES, type Role } from '@/types'

const left = async (viewer: ViewerCtx) => {
  const { actor, sessionLeft } = viewer
  const { userId, organisationId } = actor
  return Response.json(
    { userId, organisationId, organisationByArea: organisationByArea(viewer), ...sessionLeft },
    { headers: { 'cache-control': 'private, no-store' } },
  )
}

/** For whom each area that may be entered shows its pages now. */
function organisationByArea(viewer: ViewerCtx): Partial<Record<Role, string>> {
  return Object.fromEntries(
    ROLES.flatMap((role) => {
      const own = actingAs(viewer, role)
      return own === null ? [] : [[role, own.actor.organisationId]]
    }),
  )
}

/** How long the session lasts without input; asking by a page's script is none. */
export const GET = defineRoute({ run: left })

/** Somebody is there: the idle time begins anew, for all pages of this session. */
export const POST = defineRoute({
  viewers: 'allowed',
  run: async (ctx, request) => {
    parseInput(noInput, await readOptionalJson(request))
    return left(ctx)
  },
})

const refuse = refuseMethod('GET, HEAD, POST')

export { refuse as DELETE, refuse as OPTIONS, refuse as PATCH, refuse as PUT }
