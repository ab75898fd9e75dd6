import type { Webhook, WebhookRecord } from '@/types'

/** Record → the seed's Webhook; the secret is never filled after creation. Source: §2. */
export function toWebhook(record: WebhookRecord): Webhook {
  return {
    id: record.id,
    subscriberId: record.subscriberId,
    url: record.url,
    events: [...record.events],
    isActive: record.isActive,
    ...(record.lastTriggeredAt === null ? {} : { lastTriggered: record.lastTriggeredAt }),
  }
}
