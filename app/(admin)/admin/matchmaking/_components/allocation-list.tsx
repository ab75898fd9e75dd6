import type { Route } from 'next'
import Link from 'next/link'
import { AllocationStatusPill } from '@/components/liquidity/ticket/ticket-words'
import { Amount } from '@/components/shared/amount'
import type { Viewer } from '@/components/shared/preferences'
import { UserText } from '@/components/shared/user-text'
import { durationInWords } from '@/lib/core/duration'
import { MINUTE_MS, toMs } from '@/lib/core/time'
import type { AllocationView } from '@/lib/flows/market/view-rules'
import { DeskButton } from './desk'
import { IssueButton } from './quick-buttons'

interface AllocationListProps {
  allocations: readonly AllocationView[]
  viewer: Viewer
  now: Date
  blockedBy: string | undefined
}

/** What the request was given, by whom, and how long it is still held. */
export function AllocationList({ allocations, viewer, now, blockedBy }: AllocationListProps) {
  if (allocations.length === 0) return null
  const isOver = ({ status }: AllocationView) => Number(status === 'released')
  const standingFirst = [...allocations].sort((a, b) => isOver(a) - isOver(b))
  return (
    <section aria-labelledby="allocations-title" className="border-border border-t px-4 py-3">
      <h3 id="allocations-title" className="mb-1 font-medium text-dense">
        Allocations
      </h3>
      <ul className="grid gap-2">
        {standingFirst.map((allocation) => (
          <li
            key={allocation.id}
            data-id={allocation.id}
            className="grid gap-1 rounded-control border border-border px-3 py-2 text-dense"
          >
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <Amount sats={allocation.sizeSats} unit={viewer.unit} className="font-medium" />
              <AllocationStatusPill status={allocation.status} />
              <span className="text-muted">{heldText(allocation, now)}</span>
            </p>
            <p className="text-muted">
              <UserText>{allocation.desk?.treasuryName}</UserText>,{' '}
              <UserText>{allocation.desk?.poolName}</UserText>, lease{' '}
              <Link
                href={`/admin/leases/${allocation.leaseId}` as Route}
                prefetch={false}
                className="underline underline-offset-2 hover:text-fg"
              >
                {allocation.leaseId}
              </Link>
              {allocation.contractId === null
                ? ', no contract yet'
                : `, contract ${allocation.contractId}`}
            </p>
            {allocation.desk?.note ? (
              <p className="break-words">
                <UserText>{allocation.desk.note}</UserText>
              </p>
            ) : null}
            {allocation.status === 'reserved' ? (
              <div className="flex flex-wrap gap-2">
                {allocation.contractId === null ? (
                  <IssueButton
                    allocationId={allocation.id}
                    leaseId={allocation.leaseId}
                    blockedBy={blockedBy}
                  />
                ) : null}
                <DeskButton
                  opens={{
                    kind: 'release',
                    allocation: {
                      id: allocation.id,
                      leaseId: allocation.leaseId,
                      sizeSats: allocation.sizeSats,
                    },
                  }}
                  label={`Release ${allocation.leaseId}`}
                  size="sm"
                >
                  Release
                </DeskButton>
              </div>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  )
}

function heldText({ status, expiresAt, contractId }: AllocationView, now: Date): string {
  if (status === 'confirmed') return 'signed by both'
  if (status === 'released' || expiresAt === null) return 'free again'
  const leftMs = toMs(expiresAt) - now.getTime()
  const left = durationInWords(Math.ceil(leftMs / MINUTE_MS) * MINUTE_MS)
  return contractId === null ? `held for ${left} more` : `${left} left to sign`
}
