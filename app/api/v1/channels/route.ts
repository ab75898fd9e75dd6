import { listChannelViews } from '@/lib/domains/liquidity/orchestration/queries'
import { refuseMethod } from '@/lib/web/refuse-method'
import { defineRoute } from '@/lib/web/route'
import { readChoices, toSearchParams } from '@/lib/web/search-params'
import { CHANNEL_STATES } from '@/types'

/** Own channels of a treasury, all for admins, none for lessees. `?state=opening,closing` narrows. */
export const GET = defineRoute({
  run: async (ctx, request) => {
    const params = toSearchParams(new URL(request.url).searchParams)
    const state = readChoices(params, 'state', CHANNEL_STATES)
    return Response.json({ channels: await listChannelViews(ctx, { state }) })
  },
})

const refuse = refuseMethod('GET, HEAD')

export { refuse as DELETE, refuse as OPTIONS, refuse as PATCH, refuse as POST, refuse as PUT }
