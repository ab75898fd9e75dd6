import { type ListRequest, type ListSpec, type ListView, viewList } from '@/lib/core/list-view'
import { toMs } from '@/lib/core/time'
import type { FeeModel, LeaseStatus, Sats } from '@/types'
import type { LeaseView } from './view'

export const LEASE_TABS = ['all', 'active', 'pending', 'expiring', 'ended'] as const
export type LeaseTab = (typeof LEASE_TABS)[number]

export const LEASE_SORTS = [
  'id',
  'counterparty',
  'lessor',
  'lessee',
  'size',
  'delivered',
  'start',
  'end',
  'daysLeft',
  'feeModel',
  'effectivePpm',
  'annualisedPpm',
  'status',
] as const
export type LeaseSort = (typeof LEASE_SORTS)[number]

export const LEASE_FACETS = ['status', 'feeModel'] as const
export type LeaseFacet = (typeof LEASE_FACETS)[number]

export interface LeaseListRequest extends ListRequest<LeaseSort, LeaseFacet> {
  tab: LeaseTab
  /** Part of the other side's name. */
  counterparty: string
  /** Only what ends within 14 days and is not renewed. */
  expiring: boolean
  sizeMinSats: Sats | null
  sizeMaxSats: Sats | null
}

/** Everything, the running ones first, what ends next on top. */
export const EVERY_LEASE: LeaseListRequest = {
  tab: 'all',
  q: '',
  counterparty: '',
  expiring: false,
  sizeMinSats: null,
  sizeMaxSats: null,
  facets: { status: [], feeModel: [] },
  sort: { by: 'daysLeft', descending: false },
  page: 1,
  per: 25,
}

export interface LeaseListView extends ListView<LeaseView, LeaseFacet> {
  /** Leases of each tab, whatever else is asked for. */
  tabs: Record<LeaseTab, number>
}

const STATUS_TAB: Readonly<Record<LeaseStatus, Exclude<LeaseTab, 'all' | 'expiring'>>> = {
  pending: 'pending',
  active: 'active',
  paused: 'active',
  expired: 'ended',
  completed: 'ended',
  cancelled: 'ended',
  terminated: 'ended',
  defaulted: 'ended',
}

const FEE_LABELS: Readonly<Record<FeeModel, string>> = { fixed: 'Fixed fee', ppm: 'Rate in ppm' }

export function isOnTab(lease: Pick<LeaseView, 'status' | 'isExpiring'>, tab: LeaseTab): boolean {
  if (tab === 'all') return true
  return tab === 'expiring' ? lease.isExpiring : STATUS_TAB[lease.status] === tab
}

const SPEC: ListSpec<LeaseView, LeaseSort, LeaseFacet> = {
  id: (lease) => lease.id,
  text: (lease) => [
    lease.id,
    lease.counterparty,
    lease.status,
    lease.contract?.id ?? null,
    lease.desk?.treasuryId ?? null,
    lease.desk?.subscriberId ?? null,
    lease.desk?.poolName ?? null,
  ],
  sorts: {
    id: (lease) => lease.id,
    counterparty: (lease) => lease.counterparty,
    lessor: (lease) => lease.lessorLabel,
    lessee: (lease) => lease.lesseeLabel,
    size: (lease) => lease.sizeSats,
    delivered: (lease) => lease.deliveredPct,
    start: (lease) => lease.startAt,
    end: (lease) => lease.endAt,
    daysLeft: (lease) => urgencyOf(lease),
    feeModel: (lease) => lease.feeModel,
    effectivePpm: (lease) => lease.effectivePpm,
    annualisedPpm: (lease) => lease.annualisedPpm,
    status: (lease) => lease.status,
  },
  facets: {
    status: { value: (lease) => lease.status },
    feeModel: { value: (lease) => lease.feeModel, label: (lease) => FEE_LABELS[lease.feeModel] },
  },
}

/** Larger than any instant, so that each group comes as a whole. */
const GROUP = 1e15

/** Running leases by their end, then pending ones by their start, then ended ones, the last to end first. */
function urgencyOf(lease: LeaseView): number {
  const tab = STATUS_TAB[lease.status]
  if (tab === 'active') return toMs(lease.endAt)
  if (tab === 'pending') return GROUP + toMs(lease.startAt)
  return 3 * GROUP - toMs(lease.endedAt ?? lease.endAt)
}

/** One page of leases, and every matching one, with the counts of facets and tabs. */
export function viewLeases(leases: readonly LeaseView[], request: LeaseListRequest): LeaseListView {
  const view = viewList(leases, request, { ...SPEC, keeps: (lease) => isKept(lease, request) })
  const tabs = Object.fromEntries(
    LEASE_TABS.map((tab) => [tab, leases.filter((lease) => isOnTab(lease, tab)).length]),
  ) as Record<LeaseTab, number>
  return { ...view, tabs }
}

function isKept(
  lease: LeaseView,
  { tab, counterparty, expiring, sizeMinSats, sizeMaxSats }: LeaseListRequest,
): boolean {
  return (
    isOnTab(lease, tab) &&
    (!expiring || lease.isExpiring) &&
    lease.counterparty.toLowerCase().includes(counterparty.toLowerCase()) &&
    lease.sizeSats >= (sizeMinSats ?? 0) &&
    lease.sizeSats <= (sizeMaxSats ?? Number.POSITIVE_INFINITY)
  )
}
