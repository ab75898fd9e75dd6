'use client'

import { useMemo } from 'react'
import { TICKET_KIND_WORDS, TicketStatusPill } from '@/components/liquidity/ticket/ticket-words'
import { Amount } from '@/components/shared/amount'
import { DataTable } from '@/components/shared/data-table/data-table'
import type {
  TableColumn,
  TableFilter,
  TablePageProps,
  TableStateProps,
} from '@/components/shared/data-table/types'
import { formatInteger } from '@/components/shared/format'
import type {
  PreferenceAction,
  TablePreference,
  Unit,
  Viewer,
} from '@/components/shared/preferences'
import { Percent } from '@/components/shared/rate'
import { Timestamp } from '@/components/shared/timestamp'
import { UserText } from '@/components/shared/user-text'
import type { TicketKind, TicketStatus } from '@/types'
import { type RequestActions, RequestActionsContext, RequestMenu } from './request-menu'

export interface RequestRow {
  id: string
  sizeSats: number
  filledSats: number
  filledPct: number
  termDays: number
  priceMinPpm: number
  priceMaxPpm: number
  kind: TicketKind
  status: TicketStatus
  createdAt: string
  reason: string | null
  version: number
}

function columnsFor(unit: Unit): readonly TableColumn<RequestRow>[] {
  return [
    { id: 'id', header: 'Request', sort: 'asc', canHide: false, cell: (row) => row.id },
    {
      id: 'size',
      header: `Size, ${unit === 'btc' ? 'BTC' : 'sats'}`,
      sort: 'desc',
      align: 'end',
      cell: (row) => <Amount sats={row.sizeSats} unit={unit} unitLabel="hidden" />,
    },
    {
      id: 'filled',
      header: 'Filled',
      sort: 'desc',
      align: 'end',
      hint: 'Allocated and not released, of the size',
      cell: (row) => <Percent value={row.filledPct} />,
    },
    {
      id: 'term',
      header: 'Term',
      sort: 'desc',
      align: 'end',
      cell: (row) => `${row.termDays} days`,
    },
    {
      id: 'band',
      header: 'Band, ppm',
      sort: 'desc',
      align: 'end',
      hint: 'Lowest and highest price for the whole term',
      cell: (row) => `${formatInteger(row.priceMinPpm)}–${formatInteger(row.priceMaxPpm)}`,
    },
    { id: 'kind', header: 'Kind', sort: 'asc', cell: (row) => TICKET_KIND_WORDS[row.kind] },
    {
      id: 'status',
      header: 'Status',
      sort: 'asc',
      cell: (row) => <TicketStatusPill status={row.status} />,
    },
    {
      id: 'created',
      header: 'Created',
      sort: 'desc',
      cell: (row, viewer) => <Timestamp iso={row.createdAt} timeZone={viewer.timeZone} />,
    },
    {
      id: 'reason',
      header: 'Reason',
      cell: (row) =>
        row.reason === null ? (
          '—'
        ) : (
          <span title={row.reason} className="block max-w-64 truncate">
            <UserText>{row.reason}</UserText>
          </span>
        ),
    },
    {
      id: 'actions',
      header: 'Actions',
      canHide: false,
      cell: (row) => <RequestMenu request={row} />,
    },
  ]
}

interface RequestTableProps extends RequestActions {
  page: TablePageProps<RequestRow>
  state: TableStateProps
  filters: readonly TableFilter[]
  viewer: Viewer
  preference: TablePreference
  setPreference: PreferenceAction
}

/** A subscriber's requests for capacity. */
export function RequestTable({
  setPreference,
  cancel,
  clone,
  writeBlock,
  ...props
}: RequestTableProps) {
  const { unit } = props.viewer
  const columns = useMemo(() => columnsFor(unit), [unit])
  return (
    <RequestActionsContext value={{ cancel, clone, writeBlock }}>
      <DataTable
        {...props}
        caption="Capacity requests"
        noun={{ one: 'request', many: 'requests' }}
        columns={columns}
        searchLabel="Search requests"
        rowHref={(row) => `/subscriber/leases/requests/${row.id}`}
        onPreferenceChange={(change) =>
          setPreference({ kind: 'table', table: 'subscriber-requests', change })
        }
        empty={{
          title: 'You have not asked for capacity yet',
          description:
            'With “Request more capacity” you say how much inbound capacity you need, for how long and at what price; Flowrate finds a provider.',
        }}
      />
    </RequestActionsContext>
  )
}
