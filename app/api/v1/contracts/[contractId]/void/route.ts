import { reasonBody } from '@/lib/domains/liquidity/lease/inputs'
import { voidContract } from '@/lib/domains/liquidity/leasing/void-contract'
import { contractAnswer } from '@/lib/flows/lease-view/answers'
import { defineCommandRoute } from '@/lib/web/command-route'
import { refuseMethod } from '@/lib/web/refuse-method'

export const POST = defineCommandRoute<typeof reasonBody, { contractId: string }>({
  input: reasonBody,
  run: async (ctx, input, { contractId }) =>
    contractAnswer(ctx, await voidContract(ctx, { ...input, contractId })),
})

const refuse = refuseMethod('POST')

export { refuse as DELETE, refuse as GET, refuse as OPTIONS, refuse as PATCH, refuse as PUT }
