import 'server-only'
import { asc } from 'drizzle-orm'
import { listRows } from '@/lib/db/list-rows'
import type { Ctx } from '@/lib/platform/ctx'
import { ownRows } from '@/lib/platform/own-rows'
import type { RenewalRequestRecord } from '@/types'
import { renewalTable } from './table'

/** Renewal requests between the viewer's organisation and its counterparties. */
export async function listRenewalRecords(ctx: Ctx): Promise<RenewalRequestRecord[]> {
  return listRows(ctx, renewalTable, {
    where: ownRows(ctx.actor, {
      treasury: renewalTable.treasuryId,
      subscriber: renewalTable.subscriberId,
    }),
    orderBy: [asc(renewalTable.id)],
  })
}
