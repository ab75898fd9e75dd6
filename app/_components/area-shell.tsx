import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { advanceClock } from '@/app/_actions/clock'
import { changePreference } from '@/app/(account)/settings/actions'
import { signOut, switchOrganisation } from '@/app/(auth)/sign-in/actions'
import { PREFERENCE_COOKIES } from '@/components/shared/preferences'
import { AppShell } from '@/components/shell/app-shell'
import type { ShellClock, ShellUser } from '@/components/shell/types'
import { durationInWords } from '@/lib/core/duration'
import { toInstant } from '@/lib/core/time'
import { formatInstant } from '@/lib/core/time-format'
import { canWrite } from '@/lib/platform/actor'
import { demoAgeDays, isDemoStale } from '@/lib/platform/demo/rules'
import { countOpen } from '@/lib/platform/notification/queries'
import { demoPowers } from '@/lib/web/demo-powers'
import type { ViewerCtx } from '@/lib/web/viewer'
import type { MemberRole } from '@/types'

const ROLE_LABELS: Readonly<Record<MemberRole, string>> = {
  owner: 'Owner',
  operator: 'Operator',
  viewer: 'Viewer',
  admin: 'Admin',
}

/** The shell with the viewer's own figures and the actions behind its switches. */
export async function AreaShell({ ctx, children }: { ctx: ViewerCtx; children: ReactNode }) {
  const jar = await cookies()
  const { unit, theme } = ctx.preferences
  const { actor } = ctx
  const movesClock = actor.role === 'admin' && canWrite(actor) && (await demoPowers()).steering
  return (
    <AppShell
      area={actor.role}
      user={shellUser(ctx)}
      unit={unit}
      theme={theme}
      rail={jar.get(PREFERENCE_COOKIES.rail)?.value}
      openAlerts={await countOpen(ctx)}
      clock={shellClock(ctx)}
      liveCursor={ctx.liveCursor}
      sessionLeft={ctx.sessionLeft}
      notice={
        <>
          {viewerNotice(ctx)}
          {demoNotice(ctx)}
        </>
      }
      actions={{
        setPreference: changePreference,
        signOut,
        switchOrganisation,
        ...(movesClock && { moveClock: advanceClock }),
      }}
    >
      {children}
    </AppShell>
  )
}

function shellClock({ demoWorld, clock }: ViewerCtx): ShellClock | null {
  if (demoWorld === null) return null
  const { clockOffsetMs } = demoWorld
  return {
    now: formatInstant(toInstant(clock.now()), 'UTC', 'full'),
    ahead: `+${durationInWords(clockOffsetMs)}`,
    isMoved: clockOffsetMs > 0,
  }
}

function viewerNotice({ actor }: ViewerCtx): ReactNode {
  if (canWrite(actor)) return null
  return (
    <p
      data-slot="viewer-notice"
      className="border-border border-b bg-sunken px-3 py-1 text-muted text-xs md:px-5"
    >
      You see {actor.organisationName} as a viewer: its owners and operators make the changes.
    </p>
  )
}

function demoNotice(ctx: ViewerCtx): ReactNode {
  const world = ctx.demoWorld
  const now = ctx.clock.now()
  if (world === null || !isDemoStale(world.anchorAt, now)) return null
  return (
    <p
      role="status"
      data-slot="demo-notice"
      className="border-border border-b bg-info-soft px-5 py-1.5 text-dense text-info"
    >
      This demo world is {demoAgeDays(world.anchorAt, now)} days old. Stop the server and reset it
      with <code className="font-mono">npm run db:reset</code>.
    </p>
  )
}

function shellUser({ actor, memberships }: ViewerCtx): ShellUser {
  return {
    id: actor.userId,
    name: actor.name,
    email: actor.email,
    organisationId: actor.organisationId,
    organisationName: actor.organisationName,
    roleLabel: ROLE_LABELS[actor.memberRole],
    organisations: memberships.map(({ organisationId: id, organisationName: name }) => ({
      id,
      name,
    })),
    areas: [...new Set(memberships.map(({ role }) => role))],
  }
}
