'use server'

import { revalidatePath } from 'next/cache'
import { cancelTicket } from '@/lib/domains/liquidity/ticket/cancel-ticket'
import {
  cancelTicketForm,
  cloneTicketForm,
  requestForm,
} from '@/lib/domains/liquidity/ticket/form-inputs'
import { cloneTicket } from '@/lib/flows/market/clone-ticket'
import { createTicket } from '@/lib/flows/market/create-ticket'
import { defineAction } from '@/lib/web/action'

export const requestCapacity = defineAction({
  name: 'ticket.create',
  input: requestForm,
  role: 'subscriber',
  run: async (ctx, input) => {
    const ticket = await createTicket(ctx, input)
    revalidatePath('/subscriber', 'layout')
    return { data: { ticketId: ticket.id } }
  },
})

export const cancelRequest = defineAction({
  name: 'ticket.cancel',
  input: cancelTicketForm,
  role: 'subscriber',
  run: async (ctx, input) => {
    const ticket = await cancelTicket(ctx, input)
    revalidatePath('/subscriber', 'layout')
    return { data: { ticketId: ticket.id }, message: `Request ${ticket.id} is cancelled.` }
  },
})

export const cloneRequest = defineAction({
  name: 'ticket.clone',
  input: cloneTicketForm,
  role: 'subscriber',
  run: async (ctx, input) => {
    const ticket = await cloneTicket(ctx, input)
    revalidatePath('/subscriber', 'layout')
    return { data: { ticketId: ticket.id } }
  },
})
