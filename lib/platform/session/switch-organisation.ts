import 'server-only'
import { and, eq } from 'drizzle-orm'
import { sessionTable } from '@/lib/auth/table'
import { NotFoundError } from '@/lib/core/errors'
import { withTransaction } from '@/lib/db/transaction'
import { audit } from '@/lib/platform/audit/write'
import type { UserCtx } from '@/lib/platform/ctx'
import { membershipTable } from '@/lib/platform/organisation/table'

/**
 * Makes one of the caller's organisations the one that this session acts for.
 * @throws NotFoundError for an organisation that the caller does not belong to.
 */
export async function switchOrganisation(
  ctx: UserCtx,
  input: { sessionId: string; organisationId: string },
): Promise<void> {
  await withTransaction(ctx, async (tx) => {
    const { userId, organisationId: from } = tx.actor
    const { organisationId: to, sessionId } = input
    const [membership] = await tx.db
      .select({ role: membershipTable.role })
      .from(membershipTable)
      .where(and(eq(membershipTable.userId, userId), eq(membershipTable.organisationId, to)))
    if (membership === undefined) throw new NotFoundError('This organisation')
    if (from === to) return
    await tx.db
      .update(sessionTable)
      .set({ activeOrganisationId: to })
      .where(and(eq(sessionTable.id, sessionId), eq(sessionTable.userId, userId)))
    await audit(tx, {
      action: 'session.organisation_switched',
      entityType: 'User',
      entityId: userId,
      from,
      to,
    })
  })
}
