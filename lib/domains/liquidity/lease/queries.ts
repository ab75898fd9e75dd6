import 'server-only'
import { asc } from 'drizzle-orm'
import type { Ctx } from '@/lib/platform/ctx'
import { ownRows } from '@/lib/platform/own-rows'
import type { LeaseBackingRecord, LeaseRecord } from '@/types'
import { leaseBackingTable, leaseTable } from './table'

/** Leases in which the viewer's organisation is lessor or lessee; all for admins. */
export async function listLeaseRecords(ctx: Ctx): Promise<LeaseRecord[]> {
  return ctx.db
    .select()
    .from(leaseTable)
    .where(
      ownRows(ctx.actor, { treasury: leaseTable.treasuryId, subscriber: leaseTable.subscriberId }),
    )
    .orderBy(asc(leaseTable.id))
}

export async function listLeaseBackings(ctx: Ctx): Promise<LeaseBackingRecord[]> {
  return ctx.db
    .select()
    .from(leaseBackingTable)
    .where(
      ownRows(ctx.actor, {
        treasury: leaseBackingTable.treasuryId,
        subscriber: leaseBackingTable.subscriberId,
      }),
    )
    .orderBy(asc(leaseBackingTable.id))
}
