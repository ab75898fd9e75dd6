import type { ReactNode } from 'react'
import {
  BellIcon,
  CableIcon,
  type IconProps,
  LayoutDashboardIcon,
  MergeIcon,
  ScrollTextIcon,
  SettingsIcon,
  WorkflowIcon,
  XIcon,
} from '@/components/ui/icons'
import type { Role } from '@/types'
import { BrandMark } from './brand'
import { NavLink } from './nav-link'
import { AREA_LABELS, type NavIconName, type NavItem, navigationFor } from './navigation'
import { RailToggle } from './rail-toggle'

const ICONS: Record<NavIconName, (props: IconProps) => ReactNode> = {
  overview: LayoutDashboardIcon,
  leases: CableIcon,
  matchmaking: MergeIcon,
  orchestration: WorkflowIcon,
  alerts: BellIcon,
  audit: ScrollTextIcon,
  settings: SettingsIcon,
}

/** Text of the rail: there for ears always, for eyes only while the rail is wide. */
const WIDE_ONLY = 'sr-only lg:not-sr-only rail:lg:sr-only'

interface SidebarProps {
  area: Role
  openAlerts: number
}

/** Icons on a tablet; on a desktop wide or icons, as the cookie remembers. */
export function Sidebar({ area, openAlerts }: SidebarProps) {
  return (
    <aside aria-label="Sidebar" className="hidden border-border border-r bg-surface md:block">
      <div className="sticky top-0 flex h-dvh flex-col overflow-y-auto px-2.5 pb-3">
        <div className="flex h-(--header-height) shrink-0 items-center gap-2 px-0.5">
          <BrandMark />
          <span className={WIDE_ONLY}>
            <span className="block font-semibold leading-tight">Flowrate</span>
            <span className="block text-muted text-xs leading-tight">{AREA_LABELS[area]}</span>
          </span>
        </div>
        <NavList area={area} openAlerts={openAlerts} labelClass={WIDE_ONLY} />
        <RailToggle className="mt-auto hidden lg:flex" />
      </div>
    </aside>
  )
}

interface NavListProps extends SidebarProps {
  labelClass: string
}

function NavList({ area, openAlerts, labelClass }: NavListProps) {
  const items = navigationFor(area)
  const own = items.filter((item) => item.area === area)
  const shared = items.filter((item) => item.area === 'any')
  const list = (group: readonly NavItem[]) => (
    <ul className="grid gap-0.5">
      {group.map((item) => {
        const Icon = ICONS[item.icon]
        const open = item.icon === 'alerts' ? openAlerts : 0
        return (
          <li key={item.href}>
            <NavLink
              href={item.href}
              isIndex={item.isIndex === true}
              title={item.label}
              className="nav-link"
            >
              <Icon />
              <span className={labelClass}>{item.label}</span>
              {open > 0 ? (
                <span className={`num ml-auto text-xs ${labelClass}`}>
                  {open}
                  <span className="sr-only"> open</span>
                </span>
              ) : null}
            </NavLink>
          </li>
        )
      })}
    </ul>
  )
  return (
    <nav aria-label={AREA_LABELS[area]} className="grid gap-3 py-2">
      {list(own)}
      <hr className="border-border" />
      {list(shared)}
    </nav>
  )
}

export const NAV_SHEET_ID = 'nav-sheet'

/** The phone's menu: the browser's modal dialog, opened by an invoker button without JavaScript. */
export function NavSheet({ area, openAlerts, children }: SidebarProps & { children: ReactNode }) {
  const close = { command: 'close', commandfor: NAV_SHEET_ID }
  return (
    <dialog
      id={NAV_SHEET_ID}
      closedby="any"
      aria-label="Menu"
      className="sheet-left px-3 pb-4 md:hidden"
    >
      <div className="flex h-(--header-height) items-center gap-2">
        <BrandMark />
        <span className="font-semibold">Flowrate</span>
        <button
          type="button"
          aria-label="Close menu"
          className="ml-auto inline-flex size-9 items-center justify-center rounded-control text-muted hover:bg-hover coarse:size-11"
          {...close}
        >
          <XIcon />
        </button>
      </div>
      <NavList area={area} openAlerts={openAlerts} labelClass="" />
      {children}
    </dialog>
  )
}
