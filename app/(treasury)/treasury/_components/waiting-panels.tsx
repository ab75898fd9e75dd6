import {
  ContractsToSign,
  RenewalsToAnswer,
} from '@/components/liquidity/lease-actions/waiting-panels'
import { Amount } from '@/components/shared/amount'
import { FactList } from '@/components/shared/fact-list'
import { Panel } from '@/components/shared/panel'
import type { Viewer } from '@/components/shared/preferences'
import { StatusPill } from '@/components/shared/status-pill'
import { Timestamp } from '@/components/shared/timestamp'
import { spanInWords } from '@/lib/core/duration'
import { toMs } from '@/lib/core/time'
import { leaseBindings } from '../leases/bindings'
import type { TreasuryOverview } from '../load-overview'

interface WaitingPanelsProps {
  overview: Pick<TreasuryOverview, 'renewals' | 'contracts' | 'nextPayout'>
  viewer: Viewer
  now: Date
}

/** What waits for the treasury's answer or signature, and what it will be paid next. */
export function WaitingPanels({ overview, viewer, now }: WaitingPanelsProps) {
  const { renewals, contracts, nextPayout } = overview
  return (
    <div className="grid gap-4 lg:grid-cols-3">
      <RenewalsToAnswer renewals={renewals} viewer={viewer} bindings={leaseBindings} />
      <ContractsToSign
        contracts={contracts}
        other="The lessee"
        viewer={viewer}
        bindings={leaseBindings}
      />
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
                value: <PayoutPill payout={nextPayout} now={now} />,
              },
            ]}
          />
        )}
      </Panel>
    </div>
  )
}

/** What was to be sent by now is overdue, whoever has approved it. */
function PayoutPill({
  payout: { status, isOverdue, scheduledFor },
  now,
}: {
  payout: NonNullable<TreasuryOverview['nextPayout']>
  now: Date
}) {
  if (isOverdue) {
    const late = spanInWords(now.getTime() - toMs(scheduledFor))
    return <StatusPill tone="bad">{`Overdue by ${late}`}</StatusPill>
  }
  return status === 'approved' ? (
    <StatusPill tone="ok">Approved</StatusPill>
  ) : (
    <StatusPill tone="info">Scheduled</StatusPill>
  )
}

function maskedAddress(address: string): string {
  return `${address.slice(0, 8)}…${address.slice(-6)}`
}
