import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Auth } from '@/lib/auth/auth'
import { MAX_PASSWORD_LENGTH } from '@/lib/auth/settings'
import type { SignInLimiter } from '@/lib/auth/sign-in-limiter'
import { accountTable, sessionTable } from '@/lib/auth/table'
import { TooManyRequestsError, ValidationError } from '@/lib/core/errors'
import { audit } from '@/lib/platform/audit/write'
import type { UserCtx } from '@/lib/platform/ctx'

export const proveInput = z.strictObject({
  password: z
    .string('Enter your password.')
    .min(1, 'Enter your password.')
    .max(MAX_PASSWORD_LENGTH, 'This is too long.'),
})

export interface ProofServices {
  auth: Auth
  limiter: SignInLimiter
}

/**
 * Proves by the password that the signed-in person is still there; the session counts as fresh for five
 * minutes. Call it outside of a transaction: the attempt counts whatever becomes of the rest.
 * @throws ValidationError naming `password`, TooManyRequestsError.
 */
export async function proveIdentity(
  ctx: UserCtx & { sessionId: string },
  { auth, limiter }: ProofServices,
  { password }: z.output<typeof proveInput>,
): Promise<void> {
  const { userId } = ctx.actor
  // Neither sign-ins nor proofs by others may lock a signed-in person out of signing.
  const attempt = {
    account: `proof ${userId}`,
    place: `session ${ctx.sessionId}`,
    isKnownPlace: false,
    address: null,
  }
  const admission = await limiter.admit(attempt)
  if (!admission.admitted) {
    if (admission.isFirstRefusal) await record(ctx, 'session.proof_blocked')
    throw new TooManyRequestsError(
      'Too many attempts. Wait a few minutes and try again.',
      admission.retryAfterSeconds,
    )
  }
  if (!(await isPasswordOf(ctx, auth, password))) {
    await record(ctx, 'session.proof_refused')
    throw new ValidationError('The password is not right.', {
      password: 'The password is not right.',
    })
  }
  await limiter.succeed(attempt)
  await ctx.db
    .update(sessionTable)
    .set({ provedAt: sql`now()` })
    .where(and(eq(sessionTable.id, ctx.sessionId), eq(sessionTable.userId, userId)))
  await record(ctx, 'session.proved')
}

async function isPasswordOf(ctx: UserCtx, auth: Auth, password: string): Promise<boolean> {
  const [account] = await ctx.db
    .select({ hash: accountTable.password })
    .from(accountTable)
    .where(
      and(eq(accountTable.userId, ctx.actor.userId), eq(accountTable.providerId, 'credential')),
    )
  if (!account?.hash) return false
  const context = await auth.$context
  return context.password.verify({ hash: account.hash, password })
}

async function record(ctx: UserCtx, action: string): Promise<void> {
  await audit(ctx, { action, entityType: 'User', entityId: ctx.actor.userId })
}
