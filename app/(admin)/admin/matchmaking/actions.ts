'use server'

import { revalidatePath } from 'next/cache'
import { fact } from '@/lib/core/fact-text'
import { viewerText } from '@/lib/core/viewer-text'
import {
  allocateForm,
  issueForm,
  releaseForm,
  suggestInput,
} from '@/lib/domains/liquidity/allocation/form-inputs'
import { issueContract } from '@/lib/domains/liquidity/allocation/issue-contract'
import { releaseAllocation } from '@/lib/domains/liquidity/allocation/release-allocation'
import { createPool as createPoolCommand } from '@/lib/domains/liquidity/pool/create-pool'
import { editPool as editPoolCommand } from '@/lib/domains/liquidity/pool/edit-pool'
import { createPoolForm, editPoolForm } from '@/lib/domains/liquidity/pool/form-inputs'
import { assignTicket } from '@/lib/domains/liquidity/ticket/assign-ticket'
import { assignTicketForm, rejectTicketForm } from '@/lib/domains/liquidity/ticket/form-inputs'
import { rejectTicket } from '@/lib/domains/liquidity/ticket/reject-ticket'
import { allocateCapacity } from '@/lib/flows/market/allocate-capacity'
import { listSuggestions } from '@/lib/flows/market/list-suggestions'
import { defineAction, defineCall } from '@/lib/web/action'

export const allocate = defineAction({
  name: 'ticket.allocate',
  input: allocateForm,
  role: 'admin',
  run: async (ctx, input) => {
    const { parts, notices } = await allocateCapacity(ctx, input)
    revalidatePath('/admin', 'layout')
    const done = input.issue ? 'Contract issued' : 'Reserved'
    const leases = parts.map(({ lease }) => lease.id).join(', ')
    const size = viewerText(fact.amount(input.sizeSats), ctx.display)
    const message = `${done}: ${size} for ${input.ticketId} (${leases}).`
    return {
      data: undefined,
      message: [message, ...notices.map(({ detail }) => viewerText(detail, ctx.display))].join(' '),
    }
  },
})

/** How the pools stand to a request from another day on, or now that something has changed. */
export const suggest = defineCall({
  input: suggestInput,
  role: 'admin',
  viewers: 'allowed',
  run: async (ctx, { ticketId, startsAt }) => ({
    data: await listSuggestions(ctx, ticketId, startsAt === undefined ? {} : { startsAt }),
  }),
})

export const reject = defineAction({
  name: 'ticket.reject',
  input: rejectTicketForm,
  role: 'admin',
  run: async (ctx, input) => {
    const { status } = await rejectTicket(ctx, input)
    revalidatePath('/admin', 'layout')
    const what = status === 'matched' ? 'The rest of' : 'Request'
    return { data: undefined, message: `${what} ${input.ticketId} is rejected.` }
  },
})

export const assign = defineAction({
  name: 'ticket.assign',
  input: assignTicketForm,
  role: 'admin',
  run: async (ctx, input) => {
    await assignTicket(ctx, input)
    revalidatePath('/admin', 'layout')
    const whose = input.to === 'me' ? 'is yours' : 'is nobody’s again'
    return { data: undefined, message: `Request ${input.ticketId} ${whose}.` }
  },
})

export const issue = defineAction({
  name: 'allocation.issue',
  input: issueForm,
  role: 'admin',
  run: async (ctx, input) => {
    const { contract } = await issueContract(ctx, input)
    revalidatePath('/admin', 'layout')
    return {
      data: undefined,
      message: `Contract ${contract.id} is issued; both sign within 72 hours.`,
    }
  },
})

export const release = defineAction({
  name: 'allocation.release',
  input: releaseForm,
  role: 'admin',
  run: async (ctx, input) => {
    await releaseAllocation(ctx, input)
    revalidatePath('/admin', 'layout')
    return { data: undefined, message: 'Released: its capacity is free again.' }
  },
})

export const createPool = defineAction({
  name: 'pool.create',
  input: createPoolForm,
  role: 'admin',
  run: async (ctx, input) => {
    const { name } = await createPoolCommand(ctx, input)
    revalidatePath('/admin', 'layout')
    return { data: undefined, message: `Pool ${name} is open.` }
  },
})

export const editPool = defineAction({
  name: 'pool.edit',
  input: editPoolForm,
  role: 'admin',
  run: async (ctx, input) => {
    const { name } = await editPoolCommand(ctx, input)
    revalidatePath('/admin', 'layout')
    return { data: undefined, message: `Pool ${name} is saved.` }
  },
})
