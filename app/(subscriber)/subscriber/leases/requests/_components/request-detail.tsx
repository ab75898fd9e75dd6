import type { Route } from 'next'
import Link from 'next/link'
import { RequestTimeline } from '@/components/liquidity/ticket/request-timeline'
import {
  AllocationStatusPill,
  TICKET_KIND_WORDS,
  TicketStatusPill,
} from '@/components/liquidity/ticket/ticket-words'
import { Amount } from '@/components/shared/amount'
import { FactList } from '@/components/shared/fact-list'
import { formatInteger, plural } from '@/components/shared/format'
import { Missing } from '@/components/shared/missing'
import type { Viewer } from '@/components/shared/preferences'
import { Percent } from '@/components/shared/rate'
import { Timestamp } from '@/components/shared/timestamp'
import { UserText } from '@/components/shared/user-text'
import type { TicketDetail, TicketView } from '@/lib/flows/market/view-rules'
import type { ViewerCtx } from '@/lib/web/viewer'
import { writeBlock } from '@/lib/web/write-block'
import { cancelRequest, cloneRequest } from '../actions'
import { filledPct, reasonText } from '../read-filter'
import { RequestButtons } from './request-buttons'

interface RequestDetailProps {
  request: TicketDetail
  ctx: ViewerCtx
}

/** All that a subscriber may know of one request. */
export function RequestDetail({ request, ctx }: RequestDetailProps) {
  const viewer = ctx.display
  return (
    <>
      <RequestButtons
        request={{
          id: request.id,
          status: request.status,
          filledSats: request.filledSats,
          version: request.version,
        }}
        cancel={cancelRequest}
        clone={cloneRequest}
        writeBlock={writeBlock(ctx)}
      />
      <section aria-labelledby="request-facts">
        <h2 id="request-facts" className="mb-1.5 font-semibold">
          Facts
        </h2>
        <FactList facts={factsOf(request, viewer)} />
      </section>
      <section aria-labelledby="request-allocations">
        <h2 id="request-allocations" className="mb-1.5 font-semibold">
          Allocations
        </h2>
        <Allocations request={request} viewer={viewer} />
      </section>
      <section aria-labelledby="request-timeline">
        <h2 id="request-timeline" className="mb-1.5 font-semibold">
          Timeline
        </h2>
        <RequestTimeline request={request} viewer={viewer} reader="subscriber" />
      </section>
    </>
  )
}

function factsOf(request: TicketView, { unit }: Viewer) {
  const reason = reasonText(request)
  const reasonLabel = request.status === 'pending' ? 'Rejected before' : 'Reason'
  return [
    { label: 'Status', value: <TicketStatusPill status={request.status} /> },
    ...(reason === null ? [] : [{ label: reasonLabel, value: reason }]),
    { label: 'Kind', value: TICKET_KIND_WORDS[request.kind] },
    { label: 'Size', value: <Amount sats={request.sizeSats} unit={unit} /> },
    {
      label: 'Filled',
      value: (
        <>
          <Amount sats={request.filledSats} unit={unit} /> (<Percent value={filledPct(request)} />)
        </>
      ),
    },
    { label: 'Remaining', value: <Amount sats={request.remainingSats} unit={unit} /> },
    { label: 'Term', value: plural(request.termDays, 'day', 'days') },
    {
      label: 'Price band',
      value: `${formatInteger(request.priceMinPpm)} to ${formatInteger(request.priceMaxPpm)} ppm of size for the term`,
    },
    { label: 'Risk tier', value: <span className="capitalize">{request.riskTier}</span> },
    ...(request.leaseId === null
      ? []
      : [{ label: 'Lease', value: <LeaseLink id={request.leaseId} /> }]),
    { label: 'Comment', value: request.note ?? <Missing reason="None" /> },
  ]
}

function LeaseLink({ id }: { id: string }) {
  return (
    <Link
      href={`/subscriber/leases/${id}` as Route}
      prefetch={false}
      className="underline underline-offset-2"
    >
      {id}
    </Link>
  )
}

function Allocations({ request, viewer }: { request: TicketView; viewer: Viewer }) {
  if (request.allocations.length === 0) {
    return <p className="text-dense text-muted">Nothing is allocated to this request yet.</p>
  }
  return (
    <ul className="divide-y divide-border rounded-control border border-border">
      {request.allocations.map((allocation) => (
        <li key={allocation.id} data-id={allocation.id} className="grid gap-1 px-3 py-2 text-dense">
          <p className="flex flex-wrap items-center justify-between gap-2">
            <span className="font-medium">
              <UserText>{allocation.providerLabel}</UserText>
            </span>
            <AllocationStatusPill status={allocation.status} />
          </p>
          <p className="flex flex-wrap justify-between gap-2">
            <Amount sats={allocation.sizeSats} unit={viewer.unit} />
            <LeaseLink id={allocation.leaseId} />
          </p>
          {allocation.status === 'reserved' && allocation.expiresAt !== null ? (
            <p className="text-muted">
              Held until <Timestamp iso={allocation.expiresAt} timeZone={viewer.timeZone} />
            </p>
          ) : null}
        </li>
      ))}
    </ul>
  )
}
