import { answerEarlyEnd } from '@/lib/domains/liquidity/leasing/answer-early-end'
import { answerBody } from '@/lib/domains/liquidity/renewal/inputs'
import { earlyEndAnswer } from '@/lib/flows/lease-view/answers'
import { defineCommandRoute } from '@/lib/web/command-route'
import { refuseMethod } from '@/lib/web/refuse-method'

/** The other side, or Flowrate, approves or declines. */
export const POST = defineCommandRoute<typeof answerBody, { earlyEndId: string }>({
  input: answerBody,
  run: async (ctx, input, { earlyEndId }) =>
    earlyEndAnswer(ctx, await answerEarlyEnd(ctx, { ...input, earlyEndId })),
})

const refuse = refuseMethod('POST')

export { refuse as DELETE, refuse as GET, refuse as OPTIONS, refuse as PATCH, refuse as PUT }
