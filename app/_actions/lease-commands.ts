import 'server-only'
import { revalidatePath } from 'next/cache'
import type { z } from 'zod'
import type { Told } from '@/components/liquidity/lease-actions/types'
import { answerEarlyEnd, withdrawEarlyEnd } from '@/lib/domains/liquidity/leasing/answer-early-end'
import { cancelAtTerm, undoCancelAtTerm } from '@/lib/domains/liquidity/leasing/cancel-at-term'
import { cancelPendingLease } from '@/lib/domains/liquidity/leasing/cancel-pending-lease'
import { pauseLease, resumeLease } from '@/lib/domains/liquidity/leasing/pause-lease'
import { reassignCapacity } from '@/lib/domains/liquidity/leasing/reassign-capacity'
import { requestEarlyEnd } from '@/lib/domains/liquidity/leasing/request-early-end'
import { signContract } from '@/lib/domains/liquidity/leasing/sign-contract'
import { terminateLease } from '@/lib/domains/liquidity/leasing/terminate-lease'
import { voidContract } from '@/lib/domains/liquidity/leasing/void-contract'
import { requestForm } from '@/lib/domains/liquidity/ticket/form-inputs'
import * as forms from '@/lib/flows/lease-form/form-inputs'
import { getLeaseForm } from '@/lib/flows/lease-form/get-lease-form'
import { addOnLease } from '@/lib/flows/market/add-on-lease'
import { createTicket } from '@/lib/flows/market/create-ticket'
import { answerRenewal, withdrawRenewal } from '@/lib/flows/renewal/answer-renewal'
import { requestRenewal } from '@/lib/flows/renewal/request-renewal'
import type { ActionResult } from '@/lib/web/action'
import type { ViewerCtx } from '@/lib/web/viewer'
import { saidOfAnswer, saidOfEarlyEnd, saidOfLease, saidOfRenewal } from './lease-words'

interface Command<Schema extends z.ZodType> {
  name: string
  input: Schema
  proof?: 'fresh'
  run: (ctx: ViewerCtx, input: z.output<Schema>) => Promise<ActionResult<Told>>
}

/** A command of a lease's page: what it did is told by the form that sent it, which may be gone by then. */
function command<Schema extends z.ZodType>({
  run,
  ...options
}: Omit<Command<Schema>, 'run'> & {
  run: (ctx: ViewerCtx, input: z.output<Schema>) => Promise<[message: string, result: string]>
}): Command<Schema> {
  return {
    ...options,
    run: async (ctx, input) => {
      const [message, result] = await run(ctx, input)
      const area = `/${ctx.actor.role}`
      revalidatePath(area, 'layout')
      return { data: { message, href: `${area}/leases/${result}`, hrefLabel: 'View' } }
    },
  }
}

/** The commands on leases, for the actions of each area to bind. */
export const leaseCommands = {
  read: {
    input: forms.leaseFormInput,
    run: async (ctx: ViewerCtx, input: z.output<typeof forms.leaseFormInput>) => ({
      data: await getLeaseForm(ctx, input),
    }),
  },
  sign: command({
    name: 'contract.sign',
    input: forms.signForm,
    proof: 'fresh',
    run: async (ctx, input) => {
      const { id, leaseId, status } = await signContract(ctx, input)
      const next =
        status === 'active' ? 'It is in force: its channels open now.' : 'The other side is next.'
      return [`Contract ${id} is signed. ${next}`, leaseId]
    },
  }),
  void: command({
    name: 'contract.void',
    input: forms.voidForm,
    run: async (ctx, input) => {
      const { id, leaseId } = await voidContract(ctx, input)
      return [`Contract ${id} is void; its capacity is free again.`, leaseId]
    },
  }),
  renew: command({
    name: 'renewal.request',
    input: forms.renewForm,
    proof: 'fresh',
    run: async (ctx, input) => [saidOfRenewal(await requestRenewal(ctx, input)), input.leaseId],
  }),
  answerRenewal: command({
    name: 'renewal.answer',
    input: forms.answerRenewalForm,
    proof: 'fresh',
    run: async (ctx, input) => {
      const renewal = await answerRenewal(ctx, input)
      return [saidOfAnswer(renewal), renewal.newLeaseId ?? renewal.leaseId]
    },
  }),
  withdrawRenewal: command({
    name: 'renewal.withdraw',
    input: forms.withdrawRenewalForm,
    run: async (ctx, input) => {
      const { id, leaseId } = await withdrawRenewal(ctx, input)
      return [`Renewal ${id} is withdrawn.`, leaseId]
    },
  }),
  increase: command({
    name: 'lease.increase',
    input: forms.addOnForm,
    run: async (ctx, input) => {
      const { lease } = await addOnLease(ctx, input)
      return [`${lease.id} is offered; both sides sign it within 72 hours.`, lease.id]
    },
  }),
  scale: command({
    name: 'lease.scale',
    input: requestForm,
    run: async (ctx, input) => {
      const { id } = await createTicket(ctx, input)
      return [`Request ${id} is sent.`, `requests/${id}`]
    },
  }),
  cancelAtTerm: command({
    name: 'lease.cancel_at_term',
    input: forms.leaseForm,
    run: async (ctx, input) => {
      const { id } = await cancelAtTerm(ctx, input)
      return [`${id} ends at its term.`, id]
    },
  }),
  undoCancelAtTerm: command({
    name: 'lease.undo_cancel_at_term',
    input: forms.leaseForm,
    run: async (ctx, input) => {
      const { id } = await undoCancelAtTerm(ctx, input)
      return [`${id} may be renewed again.`, id]
    },
  }),
  requestEarlyEnd: command({
    name: 'early_end.request',
    input: forms.requestEarlyEndForm,
    proof: 'fresh',
    run: async (ctx, input) => {
      const { id, leaseId } = await requestEarlyEnd(ctx, input)
      return [`Early end ${id} waits for an answer.`, leaseId]
    },
  }),
  answerEarlyEnd: command({
    name: 'early_end.answer',
    input: forms.answerEarlyEndForm,
    proof: 'fresh',
    run: async (ctx, input) => saidOfEarlyEnd(await answerEarlyEnd(ctx, input), ctx.display),
  }),
  withdrawEarlyEnd: command({
    name: 'early_end.withdraw',
    input: forms.withdrawEarlyEndForm,
    run: async (ctx, input) => {
      const { id, leaseId } = await withdrawEarlyEnd(ctx, input)
      return [`Early end ${id} is withdrawn.`, leaseId]
    },
  }),
  pause: command({
    name: 'lease.pause',
    input: forms.leaseReasonForm,
    proof: 'fresh',
    run: async (ctx, input) => saidOfLease(await pauseLease(ctx, input)),
  }),
  resume: command({
    name: 'lease.resume',
    input: forms.leaseReasonForm,
    run: async (ctx, input) => saidOfLease(await resumeLease(ctx, input)),
  }),
  terminate: command({
    name: 'lease.terminate',
    input: forms.terminateForm,
    proof: 'fresh',
    run: async (ctx, input) => saidOfLease(await terminateLease(ctx, input)),
  }),
  reassign: command({
    name: 'lease.reassign',
    input: forms.reassignForm,
    proof: 'fresh',
    run: async (ctx, input) => {
      const { id } = await reassignCapacity(ctx, input)
      return [`A channel that takes over for ${id} is being opened.`, id]
    },
  }),
  cancelUndelivered: command({
    name: 'lease.cancel',
    input: forms.leaseReasonForm,
    proof: 'fresh',
    run: async (ctx, input) => saidOfLease(await cancelPendingLease(ctx, input)),
  }),
}
