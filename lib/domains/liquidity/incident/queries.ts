import 'server-only'
import { asc } from 'drizzle-orm'
import { listRows } from '@/lib/db/list-rows'
import type { Ctx } from '@/lib/platform/ctx'
import { ownRows } from '@/lib/platform/own-rows'
import type { IncidentRecord, SlaBreachRecord } from '@/types'
import { incidentTable, slaBreachTable } from './table'

/** Incidents that touch the viewer's organisation; all for admins. */
export async function listIncidentRecords(ctx: Ctx): Promise<IncidentRecord[]> {
  return listRows(ctx, incidentTable, {
    where: ownRows(ctx.actor, {
      treasury: incidentTable.treasuryId,
      subscriber: incidentTable.subscriberId,
    }),
    orderBy: [asc(incidentTable.id)],
  })
}

export async function listSlaBreaches(ctx: Ctx): Promise<SlaBreachRecord[]> {
  return listRows(ctx, slaBreachTable, {
    where: ownRows(ctx.actor, {
      treasury: slaBreachTable.treasuryId,
      subscriber: slaBreachTable.subscriberId,
    }),
    orderBy: [asc(slaBreachTable.id)],
  })
}
