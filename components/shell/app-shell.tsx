import type { ReactNode } from 'react'
import { OfflineBanner } from '@/components/shared/offline-banner'
import type { Theme, Unit } from '@/components/shared/preferences'
import { ClockIcon } from '@/components/ui/icons'
import { Toaster } from '@/components/ui/toast'
import type { Role } from '@/types'
import { Header } from './header'
import { LiveRefresh } from './live-refresh'
import type { SessionLeft } from './session-clock'
import { SessionWatch } from './session-watch'
import { NavSheet, Sidebar } from './sidebar'
import type { ShellActions, ShellClock, ShellUser } from './types'
import { ZoneReporter } from './zone-reporter'

const PAGE_END_ID = 'page-end'

export interface AppShellProps {
  area: Role
  user: ShellUser
  unit: Unit
  theme: Theme
  /** From the cookie; anything but "icons" is wide. */
  rail: string | undefined
  openAlerts: number
  clock: ShellClock | null
  /** The newest change that this page already shows. */
  liveCursor: number
  /** How long the session lasts from now on. */
  sessionLeft: SessionLeft
  actions: ShellActions
  /** Set while the demo is old and should be reset, or the organisation is locked. */
  notice?: ReactNode
  children: ReactNode
}

/** Nobody should take the days of a moved clock for real ones. */
function MovedClock({ now, ahead }: ShellClock) {
  return (
    <p
      role="status"
      data-slot="demo-clock"
      className="flex flex-wrap items-center gap-x-2 border-border border-b bg-info-soft px-3 py-1 text-info text-xs md:px-5"
    >
      <ClockIcon className="size-3.5 shrink-0" />
      <span>
        Demo clock: <strong className="font-semibold">{ahead}</strong>
      </span>
      <span className="num">{now}</span>
    </p>
  )
}

/** Everything around a page. It paints; who may see what is decided by the page. */
export function AppShell({
  area,
  user,
  unit,
  theme,
  rail,
  openAlerts,
  clock,
  liveCursor,
  sessionLeft,
  actions,
  notice,
  children,
}: AppShellProps) {
  return (
    <div
      data-slot="app-shell"
      data-rail={rail === 'icons' ? 'icons' : 'wide'}
      className="min-h-dvh md:grid md:grid-cols-[var(--rail-width)_minmax(0,1fr)] lg:grid-cols-[var(--sidebar-width)_minmax(0,1fr)] lg:data-[rail=icons]:grid-cols-[var(--rail-width)_minmax(0,1fr)]"
    >
      {/* The first paint waits until all of the page is there: no frame of the shell alone. */}
      <link rel="expect" href={`#${PAGE_END_ID}`} blocking="render" />
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-control focus:bg-fg focus:px-3 focus:py-2 focus:text-surface"
      >
        Skip to content
      </a>
      <Sidebar area={area} openAlerts={openAlerts} />
      <NavSheet area={area} openAlerts={openAlerts}>
        <p className="mt-4 text-muted text-xs">{user.organisationName}</p>
      </NavSheet>
      <div className="flex min-w-0 flex-col">
        <Header
          area={area}
          user={user}
          unit={unit}
          theme={theme}
          openAlerts={openAlerts}
          clock={clock}
          actions={actions}
        />
        <OfflineBanner />
        {clock?.isMoved ? <MovedClock {...clock} /> : null}
        {notice}
        <main
          id="main"
          tabIndex={-1}
          className="grid w-full max-w-[100rem] grid-cols-[minmax(0,1fr)] content-start gap-4 px-3 py-4 outline-none md:px-5"
        >
          {children}
        </main>
        <span id={PAGE_END_ID} hidden />
      </div>
      <Toaster />
      <ZoneReporter />
      <SessionWatch
        userId={user.id}
        organisationId={user.organisationId}
        area={area}
        left={sessionLeft}
      />
      <LiveRefresh area={area} cursor={liveCursor} />
    </div>
  )
}
