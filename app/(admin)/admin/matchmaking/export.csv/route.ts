import { listTicketViews } from '@/lib/flows/market/queries'
import type { TicketView } from '@/lib/flows/market/view-rules'
import { amountColumns, type CsvColumn, csvFileName, csvResponse } from '@/lib/web/csv'
import { defineRoute } from '@/lib/web/route'
import { toSearchParams } from '@/lib/web/search-params'
import { readMatchView } from '../read-view'

const COLUMNS: readonly CsvColumn<TicketView>[] = [
  { header: 'id', value: (row) => row.id },
  { header: 'subscriber', value: (row) => row.desk?.subscriberName ?? null },
  { header: 'kyb', value: (row) => row.desk?.complianceStatus ?? null },
  { header: 'kind', value: (row) => row.kind },
  ...amountColumns<TicketView>('size', (row) => row.sizeSats),
  ...amountColumns<TicketView>('filled', (row) => row.filledSats),
  ...amountColumns<TicketView>('remaining', (row) => row.remainingSats),
  { header: 'term_days', value: (row) => row.termDays },
  { header: 'price_min_ppm', value: (row) => row.priceMinPpm },
  { header: 'price_max_ppm', value: (row) => row.priceMaxPpm },
  { header: 'risk_tier', value: (row) => row.riskTier },
  { header: 'status', value: (row) => row.status },
  { header: 'created', value: (row) => row.createdAt },
  { header: 'lapses', value: (row) => row.lapsesAt },
  { header: 'assignee', value: (row) => row.desk?.assigneeName ?? null },
  { header: 'lease', value: (row) => row.leaseId },
  { header: 'reason_code', value: (row) => row.reasonCode },
  { header: 'reason', value: (row) => row.reason },
  { header: 'comment', value: (row) => row.note },
]

export const GET = defineRoute({
  role: 'admin',
  run: async (ctx, request) => {
    const params = toSearchParams(new URL(request.url).searchParams)
    const { list } = readMatchView(ctx, params, await listTicketViews(ctx))
    return csvResponse(csvFileName('admin', 'matchmaking', ctx.clock.now()), COLUMNS, list.matching)
  },
})
