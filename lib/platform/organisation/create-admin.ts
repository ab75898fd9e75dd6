import 'server-only'
import { randomUUID } from 'node:crypto'
import { and, eq, isNotNull } from 'drizzle-orm'
import { z } from 'zod'
import { PERSONAS } from '@/lib/auth/personas'
import { accountTable, userTable } from '@/lib/auth/table'
import { ConflictError } from '@/lib/core/errors'
import { toInstant } from '@/lib/core/time'
import { withTransaction } from '@/lib/db/transaction'
import { audit } from '@/lib/platform/audit/write'
import type { SystemCtx } from '@/lib/platform/ctx'
import { membershipTable, organisationTable } from './table'

const FLOWRATE = { id: 'flowrate', kind: 'flowrate', name: 'Flowrate', jurisdiction: 'CH' } as const

export const adminInput = z.strictObject({
  email: z
    .email('--email is not an e-mail address.')
    .max(254, '--email is too long.')
    .transform((text) => text.toLowerCase())
    .refine(
      (text) => PERSONAS.every(({ email }) => email !== text),
      '--email is the address of a person of the demo, whose password is public; choose another one.',
    ),
  name: z.string().trim().min(1).max(80, '--name is too long.').optional(),
})

/**
 * Makes a person who may do what Flowrate's admins may, without a password yet; for a person who never
 * chose one, the same person again. Makes Flowrate's own organisation in a store that has none.
 * @throws ConflictError `account_exists`.
 */
export async function createAdmin(
  ctx: SystemCtx,
  { email, name }: z.output<typeof adminInput>,
): Promise<{ userId: string }> {
  return withTransaction(ctx, async (tx) => {
    const [user] = await tx.db.select().from(userTable).where(eq(userTable.email, email))
    if (user !== undefined) {
      if (!(await isWaiting(tx, user.id))) {
        throw new ConflictError('account_exists', `${email} has an account already.`)
      }
      return { userId: user.id }
    }
    const createdAt = toInstant(tx.clock.now())
    const userId = `usr_${randomUUID().replaceAll('-', '')}`
    await tx.db
      .insert(organisationTable)
      .values({ ...FLOWRATE, createdAt })
      .onConflictDoNothing()
    const called = name ?? email.split('@')[0] ?? email
    await tx.db.insert(userTable).values({ id: userId, name: called, email, emailVerified: true })
    await tx.db
      .insert(membershipTable)
      .values({ userId, organisationId: FLOWRATE.id, role: 'admin', createdAt })
    await audit(tx, {
      action: 'user.created',
      entityType: 'User',
      entityId: userId,
      to: 'admin',
      details: { organisationId: FLOWRATE.id },
    })
    return { userId }
  })
}

/** An admin of Flowrate who has not chosen a password. */
async function isWaiting({ db }: SystemCtx, userId: string): Promise<boolean> {
  const [password] = await db
    .select({ id: accountTable.id })
    .from(accountTable)
    .where(and(eq(accountTable.userId, userId), isNotNull(accountTable.password)))
  if (password !== undefined) return false
  const [membership] = await db
    .select({ role: membershipTable.role })
    .from(membershipTable)
    .where(and(eq(membershipTable.userId, userId), eq(membershipTable.organisationId, FLOWRATE.id)))
  return membership?.role === 'admin'
}
