'use client'

import { DataTable } from '@/components/shared/data-table/data-table'
import type {
  TableColumn,
  TableFilter,
  TablePageProps,
  TableStateProps,
} from '@/components/shared/data-table/types'
import type { PreferenceAction, TablePreference, Viewer } from '@/components/shared/preferences'
import { Timestamp } from '@/components/shared/timestamp'
import { UserText } from '@/components/shared/user-text'
import { Badge } from '@/components/ui/badge'

export interface AuditRow {
  id: string
  at: string
  actorType: 'user' | 'system'
  actorName: string
  organisationName: string | null
  action: string
  entityType: string
  entityId: string
  fromStatus: string | null
  toStatus: string | null
  reason: string | null
  ip: string | null
}

/** Who the system was is worth a word only where it says more than that. */
const SYSTEM = 'System'

const COLUMNS: readonly TableColumn<AuditRow>[] = [
  {
    id: 'at',
    header: 'Time',
    sort: 'desc',
    canHide: false,
    cell: (row, viewer) => <Timestamp iso={row.at} timeZone={viewer.timeZone} style="full" />,
  },
  {
    id: 'actor',
    header: 'Actor',
    sort: 'asc',
    cell: (row) => (
      <>
        {row.actorName === SYSTEM ? null : (
          <>
            <UserText>{row.actorName}</UserText>{' '}
          </>
        )}
        {row.actorType === 'system' ? <Badge>{SYSTEM}</Badge> : null}
      </>
    ),
  },
  {
    id: 'organisation',
    header: 'Organisation',
    sort: 'asc',
    cell: (row) => row.organisationName ?? '—',
  },
  {
    id: 'action',
    header: 'Action',
    sort: 'asc',
    cell: (row) => <code className="font-mono text-[0.9em]">{row.action}</code>,
  },
  {
    id: 'entity',
    header: 'Entity',
    sort: 'asc',
    cell: (row) => `${row.entityType} ${row.entityId}`,
  },
  {
    id: 'change',
    header: 'From → to',
    cell: (row) =>
      row.fromStatus === null && row.toStatus === null
        ? '—'
        : `${row.fromStatus ?? '—'} → ${row.toStatus ?? '—'}`,
  },
  { id: 'reason', header: 'Reason', cell: (row) => row.reason ?? '—', isHiddenAtFirst: true },
  { id: 'ip', header: 'IP address', cell: (row) => row.ip ?? '—' },
]

interface AuditTableProps {
  page: TablePageProps<AuditRow>
  state: TableStateProps
  filters: readonly TableFilter[]
  viewer: Viewer
  preference: TablePreference
  setPreference: PreferenceAction
}

export function AuditTable({ setPreference, ...props }: AuditTableProps) {
  return (
    <DataTable
      {...props}
      caption="Audit log"
      noun={{ one: 'entry', many: 'entries' }}
      columns={COLUMNS}
      searchLabel="Search the log"
      rowHref={(row) => `/admin/audit/${row.id}`}
      onPreferenceChange={(change) =>
        setPreference({ kind: 'table', table: 'admin-audit', change })
      }
      empty={{
        title: 'Nothing has been recorded',
        description: 'Every sign-in and every change leaves an entry here.',
      }}
    />
  )
}
