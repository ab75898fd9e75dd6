import type { Alert, NotificationReceiptRecord, NotificationRecord } from '@/types'

/** Record and the viewer's receipt, if any → the seed's Alert; `userId` is the organisation. Source: §2. */
export function toAlert(
  record: NotificationRecord,
  receipt: Pick<NotificationReceiptRecord, 'readAt' | 'dismissedAt'> | null,
): Alert {
  return {
    id: record.id,
    userId: record.organisationId,
    userType: record.audience,
    severity: record.severity,
    title: record.title,
    message: record.message,
    ...(record.actionLabel === null ? {} : { actionLabel: record.actionLabel }),
    ...(record.actionUrl === null ? {} : { actionUrl: record.actionUrl }),
    createdAt: record.createdAt,
    ...(receipt === null || receipt.readAt === null ? {} : { readAt: receipt.readAt }),
    ...(receipt === null || receipt.dismissedAt === null
      ? {}
      : { dismissedAt: receipt.dismissedAt }),
  }
}
