import { reasonBody } from '@/lib/domains/liquidity/lease/inputs'
import { cancelPendingLease } from '@/lib/domains/liquidity/leasing/cancel-pending-lease'
import { leaseAnswer } from '@/lib/flows/lease-view/answers'
import { defineCommandRoute } from '@/lib/web/command-route'
import { refuseMethod } from '@/lib/web/refuse-method'

/** Calls off a signed lease that was not delivered: `{reason, version?}`, with a fresh proof. */
export const POST = defineCommandRoute<typeof reasonBody, { leaseId: string }>({
  role: 'admin',
  input: reasonBody,
  run: async (ctx, input, { leaseId }) => {
    await cancelPendingLease(ctx, { ...input, leaseId })
    return leaseAnswer(ctx, leaseId)
  },
})

const refuse = refuseMethod('POST')

export { refuse as DELETE, refuse as GET, refuse as OPTIONS, refuse as PATCH, refuse as PUT }
