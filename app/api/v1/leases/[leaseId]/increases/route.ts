import { addOnInput } from '@/lib/domains/liquidity/allocation/inputs'
import { leaseAnswer } from '@/lib/flows/lease-view/answers'
import { addOnLease } from '@/lib/flows/market/add-on-lease'
import { defineCommandRoute } from '@/lib/web/command-route'
import { refuseMethod } from '@/lib/web/refuse-method'

/** Offers more beside a running lease, until the same end: the added lease, with its draft contract. */
export const POST = defineCommandRoute<typeof addOnInput, { leaseId: string }>({
  input: addOnInput,
  status: 201,
  run: async (ctx, input, { leaseId }) => {
    const { lease, allocation } = await addOnLease(ctx, { ...input, leaseId })
    const { id, contractId, expiresAt } = allocation
    return {
      ...(await leaseAnswer(ctx, lease.id)),
      extendsLeaseId: leaseId,
      contractId,
      allocation: { id, contractId, expiresAt },
    }
  },
})

const refuse = refuseMethod('POST')

export { refuse as DELETE, refuse as GET, refuse as OPTIONS, refuse as PATCH, refuse as PUT }
