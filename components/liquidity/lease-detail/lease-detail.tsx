import { nextStepOf } from '@/components/liquidity/lease-table/next-step'
import type { Viewer } from '@/components/shared/preferences'
import type { ContractDocument } from '@/lib/domains/liquidity/contract/document-rules'
import { shownActions } from '@/lib/domains/liquidity/lease/policy'
import type { LeaseDetail } from '@/lib/flows/lease-view/detail-rules'
import type { IsoInstant, Role } from '@/types'
import { LeaseActions } from '../lease-actions/lease-actions'
import type { LeaseBindings } from '../lease-actions/types'
import { BackingChannels } from './backing-channels'
import { LeaseContract } from './lease-contract'
import { LeaseFacts } from './lease-facts'
import { LeaseIncidents } from './lease-incidents'
import { LeaseMonths } from './lease-months'
import { LeaseRenewals } from './lease-renewals'
import { LeaseTerm } from './lease-term'
import { LeaseTimeline } from './lease-timeline'

interface LeaseDetailProps {
  detail: LeaseDetail
  contract: ContractDocument | null
  bindings: LeaseBindings
  role: Role
  viewer: Viewer
  now: IsoInstant
}

/** Everything about one lease that its viewer may know, and all that they may do with it. */
export function LeaseDetailParts({
  detail,
  contract,
  bindings,
  role,
  viewer,
  now,
}: LeaseDetailProps) {
  const { lease, channels, timeline, incidents, months } = detail
  const step = nextStepOf(lease)
  return (
    <>
      {shownActions(lease.actions).length === 0 ? null : (
        <div className="lg:col-span-full">
          <LeaseActions
            lease={{ id: lease.id, actions: lease.actions }}
            bindings={bindings}
            viewer={viewer}
            variant="buttons"
            {...(step === null ? {} : { primary: step })}
          />
        </div>
      )}
      <LeaseFacts lease={lease} months={months} role={role} viewer={viewer} />
      <div className="grid gap-4">
        <LeaseTerm lease={lease} viewer={viewer} now={now} />
        <BackingChannels lease={lease} channels={channels} viewer={viewer} />
      </div>
      <LeaseContract lease={lease} contract={contract} role={role} viewer={viewer} />
      <LeaseRenewals detail={detail} role={role} viewer={viewer} />
      <LeaseMonths leaseId={lease.id} months={months} viewer={viewer} />
      <LeaseIncidents leaseId={lease.id} incidents={incidents} viewer={viewer} />
      <LeaseTimeline leaseId={lease.id} timeline={timeline} role={role} viewer={viewer} />
    </>
  )
}
