import { listPoolViews } from '@/lib/flows/market/queries'
import type { PoolView } from '@/lib/flows/market/view-rules'
import { amountColumns, type CsvColumn, csvFileName, csvResponse } from '@/lib/web/csv'
import { defineRoute } from '@/lib/web/route'

const COLUMNS: readonly CsvColumn<PoolView>[] = [
  { header: 'id', value: (row) => row.id },
  { header: 'name', value: (row) => row.name },
  { header: 'nickname', value: (row) => row.nickname },
  { header: 'treasuries', value: (row) => row.treasuries.map(({ name }) => name).join(', ') },
  ...amountColumns<PoolView>('total', (row) => row.totalSats),
  ...amountColumns<PoolView>('available', (row) => row.availableSats),
  { header: 'min_term_days', value: (row) => row.minTermDays },
  ...amountColumns<PoolView>('max_exposure', (row) => row.maxExposureSats),
  { header: 'jurisdictions', value: (row) => row.jurisdictions.join(', ') },
  { header: 'active_leases', value: (row) => row.activeLeases },
  ...amountColumns<PoolView>('leased', (row) => row.leasedSats),
]

export const GET = defineRoute({
  role: 'admin',
  fileOf: '/admin/matchmaking',
  run: async (ctx) => {
    const name = csvFileName('admin', 'pools', ctx.clock.now())
    return csvResponse(name, COLUMNS, await listPoolViews(ctx))
  },
})
