import type { ReactNode } from 'react'
import { Amount } from '@/components/shared/amount'
import type { Viewer } from '@/components/shared/preferences'
import { Timestamp } from '@/components/shared/timestamp'
import { UserText } from '@/components/shared/user-text'
import type { TicketDetail, TicketEvent } from '@/lib/flows/market/get-ticket-view'

interface TimelineEntry {
  key: string
  at: string
  text: ReactNode
  isAhead?: boolean
}

interface RequestTimelineProps {
  request: TicketDetail
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

const WORDS: Readonly<Record<string, string>> = {
  'ticket.created': 'Requested',
  'ticket.assigned': 'Taken in hand by Flowrate',
  'ticket.allocated': 'Partly filled',
  'ticket.matched': 'Matched',
  'ticket.rejected': 'Rejected by Flowrate',
  'ticket.cancelled': 'Cancelled',
  'ticket.lapsed': 'Lapsed',
  'ticket.reopened': 'Open again',
  'ticket.changed': 'Changed',
  'allocation.reserved': 'reserved',
  'allocation.prolonged': 'reserved anew: its contract is issued',
  'allocation.confirmed': 'confirmed by both signatures',
  'allocation.released': 'released',
}

function entriesOf(request: TicketDetail, viewer: Viewer): TimelineEntry[] {
  const told = request.timeline.map((event) => ({
    key: event.id,
    at: event.at,
    text: <Told event={event} request={request} viewer={viewer} />,
  }))
  return [...untold(request, viewer), ...told]
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .concat(aheadOf(request))
}

function Told({
  event,
  request,
  viewer,
}: {
  event: TicketEvent
  request: TicketDetail
  viewer: Viewer
}) {
  const provider = request.allocations.find(({ id }) => id === event.entityId)?.providerLabel
  const isAllocation = event.sizeSats !== null
  return (
    <>
      {event.sizeSats === null ? null : (
        <>
          <Amount sats={event.sizeSats} unit={viewer.unit} /> of{' '}
          <UserText>{provider ?? 'the provider'}</UserText>{' '}
        </>
      )}
      {WORDS[event.action] ?? event.action}
      {event.reason === null ? null : (
        <span className="text-muted">
          : <UserText>{event.reason}</UserText>
        </span>
      )}
      {event.until === null ? null : (
        <span className="text-muted">
          , {isAllocation ? 'held until' : 'lapses'}{' '}
          <Timestamp iso={event.until} timeZone={viewer.timeZone} />
        </span>
      )}
    </>
  )
}

/** What is older than the log: the rows themselves tell of it. */
function untold(request: TicketDetail, { unit }: Viewer): TimelineEntry[] {
  const isTold = (action: string, id: string) =>
    request.timeline.some((event) => event.action === action && event.entityId === id)
  const given = request.allocations
    .filter(({ id }) => !isTold('allocation.reserved', id))
    .map((allocation) => ({
      key: allocation.id,
      at: allocation.createdAt,
      text: (
        <>
          <Amount sats={allocation.sizeSats} unit={unit} /> allocated by{' '}
          <UserText>{allocation.providerLabel}</UserText>
        </>
      ),
    }))
  const created = isTold('ticket.created', request.id)
    ? []
    : [{ key: 'created', at: request.createdAt, text: WORDS['ticket.created'] }]
  const { status, updatedAt } = request
  const isClosed = status !== 'pending' && !request.timeline.some(({ to }) => to === status)
  const closed = isClosed ? [{ key: 'closed', at: updatedAt, text: WORDS[`ticket.${status}`] }] : []
  return [...created, ...given, ...closed]
}

function aheadOf({ lapsesAt }: TicketDetail): TimelineEntry[] {
  if (lapsesAt === null) return []
  return [{ key: 'lapses', at: lapsesAt, text: 'Lapses if nothing happens to it', isAhead: true }]
}
