import { renewalBody } from '@/lib/domains/liquidity/renewal/inputs'
import { leaseAnswer, renewalAnswer } from '@/lib/flows/lease-view/answers'
import { requestRenewal } from '@/lib/flows/renewal/request-renewal'
import { defineCommandRoute } from '@/lib/web/command-route'
import { refuseMethod } from '@/lib/web/refuse-method'

/**
 * Asks for more time; after the end a subscriber gets a request to the market instead. A `termsHash` that is
 * given must be that of the contract as it reads now: else 409 `terms_changed` with `fresh.termsText`.
 */
export const POST = defineCommandRoute<typeof renewalBody, { leaseId: string }>({
  input: renewalBody,
  status: 201,
  run: async (ctx, input, { leaseId }) => {
    const answer = await requestRenewal(ctx, { ...input, leaseId })
    if (answer.kind === 'renewal') {
      return { kind: answer.kind, ...(await renewalAnswer(ctx, answer.renewal)) }
    }
    const { id, status, version } = answer.ticket
    return { kind: answer.kind, id, status, version, lease: await leaseAnswer(ctx, leaseId) }
  },
})

const refuse = refuseMethod('POST')

export { refuse as DELETE, refuse as GET, refuse as OPTIONS, refuse as PATCH, refuse as PUT }
