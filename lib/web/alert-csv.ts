import 'server-only'
import { alertList, type NotificationItem } from '@/lib/platform/notification/list'
import type { Role } from '@/types'
import type { CsvColumn } from './csv'
import { listCsv } from './list-view'

const COLUMNS: readonly CsvColumn<NotificationItem>[] = [
  { header: 'id', value: (row) => row.id },
  { header: 'severity', value: (row) => row.severity },
  { header: 'category', value: (row) => row.category },
  { header: 'title', value: (row) => row.title },
  { header: 'message', value: (row) => row.message },
  { header: 'when', value: (row) => row.createdAt },
  { header: 'cleared', value: (row) => row.resolvedAt },
  { header: 'state', value: (row) => row.receipt },
]

/** The alerts of a role's area as a file. */
export const alertCsv = (role: Role) => listCsv(role, 'alerts', alertList, COLUMNS)
