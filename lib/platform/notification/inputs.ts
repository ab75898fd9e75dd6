import { z } from 'zod'

export const RECEIPT_CHANGES = ['read', 'acknowledge', 'dismiss', 'restore'] as const
export type ReceiptChange = (typeof RECEIPT_CHANGES)[number]

export const receiptChangeInput = z.strictObject({
  id: z.string().regex(/^[\w-]{1,100}$/),
  change: z.enum(RECEIPT_CHANGES),
})
