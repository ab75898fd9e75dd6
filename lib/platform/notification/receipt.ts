import 'server-only'
import { and, eq } from 'drizzle-orm'
import { NotFoundError } from '@/lib/core/errors'
import { toInstant } from '@/lib/core/time'
import { withTransaction } from '@/lib/db/transaction'
import { audit } from '@/lib/platform/audit/write'
import type { UserCtx } from '@/lib/platform/ctx'
import { publish } from '@/lib/platform/live/publish'
import type { NotificationReceiptRecord } from '@/types'
import { type ReceiptState, receiptState } from './receipt-state'
import { visibleTo } from './scope'
import { notificationReceiptTable, notificationTable } from './table'

type ReceiptPatch = Partial<
  Pick<NotificationReceiptRecord, 'readAt' | 'acknowledgedAt' | 'dismissedAt'>
>

/**
 * Changes the caller's own receipt of one notification and leaves an audit row when its state
 * changed. A receipt is personal, so every member may do it, viewers too.
 */
export async function changeReceipt(
  ctx: UserCtx,
  notificationId: string,
  patchAt: (receipt: NotificationReceiptRecord, now: string) => ReceiptPatch,
): Promise<ReceiptState> {
  return withTransaction(ctx, async (tx) => {
    const before = await loadReceiptForUpdate(tx, notificationId)
    const after = { ...before, ...patchAt(before, toInstant(tx.clock.now())) }
    const [from, to] = [receiptState(before), receiptState(after)]
    if (from === to) return to
    await tx.db
      .insert(notificationReceiptTable)
      .values(after)
      .onConflictDoUpdate({
        target: [notificationReceiptTable.notificationId, notificationReceiptTable.userId],
        set: after,
      })
    const change = `notification.${from === 'dismissed' ? 'restored' : to}`
    await audit(tx, {
      action: change,
      entityType: 'Notification',
      entityId: notificationId,
      from,
      to,
    })
    await publish(tx, {
      organisations: [tx.actor.organisationId],
      entityType: 'Notification',
      entityId: notificationId,
      change,
    })
    return to
  })
}

async function loadReceiptForUpdate(
  ctx: UserCtx,
  notificationId: string,
): Promise<NotificationReceiptRecord> {
  const { userId } = ctx.actor
  const [notification] = await ctx.db
    .select({ id: notificationTable.id })
    .from(notificationTable)
    .where(and(eq(notificationTable.id, notificationId), visibleTo(ctx.actor)))
    .for('no key update')
  if (notification === undefined) throw new NotFoundError('This notification')
  const [receipt] = await ctx.db
    .select()
    .from(notificationReceiptTable)
    .where(
      and(
        eq(notificationReceiptTable.notificationId, notificationId),
        eq(notificationReceiptTable.userId, userId),
      ),
    )
  return (
    receipt ?? { notificationId, userId, readAt: null, acknowledgedAt: null, dismissedAt: null }
  )
}
