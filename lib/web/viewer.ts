import 'server-only'
import { cookies, headers } from 'next/headers'
import { forbidden, redirect } from 'next/navigation'
import { cache } from 'react'
import { readSessionToken } from '@/lib/auth/session-token'
import { movedClock } from '@/lib/core/time'
import type { UserCtx } from '@/lib/platform/ctx'
import { findViewer, type Viewer } from '@/lib/platform/session/find-viewer'
import { recordDenied } from '@/lib/platform/session/record-denied'
import type { Role, Unit } from '@/types'
import { signInPath } from './next-path'
import { presenceOf } from './presence'
import { requestInfo } from './request-info'
import { getServices } from './services'
import { browserZone } from './set-cookies'

/** The context of a signed-in request, with what its pages and shell want to know. */
export interface ViewerCtx extends Omit<UserCtx, 'sessionId'>, Omit<Viewer, 'actor'> {
  /** What every figure needs to know about who looks at it. */
  display: { unit: Unit; timeZone: string }
}

/** The signed-in viewer or null; one query, asked once per rendered page. */
export const readViewer = cache(async (): Promise<ViewerCtx | null> => {
  const { db, clock, secret, cookieName, realNow } = await getServices()
  const jar = await cookies()
  const token = readSessionToken(jar.get(cookieName)?.value, secret)
  if (token === null) return null
  const sent = await headers()
  const { requestId, client } = requestInfo(sent)
  const presence = presenceOf(sent)
  const viewer = await findViewer({ db, clock, requestId }, token, realNow(), presence)
  if (viewer === null) return null
  const { unit, timeZone } = viewer.preferences
  const display = { unit, timeZone: timeZone ?? (await browserZone()) }
  const moved = movedClock(clock, viewer.demoWorld?.clockOffsetMs ?? 0)
  return { db, clock: moved, requestId, client, display, ...viewer }
})

/** Whether this browser brings a session that was ours and is over: it ran out, or was ended elsewhere. */
export async function holdsEndedSession(): Promise<boolean> {
  const { secret, cookieName } = await getServices()
  const token = readSessionToken((await cookies()).get(cookieName)?.value, secret)
  return token !== null && (await readViewer()) === null
}

/** For pages of everyone who is signed in; others are led to the sign-in page and back. */
export async function requireUser(): Promise<ViewerCtx> {
  const viewer = await readViewer()
  if (viewer !== null) return viewer
  redirect(signInPath(requestInfo(await headers()).path))
}

/**
 * For pages of one role's area: not signed in → the sign-in page; another role → a real 403, noted
 * in the audit log. Call it before anything is streamed.
 */
export async function requireRole(role: Role): Promise<ViewerCtx> {
  const viewer = actingAs(await requireUser(), role)
  if (viewer !== null) return viewer
  await noteDenied()
  forbidden()
}

/** The viewer in their organisation of one area, the chosen one first; null when they have none. */
export function actingAs(viewer: ViewerCtx, role: Role): ViewerCtx | null {
  if (viewer.actor.role === role) return viewer
  const membership = viewer.memberships.find((candidate) => candidate.role === role)
  if (membership === undefined) return null
  return { ...viewer, actor: { ...viewer.actor, ...membership } }
}

/**
 * A question to be asked again later: whether this request's session lives on and its person still
 * belongs to the organisation. Asking is no activity.
 */
export async function watchMembership(organisationId: string): Promise<() => Promise<boolean>> {
  const { db, clock, secret, cookieName, realNow } = await getServices()
  const token = readSessionToken((await cookies()).get(cookieName)?.value, secret)
  const { requestId } = requestInfo(await headers())
  return async () => {
    if (token === null) return false
    const viewer = await findViewer({ db, clock, requestId }, token, realNow(), 'watching')
    return viewer?.memberships.some((each) => each.organisationId === organisationId) ?? false
  }
}

/** Layout and page of one request both ask; one row is enough. */
const noteDenied = cache(async (): Promise<void> => {
  const viewer = await readViewer()
  if (viewer === null) return
  await recordDenied(viewer, requestInfo(await headers()).path ?? 'unknown')
})
