import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import { toInstant } from '@/lib/core/time'
import { withTransaction } from '@/lib/db/transaction'
import { audit } from '@/lib/platform/audit/write'
import type { UserCtx } from '@/lib/platform/ctx'
import { publish } from '@/lib/platform/live/publish'
import { visibleTo } from './scope'
import { notificationReceiptTable, notificationTable } from './table'

/** Marks every open notification of the caller as read. @returns how many were unread. */
export async function readAllNotifications(ctx: UserCtx): Promise<number> {
  return withTransaction(ctx, async (tx) => {
    const { userId, organisationId } = tx.actor
    const unread = await tx.db
      .select({ id: notificationTable.id })
      .from(notificationTable)
      .leftJoin(
        notificationReceiptTable,
        and(
          eq(notificationReceiptTable.notificationId, notificationTable.id),
          eq(notificationReceiptTable.userId, userId),
        ),
      )
      .where(
        and(
          visibleTo(tx.actor),
          isNull(notificationTable.resolvedAt),
          isNull(notificationReceiptTable.readAt),
        ),
      )
    if (unread.length === 0) return 0
    const readAt = toInstant(tx.clock.now())
    await tx.db
      .insert(notificationReceiptTable)
      .values(unread.map(({ id }) => ({ notificationId: id, userId, readAt })))
      .onConflictDoUpdate({
        target: [notificationReceiptTable.notificationId, notificationReceiptTable.userId],
        set: { readAt },
      })
    await audit(tx, {
      action: 'notification.all_read',
      entityType: 'Organisation',
      entityId: organisationId,
      details: { count: unread.length },
    })
    await publish(tx, {
      organisations: [organisationId],
      entityType: 'Organisation',
      entityId: organisationId,
      change: 'notification.all_read',
    })
    return unread.length
  })
}
