import 'server-only'
import { asc } from 'drizzle-orm'
import { listRows } from '@/lib/db/list-rows'
import type { Ctx } from '@/lib/platform/ctx'
import { ownRows } from '@/lib/platform/own-rows'
import type { AllocationRecord } from '@/types'
import { allocationTable } from './table'

/** Allocations of the viewer's organisation; all for admins. */
export async function listAllocationRecords(ctx: Ctx): Promise<AllocationRecord[]> {
  return listRows(ctx, allocationTable, {
    where: ownRows(ctx.actor, {
      treasury: allocationTable.treasuryId,
      subscriber: allocationTable.subscriberId,
    }),
    orderBy: [asc(allocationTable.id)],
  })
}
