import { reasonBody } from '@/lib/domains/liquidity/lease/inputs'
import { requestEarlyEnd } from '@/lib/domains/liquidity/leasing/request-early-end'
import { earlyEndAnswer } from '@/lib/flows/lease-view/answers'
import { defineCommandRoute } from '@/lib/web/command-route'
import { refuseMethod } from '@/lib/web/refuse-method'

/** Asks to end a running lease after a notice of 30 days. */
export const POST = defineCommandRoute<typeof reasonBody, { leaseId: string }>({
  input: reasonBody,
  status: 201,
  run: async (ctx, input, { leaseId }) =>
    earlyEndAnswer(ctx, await requestEarlyEnd(ctx, { ...input, leaseId })),
})

const refuse = refuseMethod('POST')

export { refuse as DELETE, refuse as GET, refuse as OPTIONS, refuse as PATCH, refuse as PUT }
