import { FeeTerms, ProviderName } from '@/components/liquidity/lease-table/lease-cells'
import { Amount } from '@/components/shared/amount'
import { type Fact, FactList } from '@/components/shared/fact-list'
import { Missing } from '@/components/shared/missing'
import { Panel } from '@/components/shared/panel'
import type { Viewer } from '@/components/shared/preferences'
import { Percent, Ppm } from '@/components/shared/rate'
import { Badge } from '@/components/ui/badge'
import { sats, sumSats } from '@/lib/core/money'
import type { MonthView } from '@/lib/flows/lease-view/month-rules'
import type { LeaseView } from '@/lib/flows/lease-view/view'
import type { Role } from '@/types'
import { LeaseStatusPill } from '../lease-status-pill'
import { DetailLink } from './detail-link'

interface LeaseFactsProps {
  lease: LeaseView
  months: readonly MonthView[]
  role: Role
  viewer: Viewer
}

export function LeaseFacts({ lease, months, role, viewer }: LeaseFactsProps) {
  const { unit } = viewer
  const accrued = sumSats(months.map(({ accruedSats }) => accruedSats))
  // What one side pays is what the other one earns.
  const costWord = role === 'subscriber' ? 'cost' : 'rate'
  const credits = sumSats(months.map(({ creditSats }) => creditSats))
  return (
    <Panel title="Facts" id={`${lease.id}-facts`}>
      <FactList
        facts={[
          ...partyFacts(lease, role),
          { label: 'Size', value: <Amount sats={lease.sizeSats} unit={unit} /> },
          { label: 'Delivered now', value: <Delivered lease={lease} unit={unit} /> },
          {
            label: 'Status',
            value: (
              <span className="inline-flex flex-wrap items-center gap-1.5">
                <LeaseStatusPill status={lease.status} />
                {lease.isCancelAtTerm ? <Badge>Ends at term</Badge> : null}
              </span>
            ),
          },
          { label: 'Fee', value: <FeeTerms fee={lease} unit={unit} /> },
          {
            label: role === 'treasury' ? 'Fee of the term, gross' : 'Fee of the term',
            value: <Amount sats={lease.totalFeeSats} unit={unit} />,
          },
          { label: 'Accrued so far', value: <Amount sats={accrued} unit={unit} /> },
          ...(credits === 0
            ? []
            : [{ label: 'Credits', value: <Amount sats={credits} unit={unit} /> }]),
          ...(lease.endFeeSats === 0
            ? []
            : [{ label: 'Early end fee', value: <EndFee lease={lease} unit={unit} /> }]),
          { label: `Effective ${costWord}`, value: <Ppm value={lease.effectivePpm} /> },
          {
            label: `Annualised ${costWord}`,
            value: (
              <>
                <Ppm value={lease.annualisedPpm} />{' '}
                <span className="text-muted text-xs">simple · 365 d</span>
              </>
            ),
          },
          ...(lease.extendsLeaseId === null
            ? []
            : [
                {
                  label: 'Increases',
                  value: (
                    <DetailLink href={`/${role}/leases/${lease.extendsLeaseId}`}>
                      {lease.extendsLeaseId}
                    </DetailLink>
                  ),
                },
              ]),
        ]}
      />
    </Panel>
  )
}

function Delivered({ lease, unit }: { lease: LeaseView; unit: Viewer['unit'] }) {
  if (lease.deliveredSats === null) return <Missing reason="Nothing is to be delivered now" />
  return (
    <>
      <Amount sats={lease.deliveredSats} unit={unit} />{' '}
      <span className="text-muted">
        (<Percent value={lease.deliveredPct} />)
      </span>
    </>
  )
}

/** Who pays whom; the accrual of the month in which the lease ended holds it. */
function EndFee({ lease, unit }: { lease: LeaseView; unit: Viewer['unit'] }) {
  const { endFeeSats, lesseeLabel, lessorLabel } = lease
  const [payer, payee] = endFeeSats > 0 ? [lesseeLabel, lessorLabel] : [lessorLabel, lesseeLabel]
  return (
    <>
      <Amount sats={sats(Math.abs(endFeeSats))} unit={unit} />{' '}
      <span className="text-muted text-xs">
        {payer} to {payee}, accrued where it ended
      </span>
    </>
  )
}

function partyFacts(lease: LeaseView, role: Role): Fact[] {
  if (role === 'treasury') return [{ label: 'Lessee', value: lease.lesseeLabel }]
  if (role === 'subscriber') {
    return [
      {
        label: 'Provider',
        value: (
          <ProviderName
            name={lease.lessorLabel}
            isAnonymised={lease.isProviderAnonymised}
            badge={lease.providerBadge}
          />
        ),
      },
    ]
  }
  return [...sideFacts(lease), ...deskFacts(lease)]
}

function sideFacts({ lessorLabel, lesseeLabel, desk }: LeaseView): Fact[] {
  return [
    { label: 'Treasury', value: <Party name={lessorLabel} id={desk?.treasuryId} /> },
    { label: 'Subscriber', value: <Party name={lesseeLabel} id={desk?.subscriberId} /> },
  ]
}

function deskFacts({ desk }: LeaseView): Fact[] {
  if (desk === null) return []
  return [
    { label: 'Known to the treasury as', value: desk.subscriberAlias },
    { label: 'Pool', value: desk.poolName ?? <Missing reason="Leased without a pool" /> },
    ...(desk.ticketId === null
      ? []
      : [
          {
            label: 'Request',
            value: (
              <DetailLink href={`/admin/matchmaking?status=all&ticket=${desk.ticketId}`}>
                {desk.ticketId}
              </DetailLink>
            ),
          },
        ]),
  ]
}

function Party({ name, id }: { name: string; id: string | undefined }) {
  return (
    <>
      {name} <span className="font-mono text-muted text-xs">{id}</span>
    </>
  )
}
