import { versionBody } from '@/lib/domains/liquidity/renewal/inputs'
import { renewalAnswer } from '@/lib/flows/lease-view/answers'
import { withdrawRenewal } from '@/lib/flows/renewal/answer-renewal'
import { defineCommandRoute } from '@/lib/web/command-route'
import { refuseMethod } from '@/lib/web/refuse-method'

export const POST = defineCommandRoute<typeof versionBody, { renewalId: string }>({
  input: versionBody,
  run: async (ctx, input, { renewalId }) =>
    renewalAnswer(ctx, await withdrawRenewal(ctx, { ...input, renewalId })),
})

const refuse = refuseMethod('POST')

export { refuse as DELETE, refuse as GET, refuse as OPTIONS, refuse as PATCH, refuse as PUT }
