import { reassignBody } from '@/lib/domains/liquidity/lease/inputs'
import { reassignCapacity } from '@/lib/domains/liquidity/leasing/reassign-capacity'
import { leaseAnswer } from '@/lib/flows/lease-view/answers'
import { defineCommandRoute } from '@/lib/web/command-route'
import { refuseMethod } from '@/lib/web/refuse-method'

/** Moves what a channel gives a running lease to another node: `{channelId, reason, version?}`. */
export const POST = defineCommandRoute<typeof reassignBody, { leaseId: string }>({
  role: 'admin',
  input: reassignBody,
  run: async (ctx, input, { leaseId }) => {
    await reassignCapacity(ctx, { ...input, leaseId })
    return leaseAnswer(ctx, leaseId)
  },
})

const refuse = refuseMethod('POST')

export { refuse as DELETE, refuse as GET, refuse as OPTIONS, refuse as PATCH, refuse as PUT }
