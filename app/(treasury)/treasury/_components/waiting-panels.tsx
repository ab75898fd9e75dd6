import { Amount } from '@/components/shared/amount'
import { FactList } from '@/components/shared/fact-list'
import { Panel } from '@/components/shared/panel'
import type { Viewer } from '@/components/shared/preferences'
import { StatusPill } from '@/components/shared/status-pill'
import { Timestamp } from '@/components/shared/timestamp'
import type { TreasuryOverview } from '../load-overview'

interface WaitingPanelsProps {
  overview: Pick<TreasuryOverview, 'renewals' | 'contracts' | 'nextPayout'>
  viewer: Viewer
}

/** What waits for the treasury's answer or signature, and what it will be paid next. */
export function WaitingPanels({ overview, viewer }: WaitingPanelsProps) {
  const { renewals, contracts, nextPayout } = overview
  return (
    <div className="grid gap-4 lg:grid-cols-3">
      <Panel title="Renewals awaiting your answer" count={renewals.length} inset="flush">
        <List empty="No renewal request is open.">
          {renewals.map((renewal) => (
            <Item key={renewal.id} id={renewal.id} title={renewal.lesseeAlias}>
              <Amount sats={renewal.sizeSats} unit={viewer.unit} /> for {renewal.termDays} days,
              renews {renewal.leaseId}. Answer by{' '}
              <Timestamp iso={renewal.respondBy} timeZone={viewer.timeZone} />.
            </Item>
          ))}
        </List>
      </Panel>
      <Panel title="Contracts to sign" count={contracts.length} inset="flush">
        <List empty="No contract waits for your signature.">
          {contracts.map((contract) => (
            <Item key={contract.id} id={contract.id} title={contract.lesseeAlias}>
              <Amount sats={contract.sizeSats} unit={viewer.unit} /> for {contract.termDays} days,
              issued <Timestamp iso={contract.issuedAt} timeZone={viewer.timeZone} style="date" />.{' '}
              {contract.signedBySubscriberAt === null
                ? 'Nobody has signed yet.'
                : 'The lessee has signed.'}
            </Item>
          ))}
        </List>
      </Panel>
      <Panel title="Next payout">
        {nextPayout === null ? (
          <p className="text-dense text-muted">No payout is scheduled.</p>
        ) : (
          <FactList
            facts={[
              {
                label: 'Amount',
                value: <Amount sats={nextPayout.amountSats} unit={viewer.unit} />,
              },
              {
                label: 'Scheduled for',
                value: (
                  <Timestamp
                    iso={nextPayout.scheduledFor}
                    timeZone={viewer.timeZone}
                    style="date"
                  />
                ),
              },
              { label: 'To', value: maskedAddress(nextPayout.address) },
              {
                label: 'Status',
                value: (
                  <StatusPill tone={nextPayout.status === 'approved' ? 'ok' : 'info'}>
                    {nextPayout.status === 'approved' ? 'Approved' : 'Scheduled'}
                  </StatusPill>
                ),
              },
            ]}
          />
        )}
      </Panel>
    </div>
  )
}

function List({ children, empty }: { children: React.ReactNode[]; empty: string }) {
  if (children.length === 0) return <p className="px-4 py-3 text-dense text-muted">{empty}</p>
  return <ul className="divide-y divide-border">{children}</ul>
}

interface ItemProps {
  id: string
  title: string
  children: React.ReactNode
}

function Item({ id, title, children }: ItemProps) {
  return (
    <li data-id={id} className="px-4 py-2 text-dense">
      <p className="font-medium">{title}</p>
      <p className="text-muted">{children}</p>
    </li>
  )
}

function maskedAddress(address: string): string {
  return `${address.slice(0, 8)}…${address.slice(-6)}`
}
