import 'server-only'
import { and, eq } from 'drizzle-orm'
import { sessionTable } from '@/lib/auth/table'
import { withTransaction } from '@/lib/db/transaction'
import { audit } from '@/lib/platform/audit/write'
import type { UserCtx } from '@/lib/platform/ctx'

/** Ends one session of the caller; its token is dead from then on. */
export async function signOut(ctx: UserCtx, sessionId: string): Promise<void> {
  await withTransaction(ctx, async (tx) => {
    const ended = await tx.db
      .delete(sessionTable)
      .where(and(eq(sessionTable.id, sessionId), eq(sessionTable.userId, tx.actor.userId)))
      .returning({ id: sessionTable.id })
    if (ended.length === 0) return
    await audit(tx, {
      action: 'session.closed',
      entityType: 'User',
      entityId: tx.actor.userId,
    })
  })
}
