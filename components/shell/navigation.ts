import type { Role } from '@/types'

export type NavIconName =
  | 'overview'
  | 'leases'
  | 'matchmaking'
  | 'orchestration'
  | 'alerts'
  | 'audit'
  | 'settings'

export interface NavItem {
  href: string
  label: string
  icon: NavIconName
  /** Pressed after `g`; unique within an area. */
  key: string
  /** Who has it; "any" is shared by all areas and stands below them. */
  area: Role | 'any'
  /** True for an area's first page, below which the others lie. */
  isIndex?: boolean
}

/** Every page that a menu, the palette or a shortcut may lead to. A page is listed once it exists. */
export const NAVIGATION: readonly NavItem[] = [
  {
    href: '/treasury',
    label: 'Overview',
    icon: 'overview',
    key: 'o',
    area: 'treasury',
    isIndex: true,
  },
  { href: '/treasury/leases', label: 'Leases', icon: 'leases', key: 'l', area: 'treasury' },
  { href: '/treasury/alerts', label: 'Alerts', icon: 'alerts', key: 'a', area: 'treasury' },
  {
    href: '/subscriber',
    label: 'Overview',
    icon: 'overview',
    key: 'o',
    area: 'subscriber',
    isIndex: true,
  },
  { href: '/subscriber/leases', label: 'Leases', icon: 'leases', key: 'l', area: 'subscriber' },
  { href: '/subscriber/alerts', label: 'Alerts', icon: 'alerts', key: 'a', area: 'subscriber' },
  {
    href: '/admin',
    label: 'Command center',
    icon: 'overview',
    key: 'o',
    area: 'admin',
    isIndex: true,
  },
  {
    href: '/admin/matchmaking',
    label: 'Matchmaking',
    icon: 'matchmaking',
    key: 'm',
    area: 'admin',
  },
  { href: '/admin/leases', label: 'Leases', icon: 'leases', key: 'l', area: 'admin' },
  {
    href: '/admin/orchestration',
    label: 'Orchestration',
    icon: 'orchestration',
    key: 'r',
    area: 'admin',
  },
  { href: '/admin/alerts', label: 'Alerts', icon: 'alerts', key: 'a', area: 'admin' },
  { href: '/admin/audit', label: 'Audit log', icon: 'audit', key: 'u', area: 'admin' },
  { href: '/settings', label: 'Settings', icon: 'settings', key: 's', area: 'any' },
]

export const AREA_LABELS: Readonly<Record<Role, string>> = {
  treasury: 'Treasury',
  subscriber: 'Subscriber',
  admin: 'Flowrate operations',
}

export function navigationFor(area: Role): NavItem[] {
  return NAVIGATION.filter((item) => item.area === area || item.area === 'any')
}

/** An index page is current only itself; any other also for what lies below it. */
export function isCurrentPage(item: Pick<NavItem, 'href' | 'isIndex'>, pathname: string): boolean {
  if (pathname === item.href) return true
  return item.isIndex !== true && pathname.startsWith(`${item.href}/`)
}
