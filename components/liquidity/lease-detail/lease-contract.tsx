import { FactList } from '@/components/shared/fact-list'
import { Panel } from '@/components/shared/panel'
import type { Viewer } from '@/components/shared/preferences'
import { StatusPill, type Tone } from '@/components/shared/status-pill'
import { Timestamp } from '@/components/shared/timestamp'
import { UserText } from '@/components/shared/user-text'
import { buttonClass } from '@/components/ui/button'
import type { ContractDocument } from '@/lib/domains/liquidity/contract/document-rules'
import type { LeaseView } from '@/lib/flows/lease-view/view'
import type { ContractStatus, LeaseParty, Role } from '@/types'
import { PaperView } from './paper-view'

interface LeaseContractProps {
  lease: LeaseView
  contract: ContractDocument | null
  role: Role
  viewer: Viewer
}

const LOOK: Readonly<Record<ContractStatus, { tone: Tone; word: string }>> = {
  draft: { tone: 'info', word: 'Draft' },
  active: { tone: 'ok', word: 'Active' },
  completed: { tone: 'neutral', word: 'Completed' },
  void: { tone: 'neutral', word: 'Void' },
}

/** The term is over, but what it costs is not wholly paid. */
const SETTLING = { tone: 'info', word: 'Completes once all invoices are settled' } as const

const SIDES: Readonly<Record<LeaseParty, string>> = {
  treasury: 'Signed by the lessor',
  subscriber: 'Signed by the lessee',
}

/** State, signatures and hash; the whole text opens below, and lies ready as a file. */
export function LeaseContract({ lease, contract, role, viewer }: LeaseContractProps) {
  if (contract === null) {
    return (
      <Panel title="Contract" id={`${lease.id}-contract`}>
        <p className="text-dense text-muted">
          No contract is issued yet: the capacity is only reserved.
        </p>
      </Panel>
    )
  }
  const isSettling = contract.status === 'active' && lease.status === 'expired'
  const { tone, word } = isSettling ? SETTLING : LOOK[contract.status]
  return (
    <Panel
      title="Contract"
      id={`${lease.id}-contract`}
      action={
        <a
          href={`/${role}/leases/${lease.id}/contract.pdf`}
          className={buttonClass({ size: 'sm' })}
        >
          Download contract (PDF)
        </a>
      }
    >
      <FactList
        facts={[
          { label: 'Contract', value: contract.id },
          { label: 'Status', value: <StatusPill tone={tone}>{word}</StatusPill> },
          ...(['treasury', 'subscriber'] as const).map((party) => ({
            label: SIDES[party],
            value: <Signature contract={contract} party={party} viewer={viewer} />,
          })),
          {
            label: 'SHA-256 of the terms',
            value: <code className="break-all font-mono text-xs">{contract.termsHash}</code>,
          },
        ]}
      />
      <details className="mt-3 text-dense">
        <summary className="cursor-pointer py-1 font-medium coarse:min-h-11">
          Read the contract
        </summary>
        <PaperView paper={contract.paper} />
      </details>
    </Panel>
  )
}

interface SignatureProps {
  contract: ContractDocument
  party: LeaseParty
  viewer: Viewer
}

function Signature({ contract, party, viewer }: SignatureProps) {
  const signature = contract.signatures.find((each) => each.party === party)
  if (signature === undefined) return <span className="text-muted">Not signed yet</span>
  return (
    <>
      <UserText>{signature.signerName ?? signature.label}</UserText>,{' '}
      <Timestamp iso={signature.signedAt} timeZone={viewer.timeZone} />
    </>
  )
}
