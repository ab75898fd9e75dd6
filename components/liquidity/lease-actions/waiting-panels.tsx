import type { ReactNode } from 'react'
import { Amount } from '@/components/shared/amount'
import { Panel } from '@/components/shared/panel'
import type { Viewer } from '@/components/shared/preferences'
import { Timestamp } from '@/components/shared/timestamp'
import { UserText } from '@/components/shared/user-text'
import type { WaitingContract, WaitingRenewal } from '@/lib/domains/liquidity/waiting/waiting-rules'
import { LeaseActions } from './lease-actions'
import type { LeaseBindings } from './types'

interface WaitingProps {
  viewer: Viewer
  bindings: LeaseBindings
}

interface RenewalsToAnswerProps extends WaitingProps {
  renewals: readonly (WaitingRenewal & { counterparty: string })[]
}

export function RenewalsToAnswer({ renewals, viewer, bindings }: RenewalsToAnswerProps) {
  return (
    <Panel title="Renewals awaiting your answer" count={renewals.length} inset="flush">
      <WaitingList empty="No renewal request is open.">
        {renewals.map(({ counterparty, ...renewal }) => (
          <WaitingItem key={renewal.id} id={renewal.id} title={counterparty}>
            <p className="text-muted">
              <Amount sats={renewal.sizeSats} unit={viewer.unit} /> for {renewal.termDays} days,
              renews {renewal.leaseId}. Answer by{' '}
              <Timestamp iso={renewal.respondBy} timeZone={viewer.timeZone} />.
            </p>
            <LeaseActions
              lease={{ id: renewal.leaseId, actions: renewal.actions }}
              bindings={bindings}
              viewer={viewer}
              variant="buttons"
              only={['accept_renewal', 'decline_renewal']}
              primary="accept_renewal"
            />
          </WaitingItem>
        ))}
      </WaitingList>
    </Panel>
  )
}

interface ContractsToSignProps extends WaitingProps {
  contracts: readonly (WaitingContract & { counterparty: string })[]
  /** "The lessee": who else signs. */
  other: string
}

export function ContractsToSign({ contracts, other, viewer, bindings }: ContractsToSignProps) {
  return (
    <Panel title="Contracts to sign" count={contracts.length} inset="flush">
      <WaitingList empty="No contract waits for your signature.">
        {contracts.map(({ counterparty, ...contract }) => (
          <WaitingItem key={contract.id} id={contract.id} title={counterparty}>
            <p className="text-muted">
              <Amount sats={contract.sizeSats} unit={viewer.unit} /> for {contract.termDays} days,
              issued <Timestamp iso={contract.issuedAt} timeZone={viewer.timeZone} style="date" />.{' '}
              {contract.isSignedByOther ? `${other} has signed.` : 'Nobody has signed yet.'}
              {contract.signBy === null ? null : (
                <>
                  {' '}
                  Sign by <Timestamp iso={contract.signBy} timeZone={viewer.timeZone} />.
                </>
              )}
            </p>
            <LeaseActions
              lease={{ id: contract.leaseId, actions: contract.actions }}
              bindings={bindings}
              viewer={viewer}
              variant="buttons"
              only={['sign', 'void']}
              primary="sign"
            />
          </WaitingItem>
        ))}
      </WaitingList>
    </Panel>
  )
}

function WaitingList({ children, empty }: { children: ReactNode[]; empty: string }) {
  if (children.length === 0) return <p className="px-4 py-3 text-dense text-muted">{empty}</p>
  return <ul className="divide-y divide-border">{children}</ul>
}

interface WaitingItemProps {
  id: string
  title: string
  children: ReactNode
}

function WaitingItem({ id, title, children }: WaitingItemProps) {
  return (
    <li data-id={id} className="grid gap-1.5 px-4 py-2 text-dense">
      <p className="font-medium">
        <UserText>{title}</UserText>
      </p>
      {children}
    </li>
  )
}
