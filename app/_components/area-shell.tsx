import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { changePreference } from '@/app/(account)/settings/actions'
import { signOut, switchOrganisation } from '@/app/(auth)/sign-in/actions'
import { PREFERENCE_COOKIES } from '@/components/shared/preferences'
import { AppShell } from '@/components/shell/app-shell'
import type { ShellUser } from '@/components/shell/types'
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
      actions={{ setPreference: changePreference, signOut, switchOrganisation }}
    >
      {children}
    </AppShell>
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
