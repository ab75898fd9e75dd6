import { getLeaseView } from '@/lib/flows/lease-view/get-lease-view'
import { refuseMethod } from '@/lib/web/refuse-method'
import { defineRoute } from '@/lib/web/route'

/** One lease with its channels, story, renewals, incidents and months. */
export const GET = defineRoute<{ leaseId: string }>({
  run: async (ctx, _request, { leaseId }) => Response.json(await getLeaseView(ctx, leaseId)),
})

const refuse = refuseMethod('GET, HEAD')

export { refuse as DELETE, refuse as OPTIONS, refuse as PATCH, refuse as POST, refuse as PUT }
