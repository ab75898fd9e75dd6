import type { TicketView } from '@/lib/flows/market/view-rules'
import { amountColumns, type CsvColumn, csvFileName, csvResponse } from '@/lib/web/csv'
import { defineRoute } from '@/lib/web/route'
import { toSearchParams } from '@/lib/web/search-params'
import { loadRequests, reasonText } from '../read-filter'

const COLUMNS: readonly CsvColumn<TicketView>[] = [
  { header: 'id', value: (row) => row.id },
  { header: 'kind', value: (row) => row.kind },
  { header: 'status', value: (row) => row.status },
  ...amountColumns<TicketView>('size', (row) => row.sizeSats),
  ...amountColumns<TicketView>('filled', (row) => row.filledSats),
  ...amountColumns<TicketView>('remaining', (row) => row.remainingSats),
  { header: 'term_days', value: (row) => row.termDays },
  { header: 'price_min_ppm', value: (row) => row.priceMinPpm },
  { header: 'price_max_ppm', value: (row) => row.priceMaxPpm },
  { header: 'risk_tier', value: (row) => row.riskTier },
  { header: 'lease', value: (row) => row.leaseId },
  { header: 'created', value: (row) => row.createdAt },
  { header: 'lapses', value: (row) => row.lapsesAt },
  { header: 'reason', value: reasonText },
  { header: 'comment', value: (row) => row.note },
]

export const GET = defineRoute({
  role: 'subscriber',
  run: async (ctx, request) => {
    const params = toSearchParams(new URL(request.url).searchParams)
    const { matching } = await loadRequests(ctx, params)
    const name = csvFileName('subscriber', 'requests', ctx.clock.now())
    return csvResponse(name, COLUMNS, matching)
  },
})
