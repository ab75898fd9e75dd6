import { plainText } from '@/lib/core/fact-text'
import { allocateInput } from '@/lib/domains/liquidity/allocation/inputs'
import { allocateCapacity } from '@/lib/flows/market/allocate-capacity'
import { defineCommandRoute } from '@/lib/web/command-route'
import { refuseMethod } from '@/lib/web/refuse-method'

/**
 * What is allowed but worth knowing, as a fee below the requested band, is in `notices`. A refusal for lack of room, or because the request
 * changed, carries the fresh figures.
 */
export const POST = defineCommandRoute<typeof allocateInput, { ticketId: string }>({
  role: 'admin',
  input: allocateInput,
  status: 201,
  run: async (ctx, input, { ticketId }) => {
    const { ticket, filledSats, remainingSats, parts, notices } = await allocateCapacity(ctx, {
      ...input,
      ticketId,
    })
    return {
      ticketId,
      status: ticket.status,
      filledSats,
      remainingSats,
      version: ticket.version,
      notices: notices.map(({ code, detail }) => ({ code, detail: plainText(detail) })),
      allocations: parts.map(({ allocation, lease }) => ({
        id: allocation.id,
        status: allocation.status,
        poolId: allocation.poolId,
        treasuryId: allocation.treasuryId,
        leaseId: lease.id,
        contractId: allocation.contractId,
        sizeSats: lease.sizeSats,
        startAt: lease.startAt,
        endAt: lease.endAt,
        feeModel: lease.feeModel,
        feeSats: lease.feeSats,
        feePpm: lease.feePpm,
        expiresAt: allocation.expiresAt,
      })),
    }
  },
})

const refuse = refuseMethod('POST')

export { refuse as DELETE, refuse as GET, refuse as OPTIONS, refuse as PATCH, refuse as PUT }
