import { answerBody } from '@/lib/domains/liquidity/renewal/inputs'
import { renewalAnswer } from '@/lib/flows/lease-view/answers'
import { answerRenewal } from '@/lib/flows/renewal/answer-renewal'
import { defineCommandRoute } from '@/lib/web/command-route'
import { refuseMethod } from '@/lib/web/refuse-method'

/**
 * The other side accepts (with a fresh proof) or declines. A `termsHash` that is given must be that of the
 * contract that accepting makes: else 409 `terms_changed` with `fresh.termsText`.
 */
export const POST = defineCommandRoute<typeof answerBody, { renewalId: string }>({
  input: answerBody,
  run: async (ctx, input, { renewalId }) =>
    renewalAnswer(ctx, await answerRenewal(ctx, { ...input, renewalId })),
})

const refuse = refuseMethod('POST')

export { refuse as DELETE, refuse as GET, refuse as OPTIONS, refuse as PATCH, refuse as PUT }
