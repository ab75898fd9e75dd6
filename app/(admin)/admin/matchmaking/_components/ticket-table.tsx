'use client'

import { useSearchParams } from 'next/navigation'
import { CompliancePill, RiskTierPill } from '@/components/liquidity/ticket/ticket-pills'
import { TicketStatusPill } from '@/components/liquidity/ticket/ticket-words'
import { Amount } from '@/components/shared/amount'
import { DataTable } from '@/components/shared/data-table/data-table'
import { changeQuery } from '@/components/shared/data-table/table-url'
import type {
  TableColumn,
  TableFilter,
  TablePageProps,
  TableStateProps,
} from '@/components/shared/data-table/types'
import { formatInteger } from '@/components/shared/format'
import type { PreferenceAction, TablePreference, Viewer } from '@/components/shared/preferences'
import { Percent } from '@/components/shared/rate'
import { Badge } from '@/components/ui/badge'
import type { ComplianceStatus, RiskTier, TicketKind, TicketStatus } from '@/types'

export interface TicketRow {
  id: string
  kind: TicketKind
  kindWord: string
  subscriber: string
  compliance: ComplianceStatus
  isCleared: boolean
  sizeSats: number
  filledPct: number
  termDays: number
  priceMinPpm: number
  priceMaxPpm: number
  tier: RiskTier
  status: TicketStatus
  createdAt: string
  age: string
}

const COLUMNS: readonly TableColumn<TicketRow>[] = [
  {
    id: 'id',
    header: 'Id',
    sort: 'asc',
    canHide: false,
    cell: (row) => <span className="whitespace-nowrap">{row.id}</span>,
  },
  {
    id: 'subscriber',
    header: 'Subscriber',
    sort: 'asc',
    cell: (row) => (
      <span className="inline-flex flex-wrap items-center justify-end gap-x-2 gap-y-0.5 md:flex-nowrap md:justify-start md:whitespace-nowrap">
        {row.subscriber}
        <CompliancePill status={row.compliance} isCleared={row.isCleared} />
        {row.kind === 'new' ? null : <Badge>{row.kindWord}</Badge>}
      </span>
    ),
  },
  {
    id: 'size',
    header: 'Size',
    sort: 'desc',
    align: 'end',
    cell: (row, viewer) => <Amount sats={row.sizeSats} unit={viewer.unit} />,
  },
  {
    id: 'filled',
    header: 'Filled',
    sort: 'desc',
    align: 'end',
    cell: (row) => <Percent value={row.filledPct} />,
  },
  {
    id: 'term',
    header: 'Term',
    sort: 'asc',
    align: 'end',
    cell: (row) => `${row.termDays} days`,
  },
  {
    id: 'band',
    header: 'Band ppm',
    sort: 'desc',
    align: 'end',
    hint: 'Lowest and highest price asked for, as ppm of size for the whole term',
    cell: (row) => `${formatInteger(row.priceMinPpm)}–${formatInteger(row.priceMaxPpm)}`,
  },
  { id: 'tier', header: 'Risk', sort: 'desc', cell: (row) => <RiskTierPill tier={row.tier} /> },
  {
    id: 'age',
    header: 'Age',
    sort: 'desc',
    align: 'end',
    cell: (row) => (
      <time dateTime={row.createdAt} title={row.createdAt}>
        {row.age}
      </time>
    ),
  },
  {
    id: 'status',
    header: 'Status',
    sort: 'asc',
    cell: (row) => <TicketStatusPill status={row.status} />,
  },
]

interface TicketTableProps {
  page: TablePageProps<TicketRow>
  state: TableStateProps
  filters: readonly TableFilter[]
  selectedId: string | null
  viewer: Viewer
  preference: TablePreference
  setPreference: PreferenceAction
}

/** Requests for capacity; a row's link puts it beside the table and keeps the view. */
export function TicketTable({ selectedId, setPreference, ...props }: TicketTableProps) {
  const params = useSearchParams()
  return (
    <DataTable
      {...props}
      caption="Demand tickets"
      noun={{ one: 'request', many: 'requests' }}
      columns={COLUMNS}
      searchLabel="Search the requests"
      currentId={selectedId}
      rowHref={(row) =>
        `/admin/matchmaking${changeQuery(params.toString(), { ticket: row.id, page: params.get('page') })}`
      }
      onPreferenceChange={(change) =>
        setPreference({ kind: 'table', table: 'admin-matchmaking', change })
      }
      empty={{
        title: 'No request is in this state',
        description: 'Subscribers ask for capacity on their leases page; new requests appear here.',
      }}
    />
  )
}
