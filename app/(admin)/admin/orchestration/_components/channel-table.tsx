'use client'

import { useMemo } from 'react'
import { ChannelStatePill } from '@/components/liquidity/channel-words'
import { Amount } from '@/components/shared/amount'
import { DataTable } from '@/components/shared/data-table/data-table'
import type {
  TableColumn,
  TableFilter,
  TablePageProps,
  TableStateProps,
} from '@/components/shared/data-table/types'
import type {
  PreferenceAction,
  TablePreference,
  Unit,
  Viewer,
} from '@/components/shared/preferences'
import { Timestamp } from '@/components/shared/timestamp'
import { ChannelMenu, SteerContext } from './channel-menu'
import {
  type ChannelRow,
  LeaseLink,
  NameText,
  Since,
  StepText,
  WaitsForText,
} from './channel-parts'
import type { SteerActions } from './steer-sheets'

function columnsFor(unit: Unit): readonly TableColumn<ChannelRow>[] {
  return [
    { id: 'id', header: 'Channel', sort: 'asc', canHide: false, cell: (row) => row.id },
    {
      id: 'treasury',
      header: 'Treasury',
      sort: 'asc',
      cell: (row) => <NameText name={row.treasuryName} />,
    },
    {
      id: 'node',
      header: 'Node',
      sort: 'asc',
      cell: (row) => <span className="whitespace-nowrap">{row.nodeAlias}</span>,
    },
    { id: 'peer', header: 'Peer', sort: 'asc', cell: (row) => <NameText name={row.peerAlias} /> },
    {
      id: 'capacity',
      header: `Capacity, ${unit === 'btc' ? 'BTC' : 'sats'}`,
      sort: 'desc',
      align: 'end',
      cell: (row) => <Amount sats={row.capacitySats} unit={unit} unitLabel="hidden" />,
    },
    {
      id: 'state',
      header: 'State',
      sort: 'asc',
      cell: (row) => <ChannelStatePill state={row.state} />,
    },
    {
      id: 'step',
      header: 'Step',
      cell: (row, viewer) => (
        <>
          <StepText step={row.step} />
          {row.waitsFor === null ? null : (
            <span className="block text-muted text-xs md:max-w-40">
              <WaitsForText waitsFor={row.waitsFor} timeZone={viewer.timeZone} />
            </span>
          )}
        </>
      ),
    },
    {
      id: 'since',
      header: 'In state since',
      sort: 'asc',
      hint: 'Late: opening for more than 6 hours, closing for more than 24, or for 6 after its time lock',
      cell: (row, viewer) => <Since row={row} timeZone={viewer.timeZone} />,
    },
    {
      id: 'lease',
      header: 'Lease',
      sort: 'asc',
      cell: (row) => <LeaseLink leaseId={row.leaseId} />,
    },
    {
      id: 'updated',
      header: 'Updated',
      sort: 'desc',
      cell: (row, viewer) => (
        <Timestamp iso={row.updatedAt} timeZone={viewer.timeZone} style="date" />
      ),
    },
    {
      id: 'actions',
      header: 'Actions',
      canHide: false,
      cell: (row) => <ChannelMenu channel={row} />,
    },
  ]
}

interface ChannelTableProps extends SteerActions {
  page: TablePageProps<ChannelRow>
  state: TableStateProps
  filters: readonly TableFilter[]
  viewer: Viewer
  preference: TablePreference
  setPreference: PreferenceAction
}

/** All channels; what is late or waits for a person stands on top. */
export function ChannelTable({
  setPreference,
  advance,
  retry,
  fail,
  writeBlock,
  ...props
}: ChannelTableProps) {
  const { unit } = props.viewer
  const columns = useMemo(() => columnsFor(unit), [unit])
  return (
    <SteerContext value={{ advance, retry, fail, writeBlock }}>
      <DataTable
        {...props}
        caption="Channel lifecycle"
        noun={{ one: 'channel', many: 'channels' }}
        columns={columns}
        searchLabel="Search channels"
        rowHref={(row) => `/admin/orchestration/${row.id}`}
        onPreferenceChange={(change) =>
          setPreference({ kind: 'table', table: 'admin-channels', change })
        }
        empty={{
          title: 'There are no channels yet',
          description: 'Channels appear here as soon as a signed lease orders its delivery.',
        }}
      />
    </SteerContext>
  )
}
