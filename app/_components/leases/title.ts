import { LEASE_TABS, type LeaseTab } from '@/lib/flows/lease-view/list-rules'
import { type RawSearchParams, readChoice } from '@/lib/web/search-params'

const TITLES: Readonly<Record<LeaseTab, string>> = {
  all: 'Leases',
  active: 'Active leases',
  pending: 'Pending leases',
  expiring: 'Expiring leases',
  ended: 'Ended leases',
}

/** What the browser calls a tab of the list; each view is an entry of its own in the history. */
export function leasesTitle(params: RawSearchParams): string {
  return TITLES[readChoice(params, 'tab', LEASE_TABS) ?? 'all']
}
