import 'server-only'
import type { Ctx } from '@/lib/platform/ctx'
import type { Webhook } from '@/types'
import { listWebhookRecords } from './queries'
import { toWebhook } from './rules'

/** Webhook endpoints of the viewer's organisation, never their secrets; all for admins. */
export async function listWebhooks(ctx: Ctx): Promise<Webhook[]> {
  return (await listWebhookRecords(ctx)).map(toWebhook)
}
