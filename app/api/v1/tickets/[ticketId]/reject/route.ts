import { rejectTicketInput } from '@/lib/domains/liquidity/ticket/inputs'
import { rejectTicket } from '@/lib/domains/liquidity/ticket/reject-ticket'
import { getTicketView } from '@/lib/flows/market/get-ticket-view'
import { defineCommandRoute } from '@/lib/web/command-route'
import { refuseMethod } from '@/lib/web/refuse-method'

export const POST = defineCommandRoute<typeof rejectTicketInput, { ticketId: string }>({
  role: 'admin',
  input: rejectTicketInput,
  run: async (ctx, input, { ticketId }) => {
    await rejectTicket(ctx, { ...input, ticketId })
    return getTicketView(ctx, ticketId)
  },
})

const refuse = refuseMethod('POST')

export { refuse as DELETE, refuse as GET, refuse as OPTIONS, refuse as PATCH, refuse as PUT }
