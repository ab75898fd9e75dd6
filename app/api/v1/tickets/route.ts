import { createTicketInput } from '@/lib/domains/liquidity/ticket/inputs'
import { createTicket } from '@/lib/flows/market/create-ticket'
import { getTicketView } from '@/lib/flows/market/get-ticket-view'
import { listTicketViews } from '@/lib/flows/market/queries'
import { defineCommandRoute } from '@/lib/web/command-route'
import { refuseMethod } from '@/lib/web/refuse-method'
import { defineRoute } from '@/lib/web/route'
import { readChoices, toSearchParams } from '@/lib/web/search-params'
import { TICKET_KINDS, TICKET_STATUSES } from '@/types'

/** Own requests; all for admins, none for treasuries. `?status=pending,matched&kind=new` narrows. */
export const GET = defineRoute({
  run: async (ctx, request) => {
    const params = toSearchParams(new URL(request.url).searchParams)
    const tickets = await listTicketViews(ctx, {
      status: readChoices(params, 'status', TICKET_STATUSES),
      kind: readChoices(params, 'kind', TICKET_KINDS),
    })
    return Response.json({ tickets })
  },
})

export const POST = defineCommandRoute({
  role: 'subscriber',
  input: createTicketInput,
  status: 201,
  run: async (ctx, input) => getTicketView(ctx, (await createTicket(ctx, input)).id),
})

const refuse = refuseMethod('GET, HEAD, POST')

export { refuse as DELETE, refuse as OPTIONS, refuse as PATCH, refuse as PUT }
