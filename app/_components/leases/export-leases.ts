import 'server-only'
import { listLeaseViews } from '@/lib/flows/lease-view/queries'
import type { LeaseView } from '@/lib/flows/lease-view/view'
import { amountColumns, type CsvColumn, csvFileName, csvResponse } from '@/lib/web/csv'
import { toSearchParams } from '@/lib/web/search-params'
import type { ViewerCtx } from '@/lib/web/viewer'
import type { Role } from '@/types'
import { readLeaseRequest } from './read-request'

/** Every matching lease of the viewer's area as CSV; `lease` asks for one of them. */
export async function exportLeases(ctx: ViewerCtx, request: Request): Promise<Response> {
  const { searchParams } = new URL(request.url)
  const wanted = readLeaseRequest(ctx, toSearchParams(searchParams))
  const { matching } = await listLeaseViews(ctx, wanted)
  const only = searchParams.get('lease')
  const { role } = ctx.actor
  return csvResponse(
    csvFileName(role, 'leases', ctx.clock.now()),
    columnsFor(role),
    only === null ? matching : matching.filter(({ id }) => id === only),
  )
}

function columnsFor(role: Role): CsvColumn<LeaseView>[] {
  return [
    { header: 'id', value: (lease) => lease.id },
    ...PARTIES[role],
    ...amountColumns<LeaseView>('size', (lease) => lease.sizeSats),
    ...amountColumns<LeaseView>('delivered', (lease) => lease.deliveredSats),
    { header: 'delivered_pct', value: (lease) => lease.deliveredPct },
    { header: 'start', value: (lease) => lease.startAt },
    { header: 'end', value: (lease) => lease.endAt },
    { header: 'ended', value: (lease) => lease.endedAt },
    { header: 'term_days', value: (lease) => lease.termDays },
    { header: 'days_left', value: (lease) => lease.daysLeft },
    { header: 'fee_model', value: (lease) => lease.feeModel },
    { header: 'fee_ppm', value: (lease) => lease.feePpm },
    ...amountColumns<LeaseView>('fee', (lease) => lease.totalFeeSats),
    ...amountColumns<LeaseView>('early_end_fee', (lease) => lease.endFeeSats),
    { header: 'effective_ppm', value: (lease) => lease.effectivePpm },
    { header: 'annualised_ppm', value: (lease) => lease.annualisedPpm },
    { header: 'status', value: (lease) => lease.status },
    { header: 'cancel_at_term', value: (lease) => (lease.isCancelAtTerm ? 'yes' : 'no') },
    { header: 'renews', value: (lease) => lease.renewsLeaseId },
    { header: 'renewed_by', value: (lease) => lease.renewedByLeaseId },
    { header: 'extends', value: (lease) => lease.extendsLeaseId },
    { header: 'contract', value: (lease) => lease.contract?.id ?? null },
    { header: 'contract_status', value: (lease) => lease.contract?.status ?? null },
  ]
}

const PARTIES: Readonly<Record<Role, readonly CsvColumn<LeaseView>[]>> = {
  treasury: [{ header: 'counterparty', value: (lease) => lease.counterparty }],
  subscriber: [
    { header: 'provider', value: (lease) => lease.counterparty },
    { header: 'provider_compliance', value: (lease) => lease.providerBadge },
  ],
  admin: [
    { header: 'treasury', value: (lease) => lease.lessorLabel },
    { header: 'treasury_id', value: (lease) => lease.desk?.treasuryId ?? null },
    { header: 'subscriber', value: (lease) => lease.lesseeLabel },
    { header: 'subscriber_id', value: (lease) => lease.desk?.subscriberId ?? null },
    { header: 'pool', value: (lease) => lease.desk?.poolName ?? null },
    { header: 'ticket', value: (lease) => lease.desk?.ticketId ?? null },
  ],
}
