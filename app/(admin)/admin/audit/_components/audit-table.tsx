'use client'

import { DataTable } from '@/components/shared/data-table/data-table'
import { columnsOf } from '@/components/shared/data-table/from-words'
import type {
  TableFilter,
  TablePageProps,
  TableStateProps,
} from '@/components/shared/data-table/types'
import type { PreferenceAction, TablePreference, Viewer } from '@/components/shared/preferences'
import { Timestamp } from '@/components/shared/timestamp'
import { UserText } from '@/components/shared/user-text'
import { Badge } from '@/components/ui/badge'
import { AUDIT_TABLE, AUDIT_WORDS } from '@/lib/platform/audit/columns'

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

const COLUMNS = columnsOf<typeof AUDIT_WORDS, AuditRow>(AUDIT_WORDS, {
  at: {
    canHide: false,
    cell: (row, viewer) => <Timestamp iso={row.at} timeZone={viewer.timeZone} style="full" />,
  },
  actor: {
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
  organisation: { cell: (row) => row.organisationName ?? '—' },
  action: { cell: (row) => <code className="font-mono text-[0.9em]">{row.action}</code> },
  entity: { cell: (row) => `${row.entityType} ${row.entityId}` },
  change: {
    cell: (row) =>
      row.fromStatus === null && row.toStatus === null
        ? '—'
        : `${row.fromStatus ?? '—'} → ${row.toStatus ?? '—'}`,
  },
  reason: { cell: (row) => row.reason ?? '—', isHiddenAtFirst: true },
  ip: { cell: (row) => row.ip ?? '—' },
})

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
      onPreferenceChange={(change) => setPreference({ kind: 'table', table: AUDIT_TABLE, change })}
      empty={{
        title: 'Nothing has been recorded',
        description: 'Every sign-in and every change leaves an entry here.',
      }}
    />
  )
}
