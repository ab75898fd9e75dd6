import { cancelTicket } from '@/lib/domains/liquidity/ticket/cancel-ticket'
import { cancelTicketInput } from '@/lib/domains/liquidity/ticket/inputs'
import { getTicketView } from '@/lib/flows/market/get-ticket-view'
import { defineCommandRoute } from '@/lib/web/command-route'
import { refuseMethod } from '@/lib/web/refuse-method'

export const POST = defineCommandRoute<typeof cancelTicketInput, { ticketId: string }>({
  role: 'subscriber',
  input: cancelTicketInput,
  run: async (ctx, input, { ticketId }) => {
    await cancelTicket(ctx, { ...input, ticketId })
    return getTicketView(ctx, ticketId)
  },
})

const refuse = refuseMethod('POST')

export { refuse as DELETE, refuse as GET, refuse as OPTIONS, refuse as PATCH, refuse as PUT }
