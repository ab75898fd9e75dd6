import type { ReactNode } from 'react'
import { Amount } from '@/components/shared/amount'
import type { Viewer } from '@/components/shared/preferences'
import { Timestamp } from '@/components/shared/timestamp'
import { UserText } from '@/components/shared/user-text'
import type { TicketView } from '@/lib/flows/market/view-rules'

interface TimelineEntry {
  key: string
  at: string
  text: ReactNode
  isAhead?: boolean
}

interface RequestTimelineProps {
  request: TicketView
  viewer: Viewer
}

/** What happened to a request, oldest first, and what will if nobody does anything. */
export function RequestTimeline({ request, viewer }: RequestTimelineProps) {
  return (
    <ol className="grid gap-1.5 border-border border-l pl-3 text-dense">
      {entriesOf(request, viewer).map((entry) => (
        <li key={entry.key} className="grid gap-x-3 sm:grid-cols-[10rem_minmax(0,1fr)]">
          <Timestamp iso={entry.at} timeZone={viewer.timeZone} className="text-muted" />
          <span className={entry.isAhead === true ? 'text-muted' : undefined}>{entry.text}</span>
        </li>
      ))}
    </ol>
  )
}

function entriesOf(request: TicketView, { unit }: Viewer): TimelineEntry[] {
  const given = request.allocations.map((allocation) => ({
    key: allocation.id,
    at: allocation.createdAt,
    text: (
      <>
        <Amount sats={allocation.sizeSats} unit={unit} /> allocated by{' '}
        <UserText>{allocation.providerLabel}</UserText>
      </>
    ),
  }))
  given.sort((a, b) => (a.at < b.at ? -1 : 1))
  return [
    { key: 'created', at: request.createdAt, text: 'Requested' },
    ...given,
    ...closingOf(request),
  ]
}

function closingOf({ status, updatedAt, lapsesAt }: TicketView): TimelineEntry[] {
  switch (status) {
    case 'pending':
      if (lapsesAt === null) return []
      return [
        { key: 'lapses', at: lapsesAt, text: 'Lapses if nothing happens to it', isAhead: true },
      ]
    case 'matched':
      return [{ key: 'closed', at: updatedAt, text: 'Matched' }]
    case 'rejected':
      return [{ key: 'closed', at: updatedAt, text: 'Rejected by Flowrate' }]
    case 'cancelled':
      return [{ key: 'closed', at: updatedAt, text: 'Cancelled' }]
    case 'lapsed':
      return [{ key: 'closed', at: updatedAt, text: 'Lapsed' }]
  }
}
