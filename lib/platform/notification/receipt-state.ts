import type { NotificationReceiptRecord } from '@/types'

export const RECEIPT_STATES = ['delivered', 'read', 'acknowledged', 'dismissed'] as const
export type ReceiptState = (typeof RECEIPT_STATES)[number]

/** The furthest state of one user's receipt. Source: functional specification §3. */
export function receiptState(
  receipt: Pick<NotificationReceiptRecord, 'readAt' | 'acknowledgedAt' | 'dismissedAt'>,
): ReceiptState {
  if (receipt.dismissedAt !== null) return 'dismissed'
  if (receipt.acknowledgedAt !== null) return 'acknowledged'
  if (receipt.readAt !== null) return 'read'
  return 'delivered'
}
