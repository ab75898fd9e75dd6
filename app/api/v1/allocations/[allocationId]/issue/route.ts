import { issueContract } from '@/lib/domains/liquidity/allocation/issue-contract'
import { issuedAnswer } from '@/lib/flows/market/answers'
import { defineCommandRoute } from '@/lib/web/command-route'
import { noInput } from '@/lib/web/no-input'
import { refuseMethod } from '@/lib/web/refuse-method'

export const POST = defineCommandRoute<typeof noInput, { allocationId: string }>({
  role: 'admin',
  input: noInput,
  run: async (ctx, _input, { allocationId }) => {
    const { allocation, contract } = await issueContract(ctx, { allocationId })
    return issuedAnswer(allocation, contract)
  },
})

const refuse = refuseMethod('POST')

export { refuse as DELETE, refuse as GET, refuse as OPTIONS, refuse as PATCH, refuse as PUT }
