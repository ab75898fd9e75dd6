import { EVERY_LEASE, LEASE_TABS } from '@/lib/flows/lease-view/list-rules'
import { listLeaseViews } from '@/lib/flows/lease-view/queries'
import { refuseMethod } from '@/lib/web/refuse-method'
import { defineRoute } from '@/lib/web/route'
import { readChoice, readChoices, readText, toSearchParams } from '@/lib/web/search-params'
import { LEASE_STATUSES } from '@/types'

/** Own leases, all for admins, what ends next on top. `?tab=active&status=paused&q=…` narrows. */
export const GET = defineRoute({
  run: async (ctx, request) => {
    const params = toSearchParams(new URL(request.url).searchParams)
    const { matching } = await listLeaseViews(ctx, {
      ...EVERY_LEASE,
      q: readText(params, 'q'),
      tab: readChoice(params, 'tab', LEASE_TABS) ?? 'all',
      facets: { status: readChoices(params, 'status', LEASE_STATUSES), feeModel: [] },
    })
    return Response.json({ leases: matching })
  },
})

const refuse = refuseMethod('GET, HEAD')

export { refuse as DELETE, refuse as OPTIONS, refuse as PATCH, refuse as POST, refuse as PUT }
