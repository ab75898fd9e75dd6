import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { changePreference } from '@/app/(account)/settings/actions'
import { signOut, switchOrganisation } from '@/app/(auth)/sign-in/actions'
import { PREFERENCE_COOKIES } from '@/components/shared/preferences'
import { AppShell } from '@/components/shell/app-shell'
import type { ShellUser } from '@/components/shell/types'
import { findDemoWorld } from '@/lib/platform/demo/queries'
import { demoAgeDays, isDemoStale } from '@/lib/platform/demo/rules'
import { countUnread } from '@/lib/platform/notification/queries'
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
  return (
    <AppShell
      area={ctx.actor.role}
      user={shellUser(ctx)}
      unit={unit}
      theme={theme}
      rail={jar.get(PREFERENCE_COOKIES.rail)?.value}
      unreadAlerts={await countUnread(ctx)}
      notice={await demoNotice(ctx)}
      actions={{ setPreference: changePreference, signOut, switchOrganisation }}
    >
      {children}
    </AppShell>
  )
}

async function demoNotice(ctx: ViewerCtx): Promise<ReactNode> {
  const world = await findDemoWorld(ctx)
  const now = ctx.clock.now()
  if (world === null || !isDemoStale(world.anchorAt, now)) return null
  return (
    <p
      role="status"
      data-slot="demo-notice"
      className="border-border border-b bg-info-soft px-5 py-1.5 text-dense text-info"
    >
      This demo world is {demoAgeDays(world.anchorAt, now)} days old. Reset it with{' '}
      <code className="font-mono">npm run db:reset</code>.
    </p>
  )
}

function shellUser({ actor, memberships }: ViewerCtx): ShellUser {
  return {
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
