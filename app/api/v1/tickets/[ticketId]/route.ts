import { getTicketView } from '@/lib/flows/market/get-ticket-view'
import { refuseMethod } from '@/lib/web/refuse-method'
import { defineRoute } from '@/lib/web/route'

export const GET = defineRoute<{ ticketId: string }>({
  run: async (ctx, _request, { ticketId }) => Response.json(await getTicketView(ctx, ticketId)),
})

const refuse = refuseMethod('GET, HEAD')

export { refuse as DELETE, refuse as OPTIONS, refuse as PATCH, refuse as POST, refuse as PUT }
