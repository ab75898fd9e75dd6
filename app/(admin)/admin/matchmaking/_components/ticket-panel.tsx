import { RequestTimeline } from '@/components/liquidity/ticket/request-timeline'
import { CompliancePill, RiskTierPill } from '@/components/liquidity/ticket/ticket-pills'
import {
  REJECT_WORDS,
  TICKET_KIND_WORDS,
  TicketStatusPill,
} from '@/components/liquidity/ticket/ticket-words'
import { Amount } from '@/components/shared/amount'
import { EmptyState } from '@/components/shared/empty-state'
import { FactList } from '@/components/shared/fact-list'
import { formatInteger } from '@/components/shared/format'
import type { Viewer } from '@/components/shared/preferences'
import { Timestamp } from '@/components/shared/timestamp'
import { UserText } from '@/components/shared/user-text'
import { viewerText } from '@/lib/core/viewer-text'
import type { Suggestions } from '@/lib/flows/market/list-suggestions'
import type { TicketDetail, TicketView } from '@/lib/flows/market/view-rules'
import { AllocationList } from './allocation-list'
import { DeskButton, TicketRegion } from './desk'
import { AssignButton } from './quick-buttons'
import { SuggestionCard } from './suggestion-card'

interface TicketPanelProps {
  ticket: TicketDetail | null
  suggestions: Suggestions | null
  viewer: Viewer
  userId: string
  now: Date
  blockedBy: string | undefined
}

/** The chosen request: what it asks for, what it was given, and how every pool stands to it. */
export function TicketPanel({ ticket, suggestions, ...rest }: TicketPanelProps) {
  return (
    <TicketRegion
      ticketId={ticket?.id ?? null}
      className="relative min-w-0 rounded-card border border-border bg-surface xl:max-h-[max(36rem,calc(100dvh-6rem))] xl:overflow-auto"
    >
      <div className="flex min-h-10 flex-wrap items-center gap-x-2 gap-y-1 px-4 py-1.5">
        <h2 id="suggested-pools-title" className="font-semibold">
          Suggested pools
        </h2>
        {ticket === null ? null : <span className="text-dense text-muted">for {ticket.id}</span>}
      </div>
      {ticket === null || suggestions === null ? (
        <EmptyState
          className="border-border border-t py-4"
          title="No request is chosen"
          description="Choose one in the table to see which pools can serve it, and why others can’t."
        />
      ) : (
        <Chosen ticket={ticket} suggestions={suggestions} {...rest} />
      )}
    </TicketRegion>
  )
}

interface ChosenProps extends Omit<TicketPanelProps, 'ticket' | 'suggestions'> {
  ticket: TicketDetail
  suggestions: Suggestions
}

function Chosen({ ticket, suggestions, viewer, userId, now, blockedBy }: ChosenProps) {
  const isOpen = ticket.status === 'pending'
  const eligible = suggestions.pools.filter(({ fit }) => fit !== 'none')
  const others = suggestions.pools.filter(({ fit }) => fit === 'none')
  return (
    <>
      <div data-id={ticket.id} className="grid gap-3 border-border border-t px-4 py-3">
        <TicketFacts ticket={ticket} term={suggestions.term} viewer={viewer} />
        {isOpen ? (
          <div className="flex flex-wrap gap-2">
            <AssignButton
              ticketId={ticket.id}
              isMine={ticket.desk?.assigneeId === userId}
              blockedBy={blockedBy}
            />
            <DeskButton opens={{ kind: 'reject' }} size="sm">
              Reject
            </DeskButton>
          </div>
        ) : null}
      </div>
      <AllocationList
        allocations={ticket.allocations}
        viewer={viewer}
        now={now}
        blockedBy={blockedBy}
      />
      {isOpen ? null : (
        <p className="border-border border-t px-4 py-3 text-dense text-muted">
          This request is {ticket.status}: no pool is suggested for it any more.
        </p>
      )}
      {suggestions.obstacle === null ? null : (
        <p className="border-border border-t px-4 py-3 text-dense text-muted">
          No pool can serve it: {viewerText(suggestions.obstacle, viewer)}
        </p>
      )}
      <PoolGroup title="Can serve it" pools={eligible} viewer={viewer} />
      <PoolGroup title="Can’t serve it" pools={others} viewer={viewer} />
      <section aria-labelledby="request-timeline" className="border-border border-t px-4 py-3">
        <h3 id="request-timeline" className="mb-1.5 font-medium text-dense">
          Timeline
        </h3>
        <RequestTimeline request={ticket} viewer={viewer} reader="desk" />
      </section>
    </>
  )
}

interface TicketFactsProps {
  ticket: TicketView
  term: Suggestions['term']
  viewer: Viewer
}

function TicketFacts({ ticket, term, viewer }: TicketFactsProps) {
  const { desk } = ticket
  const amount = (value: number) => <Amount sats={value} unit={viewer.unit} />
  const { termDays, priceMinPpm, priceMaxPpm } = term ?? ticket
  const price = `${formatInteger(priceMinPpm)}–${formatInteger(priceMaxPpm)} ppm`
  const end =
    term === null || term.extendsLeaseId === null ? '' : `, until ${term.extendsLeaseId} ends`
  const isReopened = ticket.status === 'pending'
  const reason = ticket.reasonCode === null ? '' : `${REJECT_WORDS[ticket.reasonCode]}: `
  return (
    <FactList
      className="gap-y-1"
      facts={[
        {
          label: 'Subscriber',
          value: (
            <span className="inline-flex flex-wrap items-center gap-1.5">
              <UserText>{desk?.subscriberName}</UserText>
              {desk === null ? null : (
                <CompliancePill status={desk.complianceStatus} isCleared={desk.isCleared} />
              )}
            </span>
          ),
        },
        {
          label: 'Still wanted',
          value: (
            <>
              {amount(ticket.remainingSats)} of {amount(ticket.sizeSats)}
            </>
          ),
        },
        { label: 'Asks for', value: `${termDays} days at ${price}${end}` },
        {
          label: 'State',
          value: (
            <span className="inline-flex flex-wrap items-center gap-1.5">
              <TicketStatusPill status={ticket.status} />
              <RiskTierPill tier={ticket.riskTier} />
              {TICKET_KIND_WORDS[ticket.kind]}
              {ticket.leaseId === null ? '' : ` of ${ticket.leaseId}`}
            </span>
          ),
        },
        { label: 'Since', value: <Timestamp iso={ticket.createdAt} timeZone={viewer.timeZone} /> },
        ...(ticket.lapsesAt === null
          ? []
          : [
              {
                label: 'Lapses',
                value: <Timestamp iso={ticket.lapsesAt} timeZone={viewer.timeZone} />,
              },
            ]),
        { label: 'Works on it', value: desk?.assigneeName ?? 'Nobody yet' },
        ...(ticket.note ? [{ label: 'Comment', value: ticket.note }] : []),
        ...(ticket.reason
          ? [
              {
                label: isReopened ? 'Rejected before' : 'Reason',
                value: `${reason}${ticket.reason}`,
              },
            ]
          : []),
      ]}
    />
  )
}

interface PoolGroupProps {
  title: string
  pools: Suggestions['pools']
  viewer: Viewer
}

function PoolGroup({ title, pools, viewer }: PoolGroupProps) {
  if (pools.length === 0) return null
  return (
    <div>
      <h3 className="border-border border-t bg-sunken px-4 py-1.5 font-medium text-dense text-muted">
        {title} ({pools.length})
      </h3>
      <ol>
        {pools.map((pool) => (
          <SuggestionCard key={pool.poolId} pool={pool} viewer={viewer} />
        ))}
      </ol>
    </div>
  )
}
