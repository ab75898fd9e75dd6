import 'server-only'
import { asc, eq } from 'drizzle-orm'
import { listRows } from '@/lib/db/list-rows'
import type { Ctx } from '@/lib/platform/ctx'
import { ownRows } from '@/lib/platform/own-rows'
import type { LeaseBackingRecord, LeaseRecord } from '@/types'
import { channelTable } from '../channel/table'
import { nodeTable } from '../node/table'
import type { BackingPeer } from '../subscriber/rules'
import { leaseBackingTable, leaseTable } from './table'

/** Leases in which the viewer's organisation is lessor or lessee; all for admins. */
export async function listLeaseRecords(ctx: Ctx): Promise<LeaseRecord[]> {
  return listRows(ctx, leaseTable, {
    where: ownRows(ctx.actor, {
      treasury: leaseTable.treasuryId,
      subscriber: leaseTable.subscriberId,
    }),
    orderBy: [asc(leaseTable.id)],
  })
}

export async function listLeaseBackings(ctx: Ctx): Promise<LeaseBackingRecord[]> {
  return listRows(ctx, leaseBackingTable, {
    where: ownRows(ctx.actor, {
      treasury: leaseBackingTable.treasuryId,
      subscriber: leaseBackingTable.subscriberId,
    }),
    orderBy: [asc(leaseBackingTable.id)],
  })
}

/** Backings of the viewer's leases with the alias of the node at the other end, public on the chain's graph. */
export async function listBackingPeers(ctx: Ctx): Promise<BackingPeer[]> {
  return ctx.db
    .select({
      leaseId: leaseBackingTable.leaseId,
      channelId: leaseBackingTable.channelId,
      shareSats: leaseBackingTable.shareSats,
      fromAt: leaseBackingTable.fromAt,
      toAt: leaseBackingTable.toAt,
      nodeAlias: nodeTable.alias,
    })
    .from(leaseBackingTable)
    .innerJoin(channelTable, eq(channelTable.id, leaseBackingTable.channelId))
    .innerJoin(nodeTable, eq(nodeTable.id, channelTable.nodeId))
    .where(
      ownRows(ctx.actor, {
        treasury: leaseBackingTable.treasuryId,
        subscriber: leaseBackingTable.subscriberId,
      }),
    )
    .orderBy(asc(leaseBackingTable.id))
}
