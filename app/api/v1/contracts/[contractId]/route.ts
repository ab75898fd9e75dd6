import { contractDocument } from '@/lib/flows/lease-view/contract-document'
import { refuseMethod } from '@/lib/web/refuse-method'
import { defineRoute } from '@/lib/web/route'

/** A contract with its terms, their hash and its signatures. */
export const GET = defineRoute<{ contractId: string }>({
  run: async (ctx, _request, { contractId }) =>
    Response.json(await contractDocument(ctx, contractId)),
})

const refuse = refuseMethod('GET, HEAD')

export { refuse as DELETE, refuse as OPTIONS, refuse as PATCH, refuse as POST, refuse as PUT }
