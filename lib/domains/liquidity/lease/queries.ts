import 'server-only'
import { and, asc, eq, inArray, isNotNull, lte, or, type SQL } from 'drizzle-orm'
import { toInstant } from '@/lib/core/time'
import { listRows } from '@/lib/db/list-rows'
import type { Ctx } from '@/lib/platform/ctx'
import { ownRows } from '@/lib/platform/own-rows'
import type { LeaseBackingRecord, LeaseRecord } from '@/types'
import { backingsAsOf } from '../channel/backing-rules'
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

/**
 * What backs the viewer's leases, as of now; all for admins.
 * @param which leases' rows, when not all are looked at: all of a lease or none.
 */
export async function listLeaseBackings(
  ctx: Ctx,
  which?: SQL | undefined,
): Promise<LeaseBackingRecord[]> {
  const [overdue, backings] = await Promise.all([
    listOverdueLeases(ctx),
    listRows(ctx, leaseBackingTable, {
      where: and(ownBackings(ctx), which),
      orderBy: [asc(leaseBackingTable.id)],
    }),
  ])
  return backingsAsOf(overdue, backings, ctx.clock.now())
}

function ownBackings({ actor }: Ctx): SQL | undefined {
  const { treasuryId: treasury, subscriberId: subscriber } = leaseBackingTable
  return ownRows(actor, { treasury, subscriber })
}

/** Leases that the next tick ends, and the renewals that it starts: for moments, hardly ever any. */
async function listOverdueLeases(ctx: Ctx): Promise<LeaseRecord[]> {
  const now = toInstant(ctx.clock.now())
  const t = leaseTable
  return listRows(ctx, leaseTable, {
    where: and(
      ownRows(ctx.actor, { treasury: t.treasuryId, subscriber: t.subscriberId }),
      or(
        and(inArray(t.status, ['active', 'paused']), lte(t.endAt, now)),
        and(eq(t.status, 'pending'), isNotNull(t.renewsLeaseId), lte(t.startAt, now)),
        and(eq(t.status, 'pending'), isNotNull(t.deliveredAt), lte(t.endAt, now)),
      ),
    ),
    orderBy: [asc(t.id)],
  })
}

/** Backings of the viewer's leases with the alias of the node at the other end, public on the chain's graph. */
export async function listBackingPeers(ctx: Ctx): Promise<BackingPeer[]> {
  const [backings, nodes] = await Promise.all([
    listLeaseBackings(ctx),
    ctx.db
      .select({ channelId: channelTable.id, alias: nodeTable.alias })
      .from(channelTable)
      .innerJoin(nodeTable, eq(nodeTable.id, channelTable.nodeId))
      .where(
        inArray(
          channelTable.id,
          ctx.db
            .select({ id: leaseBackingTable.channelId })
            .from(leaseBackingTable)
            .where(ownBackings(ctx)),
        ),
      ),
  ])
  const aliases = new Map(nodes.map(({ channelId, alias }) => [channelId, alias]))
  return backings.map((backing) => ({
    ...backing,
    nodeAlias: aliases.get(backing.channelId) ?? backing.channelId,
  }))
}
