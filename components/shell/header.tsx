import type { Route } from 'next'
import Link from 'next/link'
import { formatInteger } from '@/components/shared/format'
import type { PreferenceFormAction, Theme, Unit } from '@/components/shared/preferences'
import { UserText } from '@/components/shared/user-text'
import { cn } from '@/components/ui/cn'
import {
  BellIcon,
  CheckIcon,
  ChevronsUpDownIcon,
  LogOutIcon,
  MenuIcon,
  MonitorIcon,
  MoonIcon,
  SettingsIcon,
  SunIcon,
  UserIcon,
} from '@/components/ui/icons'
import { MENU_ITEM, MenuList, Popover } from '@/components/ui/popover'
import type { Role } from '@/types'
import { ClockControl } from './clock-control'
import { CommandCenter } from './command-center'
import { AREA_LABELS, navigationFor } from './navigation'
import { NonCustodialBadge } from './non-custodial-badge'
import { PreferenceSwitch, type SwitchOption } from './preference-switch'
import { NAV_SHEET_ID } from './sidebar'
import type { ShellActions, ShellClock, ShellUser } from './types'

const ICON_BUTTON =
  'relative inline-flex size-8 items-center justify-center rounded-control text-muted hover:bg-hover hover:text-fg coarse:size-11'

const UNIT_OPTIONS: readonly SwitchOption[] = [
  { value: 'btc', label: 'BTC', change: { kind: 'unit', unit: 'btc' } },
  { value: 'sats', label: 'sats', change: { kind: 'unit', unit: 'sats' } },
]

const THEME_OPTIONS: readonly SwitchOption[] = [
  {
    value: 'system',
    label: 'Theme of the system',
    icon: <MonitorIcon className="size-3.5" />,
    change: { kind: 'theme', theme: 'system' },
  },
  {
    value: 'light',
    label: 'Light theme',
    icon: <SunIcon className="size-3.5" />,
    change: { kind: 'theme', theme: 'light' },
  },
  {
    value: 'dark',
    label: 'Dark theme',
    icon: <MoonIcon className="size-3.5" />,
    change: { kind: 'theme', theme: 'dark' },
  },
]

export interface HeaderProps {
  area: Role
  user: ShellUser
  unit: Unit
  theme: Theme
  openAlerts: number
  clock: ShellClock | null
  actions: ShellActions
}

export function Header({ area, user, unit, theme, openAlerts, clock, actions }: HeaderProps) {
  const open = { command: 'show-modal', commandfor: NAV_SHEET_ID }
  return (
    <header className="sticky top-0 z-20 flex h-(--header-height) items-center gap-1.5 border-border border-b bg-surface px-3 md:px-5">
      <button
        type="button"
        aria-label="Open menu"
        className={cn(ICON_BUTTON, '-ml-1.5 md:hidden')}
        {...open}
      >
        <MenuIcon className="size-5" />
      </button>
      <OrganisationMenu user={user} area={area} actions={actions} />
      <div className="ml-auto flex items-center gap-1.5">
        {area === 'admin' ? null : <NonCustodialBadge />}
        <CommandCenter
          pages={navigationFor(area).map(({ href, label, key }) => ({ href, label, key }))}
          unit={unit}
          setPreference={actions.setPreference}
          signOut={actions.signOut}
        />
        <div className="hidden items-center gap-1.5 md:flex">
          <Switches unit={unit} theme={theme} action={actions.setPreference} />
        </div>
        {clock && actions.moveClock ? (
          <ClockControl
            text={`${clock.now} · ${clock.ahead}`}
            action={actions.moveClock}
            className={ICON_BUTTON}
          />
        ) : null}
        <Link
          href={`/${area}/alerts` as Route}
          prefetch={false}
          aria-label={openAlerts > 0 ? `Alerts, ${openAlerts} open` : 'Alerts, none open'}
          className={ICON_BUTTON}
        >
          <BellIcon />
          {openAlerts > 0 ? (
            <span className="num absolute top-0 right-0 min-w-4 rounded-full bg-fg px-1 text-center font-semibold text-[0.625rem] text-surface leading-4 coarse:top-1.5 coarse:right-1.5">
              {openAlerts > 99 ? '99+' : formatInteger(openAlerts)}
            </span>
          ) : null}
        </Link>
        <UserMenu user={user} unit={unit} theme={theme} actions={actions} />
      </div>
    </header>
  )
}

interface SwitchesProps {
  unit: Unit
  theme: Theme
  action: PreferenceFormAction
}

function Switches({ unit, theme, action }: SwitchesProps) {
  return (
    <>
      <PreferenceSwitch label="Unit" value={unit} options={UNIT_OPTIONS} action={action} />
      <PreferenceSwitch label="Theme" value={theme} options={THEME_OPTIONS} action={action} />
    </>
  )
}

/** Whose figures these are; a menu only when there is another choice. */
function OrganisationMenu({ user, area, actions }: Pick<HeaderProps, 'user' | 'area' | 'actions'>) {
  const others = user.organisations.length + user.areas.length
  if (others <= 2) {
    return <p className="min-w-0 truncate font-medium text-dense">{user.organisationName}</p>
  }
  const id = 'organisation-menu'
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        aria-label={`Organisation: ${user.organisationName}`}
        className="inline-flex h-8 min-w-0 items-center gap-1.5 rounded-control px-2 font-medium text-dense hover:bg-hover coarse:min-h-11"
      >
        <span className="truncate">{user.organisationName}</span>
        <ChevronsUpDownIcon className="size-3.5 shrink-0 text-muted" />
      </button>
      <Popover id={id}>
        <MenuList aria-label="Organisations and areas">
          {user.organisations.map((organisation) => (
            <li key={organisation.id}>
              <form action={actions.switchOrganisation?.bind(null, organisation.id)}>
                <button
                  type="submit"
                  aria-current={organisation.id === user.organisationId}
                  className={MENU_ITEM}
                >
                  <UserText>{organisation.name}</UserText>
                  {organisation.id === user.organisationId ? (
                    <CheckIcon className="ml-auto size-3.5" />
                  ) : null}
                </button>
              </form>
            </li>
          ))}
          {user.areas
            .filter((other) => other !== area)
            .map((other) => (
              <li key={other}>
                <Link href={`/${other}` as Route} prefetch={false} className={MENU_ITEM}>
                  Go to {AREA_LABELS[other]}
                </Link>
              </li>
            ))}
        </MenuList>
      </Popover>
    </>
  )
}

function UserMenu({
  user,
  unit,
  theme,
  actions,
}: Pick<HeaderProps, 'user' | 'unit' | 'theme' | 'actions'>) {
  const id = 'user-menu'
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        aria-label={`Account of ${user.name}`}
        className={ICON_BUTTON}
      >
        <UserIcon className="size-5" />
      </button>
      <Popover id={id} align="end">
        <p className="font-semibold">
          <UserText>{user.name}</UserText>
        </p>
        <p className="text-muted">{user.email}</p>
        <p className="mt-1 text-muted text-xs">
          {user.roleLabel}, <UserText>{user.organisationName}</UserText>
        </p>
        <div className="mt-3 flex flex-wrap gap-2 md:hidden">
          <Switches unit={unit} theme={theme} action={actions.setPreference} />
        </div>
        <hr className="-mx-3 my-2 border-border" />
        <MenuList className="mx-[-0.375rem] my-0">
          <li>
            <Link href={'/settings' as Route} prefetch={false} className={MENU_ITEM}>
              <SettingsIcon />
              Settings
            </Link>
          </li>
          <li>
            <form action={actions.signOut}>
              <button type="submit" className={MENU_ITEM}>
                <LogOutIcon />
                Sign out
              </button>
            </form>
          </li>
        </MenuList>
      </Popover>
    </>
  )
}
