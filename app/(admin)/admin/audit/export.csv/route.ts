import { type AuditEventItem, auditList } from '@/lib/platform/audit/list'
import type { CsvColumn } from '@/lib/web/csv'
import { listCsv } from '@/lib/web/list-view'

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

export const GET = listCsv('admin', 'audit', auditList, COLUMNS)
