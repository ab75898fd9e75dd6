import 'server-only'
import { fallbackBand } from '@/lib/domains/liquidity/renewal/rules'
import { openTicket } from '@/lib/flows/market/open-ticket'
import type { Ctx } from '@/lib/platform/ctx'
import type { DemandTicketRecord, LeaseRecord, RenewalRequestRecord } from '@/types'

/** Asks the market for what a lease gave, around its old price of a day, where a renewal did not come about. */
export async function openFallbackTicket(
  ctx: Ctx,
  lease: LeaseRecord,
  { sizeSats, termDays }: Pick<RenewalRequestRecord, 'sizeSats' | 'termDays'>,
): Promise<DemandTicketRecord> {
  return openTicket(ctx, {
    subscriberId: lease.subscriberId,
    kind: 'renewal_fallback',
    sizeSats,
    termDays,
    ...fallbackBand(lease, termDays),
    comment: null,
    leaseId: lease.id,
  })
}
