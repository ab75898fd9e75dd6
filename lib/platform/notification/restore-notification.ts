import 'server-only'
import type { UserCtx } from '@/lib/platform/ctx'
import { changeReceipt } from './receipt'
import type { ReceiptState } from './receipt-state'

/** Undoes a dismissal by the caller. */
export function restoreNotification(ctx: UserCtx, input: { id: string }): Promise<ReceiptState> {
  return changeReceipt(ctx, input.id, () => ({ dismissedAt: null }))
}
