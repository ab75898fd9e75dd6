import 'server-only'
import { asc, eq } from 'drizzle-orm'
import { isSessionAlive, isTouchDue, type SessionLeft, sessionLeft } from '@/lib/auth/session-rules'
import { sessionTable, userTable } from '@/lib/auth/table'
import type { DbCtx } from '@/lib/db/context'
import { StoreFullError, storeTroubleOf } from '@/lib/db/trouble'
import { roleOfKind, type UserActor } from '@/lib/platform/actor'
import { type DemoWorld, demoWorldTable } from '@/lib/platform/demo/table'
import { liveCursor } from '@/lib/platform/live/read-events'
import { membershipTable, organisationTable } from '@/lib/platform/organisation/table'
import { preferencesOf } from '@/lib/platform/preference/queries'
import type { Preferences } from '@/lib/platform/preference/rules'
import { preferenceTable } from '@/lib/platform/preference/table'
import type { MemberRole, Role } from '@/types'

export interface Membership {
  organisationId: string
  organisationName: string
  role: Role
  memberRole: MemberRole
}

/** Whoever holds a live session: the acting person, all their memberships, their preferences. */
export interface Viewer {
  actor: UserActor
  sessionId: string
  /** How long the session lasts from this request on. */
  sessionLeft: SessionLeft
  memberships: Membership[]
  preferences: Preferences
  /** The demo world of this store; it says how far the product clock has been moved. */
  demoWorld: DemoWorld | null
  /** Where a page that is rendered for them begins to hear of changes. */
  liveCursor: number
}

/**
 * The viewer behind a session token, in one query, or null when the session is unknown, over or
 * idle, the person is disabled or belongs to no organisation. Sessions live in real time; watching an open
 * page is no activity and does not keep them alive.
 */
export async function findViewer(
  ctx: DbCtx,
  token: string,
  realNow: Date,
  presence: 'active' | 'watching' = 'active',
): Promise<Viewer | null> {
  const rows = await ctx.db
    .select({
      session: {
        id: sessionTable.id,
        expiresAt: sessionTable.expiresAt,
        lastActiveAt: sessionTable.lastActiveAt,
        activeOrganisationId: sessionTable.activeOrganisationId,
      },
      user: {
        id: userTable.id,
        name: userTable.name,
        email: userTable.email,
        disabledAt: userTable.disabledAt,
      },
      memberRole: membershipTable.role,
      organisation: organisationTable,
      preference: preferenceTable,
      demoWorld: demoWorldTable,
      liveCursor,
    })
    .from(sessionTable)
    .innerJoin(userTable, eq(userTable.id, sessionTable.userId))
    .innerJoin(membershipTable, eq(membershipTable.userId, userTable.id))
    .innerJoin(organisationTable, eq(organisationTable.id, membershipTable.organisationId))
    .leftJoin(preferenceTable, eq(preferenceTable.userId, userTable.id))
    .leftJoin(demoWorldTable, eq(demoWorldTable.id, 1))
    .where(eq(sessionTable.token, token))
    .orderBy(asc(membershipTable.createdAt), asc(organisationTable.id))
  const row = rows[0]
  if (row === undefined || row.user.disabledAt !== null) return null
  if (!isSessionAlive(row.session, realNow)) return null
  const isDue = presence === 'active' && isTouchDue(row.session, realNow)
  const isTouched = isDue && (await touch(ctx, row.session.id, realNow))
  const session = isTouched ? { ...row.session, lastActiveAt: realNow } : row.session
  const memberships = rows.map(({ organisation, memberRole }) => ({
    organisationId: organisation.id,
    organisationName: organisation.name,
    role: roleOfKind(organisation.kind),
    memberRole,
  }))
  const active = chooseMembership(memberships, row.session.activeOrganisationId)
  if (active === undefined) return null
  const { id: userId, name, email } = row.user
  return {
    actor: { kind: 'user', userId, name, email, ...active },
    sessionId: row.session.id,
    sessionLeft: sessionLeft(session, realNow),
    memberships,
    preferences: preferencesOf(row.preference),
    demoWorld: row.demoWorld,
    liveCursor: row.liveCursor,
  }
}

/** The organisation chosen for this session if the person still belongs to it, else their first. */
function chooseMembership(
  memberships: readonly Membership[],
  chosenId: string | null,
): Membership | undefined {
  return memberships.find(({ organisationId }) => organisationId === chosenId) ?? memberships[0]
}

/** True unless there is no room for it: who only reads goes on. */
async function touch(ctx: DbCtx, sessionId: string, realNow: Date): Promise<boolean> {
  try {
    await ctx.db
      .update(sessionTable)
      .set({ lastActiveAt: realNow })
      .where(eq(sessionTable.id, sessionId))
    return true
  } catch (error) {
    if (!(storeTroubleOf(error) instanceof StoreFullError)) throw error
    return false
  }
}
