import { FeeTerms, TermDates } from '@/components/liquidity/lease-table/lease-cells'
import { Amount } from '@/components/shared/amount'
import { Panel } from '@/components/shared/panel'
import type { Viewer } from '@/components/shared/preferences'
import { StatusPill, type Tone } from '@/components/shared/status-pill'
import { Timestamp } from '@/components/shared/timestamp'
import type { ChainLink, LeaseDetail, RenewalHistory } from '@/lib/flows/lease-view/detail-rules'
import type { LeaseParty, RenewalStatus, Role } from '@/types'
import { LeaseStatusPill } from '../lease-status-pill'
import { DetailLink } from './detail-link'

interface LeaseRenewalsProps {
  detail: Pick<LeaseDetail, 'lease' | 'chain' | 'renewals'>
  role: Role
  viewer: Viewer
}

/** The leases before and after this one, and every request to renew it. */
export function LeaseRenewals({ detail, role, viewer }: LeaseRenewalsProps) {
  const { lease, chain, renewals } = detail
  const isEmpty = chain.length === 0 && renewals.length === 0
  return (
    <Panel title="Renewals" id={`${lease.id}-renewals`}>
      {isEmpty ? (
        <p className="text-dense text-muted">
          {lease.isCancelAtTerm
            ? 'It is set to end at its term.'
            : 'It renews no other lease, and nobody has asked to renew it.'}
        </p>
      ) : (
        <ul className="grid gap-3 text-dense">
          {chain.map((link) => (
            <li key={link.leaseId} data-id={link.leaseId}>
              <Neighbour link={link} role={role} viewer={viewer} />
            </li>
          ))}
          {renewals.map((renewal) => (
            <li key={renewal.id} data-id={renewal.id}>
              <Request renewal={renewal} role={role} viewer={viewer} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

const RELATIONS: Readonly<Record<ChainLink['relation'], string>> = {
  renews: 'Renews',
  renewed_by: 'Renewed by',
  extends: 'Increases',
  extended_by: 'Increased by',
}

interface NeighbourProps {
  link: ChainLink
  role: Role
  viewer: Viewer
}

function Neighbour({ link, role, viewer }: NeighbourProps) {
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        {RELATIONS[link.relation]}
        <DetailLink href={`/${role}/leases/${link.leaseId}`}>{link.leaseId}</DetailLink>
        <LeaseStatusPill status={link.status} />
      </p>
      <p className="text-muted">
        <Amount sats={link.sizeSats} unit={viewer.unit} />,{' '}
        <TermDates lease={link} timeZone={viewer.timeZone} />
      </p>
    </>
  )
}

const LOOK: Readonly<Record<RenewalStatus, { tone: Tone; word: string }>> = {
  requested: { tone: 'info', word: 'Waiting for an answer' },
  accepted: { tone: 'ok', word: 'Accepted' },
  declined: { tone: 'warn', word: 'Declined' },
  lapsed: { tone: 'neutral', word: 'Lapsed' },
  withdrawn: { tone: 'neutral', word: 'Withdrawn' },
}

const ASKERS: Readonly<Record<LeaseParty, string>> = {
  treasury: 'the lessor',
  subscriber: 'the lessee',
}

interface RequestProps {
  renewal: RenewalHistory
  role: Role
  viewer: Viewer
}

function Request({ renewal, role, viewer }: RequestProps) {
  const { tone, word } = LOOK[renewal.status]
  const { timeZone, unit } = viewer
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span>
          Asked for by {ASKERS[renewal.requestedBy]},{' '}
          <Timestamp iso={renewal.createdAt} timeZone={timeZone} />
        </span>
        <StatusPill tone={tone}>{word}</StatusPill>
      </p>
      <p className="text-muted">
        <Amount sats={renewal.sizeSats} unit={unit} /> for {renewal.termDays} days,{' '}
        <FeeTerms fee={renewal} unit={unit} />
        {renewal.status === 'requested' ? (
          <>
            ; answer by <Timestamp iso={renewal.respondBy} timeZone={timeZone} />
          </>
        ) : null}
      </p>
      {renewal.reason === null ? null : <p className="text-muted">“{renewal.reason}”</p>}
      {renewal.fallbackTicketId === null ? null : (
        <p className="text-muted">
          Offered to the market as{' '}
          {/* Loaded anew: within the same area the drawer of this lease would stay open over it. */}
          <a
            href={ticketHref(role, renewal.fallbackTicketId)}
            className="underline underline-offset-2"
          >
            {renewal.fallbackTicketId}
          </a>
        </p>
      )}
    </>
  )
}

function ticketHref(role: Role, id: string): string {
  return role === 'admin'
    ? `/admin/matchmaking?status=all&ticket=${id}`
    : `/subscriber/leases/requests/${id}`
}
