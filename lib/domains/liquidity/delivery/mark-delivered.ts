import 'server-only'
import { and, asc, eq, isNull } from 'drizzle-orm'
import { sumSats } from '@/lib/core/money'
import { isUsableChannel } from '@/lib/domains/liquidity/channel/state-rules'
import { channelTable } from '@/lib/domains/liquidity/channel/table'
import { leaseBackingTable, leaseTable } from '@/lib/domains/liquidity/lease/table'
import { audit } from '@/lib/platform/audit/write'
import type { Ctx } from '@/lib/platform/ctx'
import { publish } from '@/lib/platform/live/publish'
import type { IsoInstant, Sats } from '@/types'

/** What usable channels give a lease: of each its share, at most its capacity. */
export async function deliveredSats(ctx: Ctx, leaseId: string): Promise<Sats> {
  const rows = await ctx.db
    .select({
      shareSats: leaseBackingTable.shareSats,
      capacitySats: channelTable.capacitySats,
      state: channelTable.state,
    })
    .from(leaseBackingTable)
    .innerJoin(channelTable, eq(channelTable.id, leaseBackingTable.channelId))
    .where(and(eq(leaseBackingTable.leaseId, leaseId), isNull(leaseBackingTable.toAt)))
  return sumSats(
    rows
      .filter(({ state }) => isUsableChannel(state))
      .map(({ shareSats, capacitySats }) => Math.min(shareSats, capacitySats)),
  )
}

/**
 * Marks the pending leases behind a channel as delivered from an instant on, where their usable
 * channels now reach their size. Inside the lock of the treasury.
 */
export async function markDelivered(ctx: Ctx, channelId: string, at: IsoInstant): Promise<void> {
  const leases = await ctx.db
    .select({ lease: leaseTable })
    .from(leaseTable)
    .innerJoin(leaseBackingTable, eq(leaseBackingTable.leaseId, leaseTable.id))
    .where(
      and(
        eq(leaseBackingTable.channelId, channelId),
        isNull(leaseBackingTable.toAt),
        eq(leaseTable.status, 'pending'),
        isNull(leaseTable.deliveredAt),
      ),
    )
    .orderBy(asc(leaseTable.id))
  for (const { lease } of leases) {
    const delivered = await deliveredSats(ctx, lease.id)
    if (delivered < lease.sizeSats) continue
    await ctx.db
      .update(leaseTable)
      .set({ deliveredAt: at, version: lease.version + 1 })
      .where(eq(leaseTable.id, lease.id))
    const subject = { entityType: 'Lease', entityId: lease.id }
    await audit(ctx, {
      ...subject,
      action: 'lease.delivered',
      details: { deliveredSats: delivered },
    })
    await publish(ctx, {
      ...subject,
      organisations: [lease.treasuryId, lease.subscriberId],
      change: 'lease.delivered',
    })
  }
}
