import 'server-only'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { hashPassword } from 'better-auth/crypto'
import { and, eq, like, sql } from 'drizzle-orm'
import { z } from 'zod'
import { DEMO_PASSWORD } from '@/lib/auth/personas'
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '@/lib/auth/settings'
import { accountTable, sessionTable, userTable, verificationTable } from '@/lib/auth/table'
import { NotFoundError } from '@/lib/core/errors'
import type { DbCtx } from '@/lib/db/context'
import { withTransaction } from '@/lib/db/transaction'
import { audit } from '@/lib/platform/audit/write'
import type { SystemCtx } from '@/lib/platform/ctx'

/** How long a link to choose a password works; once. */
export const LINK_MINUTES = 60
const PURPOSE = 'set-password '

export const newPassword = z
  .string('Choose a password.')
  .min(MIN_PASSWORD_LENGTH, `A password has at least ${MIN_PASSWORD_LENGTH} characters.`)
  .max(MAX_PASSWORD_LENGTH, `A password has at most ${MAX_PASSWORD_LENGTH} characters.`)
  .refine((text) => text !== DEMO_PASSWORD, 'This password is public; choose another one.')

/** Sets a person's password, ends their sessions and shuts their links. */
export async function setPassword(
  ctx: SystemCtx,
  { userId, password }: { userId: string; password: string },
): Promise<void> {
  const hash = await hashPassword(password)
  await withTransaction(ctx, (tx) => savePassword(tx, userId, hash))
}

/** A new token for a link with which one person chooses a password; those before it work no more. */
export async function issuePasswordLink(ctx: SystemCtx, userId: string): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await withTransaction(ctx, async (tx) => {
    const identifier = purposeOf(userId)
    await tx.db.delete(verificationTable).where(eq(verificationTable.identifier, identifier))
    await tx.db.insert(verificationTable).values({
      id: randomUUID(),
      identifier,
      value: hashOf(token),
      // In real time, whatever the product clock says.
      expiresAt: sql`now() + make_interval(mins => ${LINK_MINUTES})`,
    })
    await audit(tx, { action: 'user.password_link_issued', entityType: 'User', entityId: userId })
  })
  return token
}

/** Whom a link is for, null when it is none, used up or too old. Looking does not use it up. */
export async function findPasswordLink(
  ctx: DbCtx,
  token: string,
): Promise<{ email: string } | null> {
  const [found] = await ctx.db
    .select({ email: userTable.email })
    .from(verificationTable)
    .innerJoin(userTable, eq(verificationTable.identifier, sql`${PURPOSE} || ${userTable.id}`))
    .where(isOpenLink(token))
  return found ?? null
}

/**
 * Sets the password of whom the link is for, and uses the link up.
 * @throws NotFoundError when it is none, used up or too old.
 */
export async function redeemPasswordLink(
  ctx: SystemCtx,
  { token, password }: { token: string; password: string },
): Promise<void> {
  // Hashing is dear: nobody gets it for a link that is none.
  if ((await findPasswordLink(ctx, token)) === null) throw new NotFoundError('This link')
  const hash = await hashPassword(password)
  await withTransaction(ctx, async (tx) => {
    const [link] = await tx.db
      .delete(verificationTable)
      .where(isOpenLink(token))
      .returning({ identifier: verificationTable.identifier })
    if (link === undefined) throw new NotFoundError('This link')
    await savePassword(tx, link.identifier.slice(PURPOSE.length), hash)
  })
}

function purposeOf(userId: string): string {
  return `${PURPOSE}${userId}`
}

function isOpenLink(token: string) {
  return and(
    eq(verificationTable.value, hashOf(token)),
    like(verificationTable.identifier, `${PURPOSE}%`),
    sql`${verificationTable.expiresAt} > now()`,
  )
}

/** 256 random bits need no slow hash. */
function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

async function savePassword(tx: SystemCtx, userId: string, password: string): Promise<void> {
  const account = { accountId: userId, providerId: 'credential', userId, password }
  await tx.db
    .insert(accountTable)
    .values({ id: `acc_${userId}`, ...account })
    .onConflictDoUpdate({ target: accountTable.id, set: { password, updatedAt: sql`now()` } })
  await tx.db.delete(sessionTable).where(eq(sessionTable.userId, userId))
  await tx.db.delete(verificationTable).where(eq(verificationTable.identifier, purposeOf(userId)))
  await audit(tx, { action: 'user.password_set', entityType: 'User', entityId: userId })
}
