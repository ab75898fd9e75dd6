import 'server-only'
import { asc } from 'drizzle-orm'
import { listRows } from '@/lib/db/list-rows'
import type { Ctx } from '@/lib/platform/ctx'
import { ownRows } from '@/lib/platform/own-rows'
import type { SubscriberRecord } from '@/types'
import { subscriberTable } from './table'

/** The viewer's own subscriber profile; all for admins. */
export async function listSubscriberRecords(ctx: Ctx): Promise<SubscriberRecord[]> {
  return listRows(ctx, subscriberTable, {
    where: ownRows(ctx.actor, { subscriber: subscriberTable.id }),
    orderBy: [asc(subscriberTable.id)],
  })
}
