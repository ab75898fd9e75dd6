import 'server-only'
import type { UserCtx } from '@/lib/platform/ctx'
import { changeReceipt } from './receipt'
import type { ReceiptState } from './receipt-state'

/** Hides a notification from the caller until its condition clears and recurs. */
export function dismissNotification(ctx: UserCtx, input: { id: string }): Promise<ReceiptState> {
  return changeReceipt(ctx, input.id, (receipt, now) => ({
    readAt: receipt.readAt ?? now,
    dismissedAt: receipt.dismissedAt ?? now,
  }))
}
