import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { sessionTable, userTable } from '@/lib/auth/table'
import type { UserCtx } from '@/lib/platform/ctx'

/** The same person in a session that proved itself so many seconds ago. */
export async function proved<C extends UserCtx>(ctx: C, secondsAgo = 0): Promise<C> {
  const { userId, name } = ctx.actor
  await ctx.db
    .insert(userTable)
    .values({ id: userId, name, email: `${userId}@people.example` })
    .onConflictDoNothing()
  const sessionId = `session_${randomUUID()}`
  await ctx.db.insert(sessionTable).values({
    id: sessionId,
    token: sessionId,
    userId,
    expiresAt: sql`now() + interval '12 hours'`,
    createdAt: sql`now() - interval '6 hours'`,
    provedAt: sql`now() - make_interval(secs => ${secondsAgo})`,
  })
  return { ...ctx, sessionId }
}
