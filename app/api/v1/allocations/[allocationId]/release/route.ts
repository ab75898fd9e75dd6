import { releaseInput } from '@/lib/domains/liquidity/allocation/inputs'
import { releaseAllocation } from '@/lib/domains/liquidity/allocation/release-allocation'
import { allocationAnswer } from '@/lib/flows/market/answers'
import { defineCommandRoute } from '@/lib/web/command-route'
import { refuseMethod } from '@/lib/web/refuse-method'

export const POST = defineCommandRoute<typeof releaseInput, { allocationId: string }>({
  role: 'admin',
  input: releaseInput,
  run: async (ctx, input, { allocationId }) =>
    allocationAnswer(await releaseAllocation(ctx, { ...input, allocationId })),
})

const refuse = refuseMethod('POST')

export { refuse as DELETE, refuse as GET, refuse as OPTIONS, refuse as PATCH, refuse as PUT }
