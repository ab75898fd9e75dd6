import 'server-only'
import { and, desc, eq, inArray } from 'drizzle-orm'
import { PERSONAS } from '@/lib/auth/personas'
import { sessionTable, userTable } from '@/lib/auth/table'
import { withTransaction } from '@/lib/db/transaction'
import { auditEventTable } from '@/lib/platform/audit/table'
import { audit } from '@/lib/platform/audit/write'
import type { SystemCtx } from '@/lib/platform/ctx'

const SHUT = 'demo_account.shut'
const OPENED = 'demo_account.opened'

/**
 * Shuts the accounts of the demo people, whose password is public, and ends their sessions. Returns how
 * many there are, those that were shut already as well.
 */
export async function shutDemoAccounts(ctx: SystemCtx): Promise<number> {
  return withTransaction(ctx, async (tx) => {
    const people = await demoPeople(tx)
    const open = people.filter(({ disabledAt }) => disabledAt === null).map(({ id }) => id)
    if (open.length > 0) {
      await tx.db
        .update(userTable)
        .set({ disabledAt: tx.clock.now() })
        .where(inArray(userTable.id, open))
      await tx.db.delete(sessionTable).where(inArray(sessionTable.userId, open))
      for (const entityId of open) await audit(tx, { action: SHUT, entityType: 'User', entityId })
    }
    return people.length
  })
}

/** Opens again what was shut because the demo was not offered, and nobody whom an admin has disabled. */
export async function openDemoAccounts(ctx: SystemCtx): Promise<void> {
  await withTransaction(ctx, async (tx) => {
    for (const { id, disabledAt } of await demoPeople(tx)) {
      if (disabledAt === null || !(await isShutByStart(tx, id))) continue
      await tx.db.update(userTable).set({ disabledAt: null }).where(eq(userTable.id, id))
      await audit(tx, { action: OPENED, entityType: 'User', entityId: id })
    }
  })
}

async function demoPeople({ db }: SystemCtx) {
  const ids = PERSONAS.map(({ userId }) => userId)
  return db
    .select({ id: userTable.id, disabledAt: userTable.disabledAt })
    .from(userTable)
    .where(inArray(userTable.id, ids))
    .orderBy(userTable.id)
    .for('update')
}

/** Whether shutting was the last that a start did to this account. */
async function isShutByStart({ db }: SystemCtx, userId: string): Promise<boolean> {
  const [last] = await db
    .select({ action: auditEventTable.action })
    .from(auditEventTable)
    .where(
      and(
        eq(auditEventTable.entityType, 'User'),
        eq(auditEventTable.entityId, userId),
        inArray(auditEventTable.action, [SHUT, OPENED, 'user.disabled', 'user.enabled']),
      ),
    )
    .orderBy(desc(auditEventTable.seq))
    .limit(1)
  return last?.action === SHUT
}
