import 'server-only'
import type { UserCtx } from '@/lib/platform/ctx'
import { changeReceipt } from './receipt'
import type { ReceiptState } from './receipt-state'

/** The caller takes note: read and acknowledged; the notification stays listed. */
export function acknowledgeNotification(
  ctx: UserCtx,
  input: { id: string },
): Promise<ReceiptState> {
  return changeReceipt(ctx, input.id, (receipt, now) => ({
    readAt: receipt.readAt ?? now,
    acknowledgedAt: receipt.acknowledgedAt ?? now,
  }))
}
