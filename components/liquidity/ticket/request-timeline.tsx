import type { ReactNode } from 'react'
import { Amount } from '@/components/shared/amount'
import type { Viewer } from '@/components/shared/preferences'
import { Timestamp } from '@/components/shared/timestamp'
import { UserText } from '@/components/shared/user-text'
import type { TicketDetail, TicketEvent } from '@/lib/flows/market/view-rules'

interface TimelineEntry {
  key: string
  at: string
  text: ReactNode
  isAhead?: boolean
}

/** The desk reads who did what and names treasuries; a subscriber reads of Flowrate and of providers. */
type Reader = 'desk' | 'subscriber'

interface RequestTimelineProps {
  request: TicketDetail
  viewer: Viewer
  reader: Reader
}

/** What happened to a request, oldest first, and what will if nobody does anything. */
export function RequestTimeline(props: RequestTimelineProps) {
  const { timeZone } = props.viewer
  return (
    <ol className="grid gap-1.5 border-border border-l pl-3 text-dense">
      {entriesOf(props).map((entry) => (
        <li key={entry.key} className="grid gap-x-3 sm:grid-cols-[10rem_minmax(0,1fr)]">
          <Timestamp iso={entry.at} timeZone={timeZone} className="text-muted" />
          <span className={entry.isAhead === true ? 'text-muted' : undefined}>{entry.text}</span>
        </li>
      ))}
    </ol>
  )
}

const WORDS: Readonly<Record<string, string>> = {
  'ticket.created': 'Requested',
  'ticket.assigned': 'Taken in hand by Flowrate',
  'ticket.given_back': 'Waits for Flowrate again',
  'ticket.allocated': 'Partly filled',
  'ticket.matched': 'Matched',
  'ticket.rejected': 'Rejected by Flowrate',
  'ticket.cancelled': 'Cancelled',
  'ticket.lapsed': 'Lapsed',
  'ticket.reopened': 'Open again',
  'ticket.changed': 'Changed',
  'ticket.exempted': 'Keeps a price above the later limit',
  'allocation.reserved': 'reserved',
  'allocation.prolonged': 'reserved anew: its contract is issued',
  'allocation.extended': 'held longer',
  'allocation.confirmed': 'confirmed by both signatures',
  'allocation.released': 'released',
}

/** Where the desk's own people read it otherwise. */
const DESK_WORDS: Readonly<Record<string, string>> = {
  'ticket.assigned': 'Taken in hand',
  'ticket.given_back': 'Given back to the queue',
  'ticket.rejected': 'Rejected',
}

function wordsOf(action: string, reader: Reader): string {
  const own = reader === 'desk' ? DESK_WORDS[action] : undefined
  return own ?? WORDS[action] ?? action
}

function entriesOf({ request, viewer, reader }: RequestTimelineProps): TimelineEntry[] {
  const told = request.timeline.map((event) => ({
    key: event.id,
    at: event.at,
    text: <Told event={event} request={request} viewer={viewer} reader={reader} />,
  }))
  return [...untold({ request, viewer, reader }), ...told]
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .concat(aheadOf(request))
}

function providerOf({ allocations }: TicketDetail, id: string, reader: Reader): string {
  const allocation = allocations.find((each) => each.id === id)
  const name = reader === 'desk' ? allocation?.desk?.treasuryName : allocation?.providerLabel
  return name ?? 'the provider'
}

function Told({ event, request, viewer, reader }: RequestTimelineProps & { event: TicketEvent }) {
  const isAllocation = event.sizeSats !== null
  return (
    <>
      {event.sizeSats === null ? null : (
        <>
          <Amount sats={event.sizeSats} unit={viewer.unit} /> of{' '}
          <UserText>{providerOf(request, event.entityId, reader)}</UserText>{' '}
        </>
      )}
      {wordsOf(event.action, reader)}
      {reader === 'desk' ? (
        <span className="text-muted">
          {' '}
          by <UserText>{event.by}</UserText>
        </span>
      ) : null}
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
function untold({ request, viewer, reader }: RequestTimelineProps): TimelineEntry[] {
  const isTold = (action: string, id: string) =>
    request.timeline.some((event) => event.action === action && event.entityId === id)
  const given = request.allocations
    .filter(({ id }) => !isTold('allocation.reserved', id))
    .map((allocation) => ({
      key: allocation.id,
      at: allocation.createdAt,
      text: (
        <>
          <Amount sats={allocation.sizeSats} unit={viewer.unit} /> allocated by{' '}
          <UserText>{providerOf(request, allocation.id, reader)}</UserText>
        </>
      ),
    }))
  // What a person gave back or turned down is in the log: this one fell back when its time was over.
  const fallen = request.allocations.flatMap(({ id, status, expiresAt, sizeSats }) =>
    status !== 'released' || expiresAt === null || isTold('allocation.released', id)
      ? []
      : [
          {
            key: `${id} released`,
            at: expiresAt,
            text: (
              <>
                <Amount sats={sizeSats} unit={viewer.unit} /> of{' '}
                <UserText>{providerOf(request, id, reader)}</UserText>{' '}
                {wordsOf('allocation.released', reader)}: its time was over
              </>
            ),
          },
        ],
  )
  const created = isTold('ticket.created', request.id)
    ? []
    : [{ key: 'created', at: request.createdAt, text: wordsOf('ticket.created', reader) }]
  const { status, updatedAt } = request
  const isClosed = status !== 'pending' && !request.timeline.some(({ to }) => to === status)
  const closed = isClosed
    ? [{ key: 'closed', at: updatedAt, text: wordsOf(`ticket.${status}`, reader) }]
    : []
  return [...created, ...given, ...fallen, ...closed]
}

function aheadOf({ lapsesAt }: TicketDetail): TimelineEntry[] {
  if (lapsesAt === null) return []
  return [{ key: 'lapses', at: lapsesAt, text: 'Lapses if nothing happens to it', isAhead: true }]
}
