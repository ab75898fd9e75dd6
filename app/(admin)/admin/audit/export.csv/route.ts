import { type AuditEventItem, iterateAuditEvents } from '@/lib/platform/audit/queries'
import { type CsvColumn, csvFileName, csvResponse } from '@/lib/web/csv'
import { defineRoute } from '@/lib/web/route'
import { toSearchParams } from '@/lib/web/search-params'
import { readAuditView } from '../read-filter'

const COLUMNS: readonly CsvColumn<AuditEventItem>[] = [
  { header: 'id', value: (row) => row.id },
  { header: 'time', value: (row) => row.at },
  { header: 'actor_type', value: (row) => row.actorType },
  { header: 'actor', value: (row) => row.actorName },
  { header: 'organisation', value: (row) => row.organisationName },
  { header: 'action', value: (row) => row.action },
  { header: 'entity_type', value: (row) => row.entityType },
  { header: 'entity_id', value: (row) => row.entityId },
  { header: 'from', value: (row) => row.fromStatus },
  { header: 'to', value: (row) => row.toStatus },
  { header: 'reason', value: (row) => row.reason },
  { header: 'ip', value: (row) => row.ip },
  { header: 'request_id', value: (row) => row.requestId },
  { header: 'details', value: (row) => JSON.stringify(row.details) },
]

export const GET = defineRoute({
  role: 'admin',
  run: async (ctx, request) => {
    const params = toSearchParams(new URL(request.url).searchParams)
    const { request: filter } = await readAuditView(ctx, params)
    const name = csvFileName('admin', 'audit', ctx.clock.now())
    return csvResponse(name, COLUMNS, iterateAuditEvents(ctx, filter))
  },
})
