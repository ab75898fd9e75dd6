import type { Route } from 'next'
import { TabLinks } from '@/components/ui/tabs'
import type { Role } from '@/types'

export const LEASE_TABS = ['all', 'active', 'pending', 'expiring', 'ended', 'requests'] as const
export type LeaseTab = (typeof LEASE_TABS)[number]

const LABELS: Readonly<Record<LeaseTab, string>> = {
  all: 'All',
  active: 'Active',
  pending: 'Pending',
  expiring: 'Expiring',
  ended: 'Ended',
  requests: 'Requests',
}

interface LeaseTabsProps {
  area: Role
  current: LeaseTab
  /** Rows behind each tab, as far as they are known. */
  counts?: Readonly<Partial<Record<LeaseTab, number>>>
}

/** The views of an area's leases; subscribers find their requests beside them. */
export function LeaseTabs({ area, current, counts = {} }: LeaseTabsProps) {
  const shown = LEASE_TABS.filter((tab) => tab !== 'requests' || area === 'subscriber')
  return (
    <TabLinks
      label="Leases"
      tabs={shown.map((tab) => {
        const count = counts[tab]
        return {
          href: tabHref(area, tab) as Route,
          label: LABELS[tab],
          isCurrent: tab === current,
          ...(count === undefined ? {} : { count }),
        }
      })}
    />
  )
}

function tabHref(area: Role, tab: LeaseTab): string {
  const list = `/${area}/leases`
  if (tab === 'all') return list
  return tab === 'requests' ? `${list}/requests` : `${list}?tab=${tab}`
}
