'use client'

import { useMemo } from 'react'
import { DataTable } from '@/components/shared/data-table/data-table'
import type {
  EmptyText,
  TableFilter,
  TablePageProps,
  TableStateProps,
} from '@/components/shared/data-table/types'
import type { PreferenceAction, TablePreference, Viewer } from '@/components/shared/preferences'
import { leaseColumns } from './lease-columns'
import { type LeaseArea, LeaseAreaContext } from './lease-menu'
import type { LeaseRow } from './lease-row'

interface LeaseTableProps {
  area: LeaseArea
  page: TablePageProps<LeaseRow>
  state: TableStateProps
  filters: readonly TableFilter[]
  viewer: Viewer
  preference: TablePreference
  setPreference: PreferenceAction
  empty: EmptyText
}

/** The leases of an area, with what may be done with each. */
export function LeaseTable({ area, setPreference, ...props }: LeaseTableProps) {
  const { role, bindings } = area
  const { unit } = props.viewer
  const columns = useMemo(() => leaseColumns(role, unit), [role, unit])
  const context = useMemo(() => ({ role, bindings }), [role, bindings])
  return (
    <LeaseAreaContext value={context}>
      <DataTable
        {...props}
        caption="Leases"
        noun={{ one: 'lease', many: 'leases' }}
        columns={columns}
        searchLabel="Search leases"
        rowHref={(row) => `/${role}/leases/${row.id}`}
        onPreferenceChange={(change) =>
          setPreference({ kind: 'table', table: `${role}-leases`, change })
        }
      />
    </LeaseAreaContext>
  )
}
