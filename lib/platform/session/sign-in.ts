import 'server-only'
import { APIError } from 'better-auth/api'
import { and, eq, lte, or } from 'drizzle-orm'
import { z } from 'zod'
import { addressKey } from '@/lib/auth/address-key'
import type { Auth } from '@/lib/auth/auth'
import { PERSONAS } from '@/lib/auth/personas'
import { IDLE_MS, MAX_PASSWORD_LENGTH } from '@/lib/auth/settings'
import type { SignInLimiter } from '@/lib/auth/sign-in-limiter'
import { sessionTable, userTable } from '@/lib/auth/table'
import { AppError, TooManyRequestsError } from '@/lib/core/errors'
import { audit } from '@/lib/platform/audit/write'
import type { SystemCtx } from '@/lib/platform/ctx'
import { findViewer, type Viewer } from './find-viewer'

export const signInInput = z.strictObject({
  email: z
    .string('Enter your e-mail address.')
    .trim()
    .min(1, 'Enter your e-mail address.')
    .max(254, 'This is too long.')
    .regex(/^\P{Cc}*$/u, 'This is not an e-mail address.'),
  password: z
    .string('Enter your password.')
    .min(1, 'Enter your password.')
    .max(MAX_PASSWORD_LENGTH, 'This is too long.'),
})

export interface SignInServices {
  auth: Auth
  limiter: SignInLimiter
  /** Sessions, limits and their times are real, whatever the product clock says. */
  realNow: () => Date
  /** Whether the demo people, whose password is public, may sign in here. */
  admitsPersonas: boolean
}

/** What the browser brings along. */
export interface SignInBrowser {
  /** Token of the session that it had. */
  formerToken: string | null
  /** Its id if it signed in to this account before. */
  device: string | null
}

export interface SignedIn {
  viewer: Viewer
  /** Values of `Set-Cookie`. */
  cookies: string[]
}

/**
 * Signs a person in with e-mail and password. The attempt is counted before the password is looked
 * at, for its own account: per address, or per browser that signed in to it before; and, widely, for an
 * address over all accounts. An unknown account costs the same work and gets the answer of a wrong password.
 * @throws AppError 401 `invalid_credentials`, TooManyRequestsError.
 */
export async function signIn(
  ctx: SystemCtx,
  services: SignInServices,
  input: z.output<typeof signInInput>,
  { formerToken, device }: SignInBrowser,
): Promise<SignedIn> {
  const email = accountOf(input.email)
  const address = device === null ? addressKey(ctx.client?.ip ?? null) : null
  const place = address === null ? `browser ${device}` : `address ${address}`
  const attempt = { account: email, place, isKnownPlace: device !== null, address }
  const admission = await services.limiter.admit(attempt)
  if (!admission.admitted) {
    if (admission.isFirstRefusal) await record(ctx, email, 'session.blocked')
    throw new TooManyRequestsError(
      `Too many attempts. Try again in ${waitInWords(admission.retryAfterSeconds)}.`,
      admission.retryAfterSeconds,
    )
  }
  const isShut = !services.admitsPersonas && PERSONAS.some((persona) => persona.email === email)
  const opened = isShut ? null : await openSession(ctx, services.auth, { ...input, email })
  const viewer = opened && (await findViewer(ctx, opened.token, services.realNow()))
  if (!opened || !viewer) {
    await record(ctx, email, 'session.refused')
    throw new AppError(401, 'invalid_credentials', 'The e-mail address or password is not right.')
  }
  await services.limiter.succeed(attempt)
  await dropOldSessions(ctx, viewer, formerToken, services.realNow())
  await audit(
    { ...ctx, actor: viewer.actor },
    {
      action: 'session.opened',
      entityType: 'User',
      entityId: viewer.actor.userId,
    },
  )
  return { viewer, cookies: opened.cookies }
}

/** How an e-mail address names an account, however it was typed. */
export function accountOf(email: string): string {
  return email.toLowerCase()
}

async function openSession(
  ctx: SystemCtx,
  auth: Auth,
  body: { email: string; password: string },
): Promise<{ token: string; cookies: string[] } | null> {
  const headers = new Headers()
  if (ctx.client?.ip) headers.set('x-forwarded-for', ctx.client.ip)
  if (ctx.client?.userAgent) headers.set('user-agent', ctx.client.userAgent)
  try {
    const result = await auth.api.signInEmail({ body, headers, returnHeaders: true })
    return { token: result.response.token, cookies: result.headers.getSetCookie() }
  } catch (error) {
    if (error instanceof APIError && error.statusCode < 500) return null
    throw error
  }
}

/** Removes the session that this browser held before, and what is over of this person's. */
async function dropOldSessions(
  ctx: SystemCtx,
  viewer: Viewer,
  formerToken: string | null,
  realNow: Date,
): Promise<void> {
  const idleSince = new Date(realNow.getTime() - IDLE_MS)
  const over = and(
    eq(sessionTable.userId, viewer.actor.userId),
    or(lte(sessionTable.expiresAt, realNow), lte(sessionTable.lastActiveAt, idleSince)),
  )
  const former = formerToken === null ? undefined : eq(sessionTable.token, formerToken)
  await ctx.db.delete(sessionTable).where(or(over, former))
}

/** What was typed is kept only when it is somebody's address: people type passwords there. */
async function record(ctx: SystemCtx, email: string, action: string): Promise<void> {
  const [user] = await ctx.db
    .select({ id: userTable.id })
    .from(userTable)
    .where(eq(userTable.email, email))
  await audit(ctx, { action, entityType: 'User', entityId: user?.id ?? 'unknown' })
}

function waitInWords(seconds: number): string {
  if (seconds < 60) return `${seconds} seconds`
  const minutes = Math.ceil(seconds / 60)
  return minutes === 1 ? '1 minute' : `${minutes} minutes`
}
