import type { ChannelView } from '@/lib/domains/liquidity/orchestration/view-rules'
import { amountColumns, type CsvColumn, csvFileName, csvResponse } from '@/lib/web/csv'
import { defineRoute } from '@/lib/web/route'
import { toSearchParams } from '@/lib/web/search-params'
import { loadLifecycle } from '../read-filter'

const COLUMNS: readonly CsvColumn<ChannelView>[] = [
  { header: 'channel', value: (row) => row.id },
  { header: 'treasury_id', value: (row) => row.treasuryId },
  { header: 'treasury', value: (row) => row.treasuryName },
  { header: 'node_id', value: (row) => row.nodeId },
  { header: 'node', value: (row) => row.nodeAlias },
  { header: 'peer', value: (row) => row.peerAlias },
  ...amountColumns<ChannelView>('capacity', (row) => row.capacitySats),
  { header: 'state', value: (row) => row.state },
  { header: 'state_since', value: (row) => row.stateSince },
  { header: 'is_late', value: (row) => (row.isLate ? 'yes' : 'no') },
  { header: 'operation', value: (row) => row.operation?.kind ?? null },
  { header: 'operation_status', value: (row) => row.operation?.status ?? null },
  { header: 'steps_done', value: (row) => row.operation?.stepsDone ?? null },
  { header: 'steps_total', value: (row) => row.operation?.stepsTotal ?? null },
  { header: 'waits_for', value: (row) => row.operation?.waitsFor?.text ?? null },
  { header: 'time_lock_ends', value: (row) => row.operation?.lockedUntil ?? null },
  { header: 'lease', value: (row) => row.leaseId },
  { header: 'updated', value: (row) => row.updatedAt },
]

export const GET = defineRoute({
  role: 'admin',
  run: async (ctx, request) => {
    const params = toSearchParams(new URL(request.url).searchParams)
    const { matching } = await loadLifecycle(ctx, params)
    return csvResponse(csvFileName('admin', 'channels', ctx.clock.now()), COLUMNS, matching)
  },
})
