import 'server-only'
import type { UserCtx } from '@/lib/platform/ctx'
import { changeReceipt } from './receipt'
import type { ReceiptState } from './receipt-state'

/** Marks a notification as read by the caller; doing it again changes nothing. */
export function readNotification(ctx: UserCtx, input: { id: string }): Promise<ReceiptState> {
  return changeReceipt(ctx, input.id, (receipt, now) => ({ readAt: receipt.readAt ?? now }))
}
