import { contractDocumentOfLease } from '@/lib/flows/lease-view/contract-document'
import { pdfResponse } from '@/lib/web/pdf'
import { defineRoute } from '@/lib/web/route'

export const GET = defineRoute<{ leaseId: string }>({
  role: 'subscriber',
  run: async (ctx, _request, { leaseId }) => {
    const { id, paper } = await contractDocumentOfLease(ctx, leaseId)
    return pdfResponse(`contract-${id}.pdf`, paper, ctx.clock.now())
  },
})
