import type { LeaseView } from '@/lib/flows/lease-view/view'
import type { LeaseParty, Role } from '@/types'

type Shown = Pick<
  LeaseView,
  | 'id'
  | 'counterparty'
  | 'isProviderAnonymised'
  | 'sizeSats'
  | 'deliveredPct'
  | 'startAt'
  | 'endAt'
  | 'termDays'
  | 'feeModel'
  | 'feeSats'
  | 'feePpm'
  | 'effectivePpm'
  | 'annualisedPpm'
  | 'status'
  | 'isExpiring'
  | 'isCancelAtTerm'
  | 'renewedByLeaseId'
  | 'actions'
>

/** A lease as the table of its viewer's area shows it: nothing else leaves the server. */
export interface LeaseRow extends Shown {
  daysLeft: number | null
  /** Who asked for the renewal that waits for an answer. */
  renewalBy: LeaseParty | null
  /** For subscribers alone. */
  providerBadge: LeaseView['providerBadge'] | null
  /** Both names, for Flowrate alone. */
  lessor: string | null
  lessee: string | null
}

export function toLeaseRow(lease: LeaseView, role: Role): LeaseRow {
  const isDesk = role === 'admin'
  return {
    id: lease.id,
    counterparty: lease.counterparty,
    isProviderAnonymised: role === 'subscriber' && lease.isProviderAnonymised,
    sizeSats: lease.sizeSats,
    deliveredPct: lease.deliveredPct,
    startAt: lease.startAt,
    endAt: lease.endAt,
    termDays: lease.termDays,
    feeModel: lease.feeModel,
    feeSats: lease.feeSats,
    feePpm: lease.feePpm,
    effectivePpm: lease.effectivePpm,
    annualisedPpm: lease.annualisedPpm,
    status: lease.status,
    isExpiring: lease.isExpiring,
    isCancelAtTerm: lease.isCancelAtTerm,
    renewedByLeaseId: lease.renewedByLeaseId,
    actions: lease.actions,
    daysLeft: lease.daysLeft,
    renewalBy: lease.renewal?.status === 'requested' ? lease.renewal.requestedBy : null,
    providerBadge: role === 'subscriber' ? lease.providerBadge : null,
    lessor: isDesk ? lease.lessorLabel : null,
    lessee: isDesk ? lease.lesseeLabel : null,
  }
}
