import { signatureBody } from '@/lib/domains/liquidity/contract/inputs'
import { signContract } from '@/lib/domains/liquidity/leasing/sign-contract'
import { contractAnswer } from '@/lib/flows/lease-view/answers'
import { defineCommandRoute } from '@/lib/web/command-route'
import { refuseMethod } from '@/lib/web/refuse-method'

/** A party's signature over the hash of the terms; needs a fresh proof. */
export const POST = defineCommandRoute<typeof signatureBody, { contractId: string }>({
  input: signatureBody,
  status: 201,
  run: async (ctx, input, { contractId }) =>
    contractAnswer(ctx, await signContract(ctx, { ...input, contractId })),
})

const refuse = refuseMethod('POST')

export { refuse as DELETE, refuse as GET, refuse as OPTIONS, refuse as PATCH, refuse as PUT }
