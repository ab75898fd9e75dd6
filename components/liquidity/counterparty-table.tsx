import Link from 'next/link'
import { Amount } from '@/components/shared/amount'
import { EmptyState } from '@/components/shared/empty-state'
import type { Viewer } from '@/components/shared/preferences'
import { Ppm } from '@/components/shared/rate'
import { DaysLeft, Timestamp } from '@/components/shared/timestamp'
import { UserText } from '@/components/shared/user-text'
import { Table, Td, Th } from '@/components/ui/table'
import type { IsoInstant, LeaseStatus } from '@/types'
import { LeaseStatusPill } from './lease-status-pill'

export interface CounterpartyRow {
  id: string
  lesseeAlias: string
  sizeSats: number
  startAt: IsoInstant
  endAt: IsoInstant
  daysLeft: number
  effectiveCostPpm: number
  status: LeaseStatus
}

interface CounterpartyTableProps {
  rows: readonly CounterpartyRow[]
  viewer: Viewer
}

/** The largest running leases of a treasury. */
export function CounterpartyTable({ rows, viewer }: CounterpartyTableProps) {
  if (rows.length === 0) {
    return (
      <EmptyState
        title="No lease is running"
        description="Leases appear here once they are signed and their capacity is delivered."
      />
    )
  }
  return (
    <Table>
      <caption className="sr-only">Largest active leases</caption>
      <thead>
        <tr>
          <Th className="sticky left-0 z-10 bg-surface">Lessee</Th>
          <Th align="end">Inbound size, {viewer.unit === 'btc' ? 'BTC' : 'sats'}</Th>
          <Th>Term</Th>
          <Th align="end">Days left</Th>
          <Th align="end">Effective rate</Th>
          <Th>Status</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} data-id={row.id} className="hover:bg-hover">
            <Th scope="row" className="sticky left-0 z-10 bg-surface font-medium">
              <Link
                href={`/treasury/leases/${row.id}`}
                prefetch={false}
                className="underline-offset-2 hover:underline"
              >
                <UserText>{row.lesseeAlias}</UserText>
              </Link>
            </Th>
            <Td align="end">
              <Amount sats={row.sizeSats} unit={viewer.unit} unitLabel="hidden" />
            </Td>
            <Td className="whitespace-nowrap">
              <Timestamp iso={row.startAt} timeZone={viewer.timeZone} style="date" /> –{' '}
              <Timestamp iso={row.endAt} timeZone={viewer.timeZone} style="date" />
            </Td>
            <Td align="end" className={row.daysLeft <= 14 ? 'font-medium text-warn' : undefined}>
              <DaysLeft days={row.daysLeft} end={row.endAt} timeZone={viewer.timeZone} />
            </Td>
            <Td align="end">
              <Ppm value={row.effectiveCostPpm} />
            </Td>
            <Td>
              <LeaseStatusPill status={row.status} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
