import 'server-only'
import { asc } from 'drizzle-orm'
import { listRows } from '@/lib/db/list-rows'
import type { Ctx } from '@/lib/platform/ctx'
import { ownRows } from '@/lib/platform/own-rows'
import type { WebhookRecord } from '@/types'
import { webhookTable } from './table'

/** Webhook endpoints of the viewer's organisation; all for admins. */
export async function listWebhookRecords(ctx: Ctx): Promise<WebhookRecord[]> {
  return listRows(ctx, webhookTable, {
    where: ownRows(ctx.actor, { subscriber: webhookTable.subscriberId }),
    orderBy: [asc(webhookTable.id)],
  })
}
