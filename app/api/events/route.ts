import { ForbiddenError } from '@/lib/core/errors'
import { parseCursor } from '@/lib/platform/live/rules'
import { eventStream } from '@/lib/web/event-stream'
import { refuseMethod } from '@/lib/web/refuse-method'
import { defineRoute } from '@/lib/web/route'
import { actingAs, watchMembership } from '@/lib/web/viewer'
import { ROLES } from '@/types'

export const dynamic = 'force-dynamic'

/**
 * What changes, for the viewer's organisation: the one of `area`, else the one they act for. `after`
 * says what the page already has; a reconnecting browser says it by `Last-Event-ID`.
 */
export const GET = defineRoute({
  run: async (viewer, request) => {
    const { searchParams } = new URL(request.url)
    const area = ROLES.find((role) => role === searchParams.get('area'))
    const ctx = area === undefined ? viewer : actingAs(viewer, area)
    if (ctx === null) throw new ForbiddenError()
    const resumed = request.headers.get('last-event-id')
    return eventStream({
      db: ctx.db,
      sessionId: ctx.sessionId,
      organisationId: ctx.actor.organisationId,
      after: parseCursor(resumed ?? searchParams.get('after')),
      mayStay: await watchMembership(ctx.actor.organisationId),
      left: request.signal,
    })
  },
})

const refuse = refuseMethod('GET')

export {
  refuse as DELETE,
  refuse as HEAD,
  refuse as OPTIONS,
  refuse as PATCH,
  refuse as POST,
  refuse as PUT,
}
