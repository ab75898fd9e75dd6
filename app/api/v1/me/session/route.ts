import { noInput } from '@/lib/web/no-input'
import { parseInput } from '@/lib/web/parse-input'
import { readOptionalJson } from '@/lib/web/read-body'
import { refuseMethod } from '@/lib/web/refuse-method'
import { defineRoute } from '@/lib/web/route'
import type { ViewerCtx } from '@/lib/web/viewer'

const left = async ({ actor, sessionLeft }: ViewerCtx) =>
  Response.json(
    { userId: actor.userId, organisationId: actor.organisationId, ...sessionLeft },
    { headers: { 'cache-control': 'private, no-store' } },
  )

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
