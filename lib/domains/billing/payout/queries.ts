import 'server-only'
import { asc } from 'drizzle-orm'
import { listRows } from '@/lib/db/list-rows'
import type { Ctx } from '@/lib/platform/ctx'
import { ownRows } from '@/lib/platform/own-rows'
import type { PayoutRecord } from '@/types'
import { payoutTable } from './table'

/** Payouts to the viewer's treasury; all for admins. */
export async function listPayoutRecords(ctx: Ctx): Promise<PayoutRecord[]> {
  return listRows(ctx, payoutTable, {
    where: ownRows(ctx.actor, { treasury: payoutTable.treasuryId }),
    orderBy: [asc(payoutTable.id)],
  })
}
