import { cancelAtTermBody } from '@/lib/domains/liquidity/lease/inputs'
import { cancelAtTerm, undoCancelAtTerm } from '@/lib/domains/liquidity/leasing/cancel-at-term'
import { leaseAnswer } from '@/lib/flows/lease-view/answers'
import { defineCommandRoute } from '@/lib/web/command-route'
import { refuseMethod } from '@/lib/web/refuse-method'

/** Lets a lease end at its term; `{"undo": true}` takes that back. */
export const POST = defineCommandRoute<typeof cancelAtTermBody, { leaseId: string }>({
  role: 'subscriber',
  input: cancelAtTermBody,
  run: async (ctx, { undo, version }, { leaseId }) => {
    const command = undo === true ? undoCancelAtTerm : cancelAtTerm
    await command(ctx, { leaseId, version })
    return leaseAnswer(ctx, leaseId)
  },
})

const refuse = refuseMethod('POST')

export { refuse as DELETE, refuse as GET, refuse as OPTIONS, refuse as PATCH, refuse as PUT }
