import 'server-only'
import { asc } from 'drizzle-orm'
import { listRows } from '@/lib/db/list-rows'
import type { Ctx } from '@/lib/platform/ctx'
import { ownRows } from '@/lib/platform/own-rows'
import type { DemandTicketRecord } from '@/types'
import { ticketTable } from './table'

/** Capacity requests of the viewer's organisation; all for admins, none for treasuries. */
export async function listTicketRecords(ctx: Ctx): Promise<DemandTicketRecord[]> {
  return listRows(ctx, ticketTable, {
    where: ownRows(ctx.actor, { subscriber: ticketTable.subscriberId }),
    orderBy: [asc(ticketTable.id)],
  })
}
