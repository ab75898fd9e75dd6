import { reasonBody } from '@/lib/domains/liquidity/lease/inputs'
import { resumeLease } from '@/lib/domains/liquidity/leasing/pause-lease'
import { leaseAnswer } from '@/lib/flows/lease-view/answers'
import { defineCommandRoute } from '@/lib/web/command-route'
import { refuseMethod } from '@/lib/web/refuse-method'

export const POST = defineCommandRoute<typeof reasonBody, { leaseId: string }>({
  role: 'admin',
  input: reasonBody,
  run: async (ctx, input, { leaseId }) => {
    await resumeLease(ctx, { ...input, leaseId })
    return leaseAnswer(ctx, leaseId)
  },
})

const refuse = refuseMethod('POST')

export { refuse as DELETE, refuse as GET, refuse as OPTIONS, refuse as PATCH, refuse as PUT }
