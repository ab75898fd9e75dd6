import { withdrawEarlyEnd } from '@/lib/domains/liquidity/leasing/answer-early-end'
import { versionBody } from '@/lib/domains/liquidity/renewal/inputs'
import { earlyEndAnswer } from '@/lib/flows/lease-view/answers'
import { defineCommandRoute } from '@/lib/web/command-route'
import { refuseMethod } from '@/lib/web/refuse-method'

export const POST = defineCommandRoute<typeof versionBody, { earlyEndId: string }>({
  input: versionBody,
  run: async (ctx, input, { earlyEndId }) =>
    earlyEndAnswer(ctx, await withdrawEarlyEnd(ctx, { ...input, earlyEndId })),
})

const refuse = refuseMethod('POST')

export { refuse as DELETE, refuse as GET, refuse as OPTIONS, refuse as PATCH, refuse as PUT }
