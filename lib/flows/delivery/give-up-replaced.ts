import 'server-only'
import { and, eq, inArray, isNull } from 'drizzle-orm'
import { sats, ZERO_SATS } from '@/lib/core/money'
import { isUsableChannel } from '@/lib/domains/liquidity/channel/state-rules'
import { channelTable } from '@/lib/domains/liquidity/channel/table'
import { leaseBackingTable, leaseTable } from '@/lib/domains/liquidity/lease/table'
import { audit } from '@/lib/platform/audit/write'
import type { Ctx } from '@/lib/platform/ctx'
import { publish } from '@/lib/platform/live/publish'
import type { IsoInstant, LeaseRecord } from '@/types'
import { replacedShares, type StandingShare } from './replacement-rules'

/**
 * Gives up the channels that a running lease no longer needs, now that another one delivers in their
 * place. Inside the lock of the treasury.
 */
export async function giveUpReplaced(ctx: Ctx, channelId: string, at: IsoInstant): Promise<void> {
  for (const lease of await runningLeasesOn(ctx, channelId)) {
    const shares = await standingShares(ctx, lease.id)
    const replaced = replacedShares(lease.sizeSats, shares, channelId)
    if (replaced.length > 0) await endShares(ctx, lease, replaced, at)
  }
}

/** A channel that failed to open replaces nothing: the lease keeps what it had. */
export async function dropFailedReplacement(
  ctx: Ctx,
  channelId: string,
  at: IsoInstant,
): Promise<void> {
  for (const lease of await runningLeasesOn(ctx, channelId)) {
    const shares = await standingShares(ctx, lease.id)
    const failed = shares.filter((share) => share.channelId === channelId)
    await endShares(ctx, lease, failed, at)
  }
}

async function runningLeasesOn(ctx: Ctx, channelId: string): Promise<LeaseRecord[]> {
  const rows = await ctx.db
    .select({ lease: leaseTable })
    .from(leaseTable)
    .innerJoin(leaseBackingTable, eq(leaseBackingTable.leaseId, leaseTable.id))
    .where(
      and(
        eq(leaseBackingTable.channelId, channelId),
        isNull(leaseBackingTable.toAt),
        inArray(leaseTable.status, ['active', 'paused']),
      ),
    )
    .orderBy(leaseTable.id)
  return rows.map(({ lease }) => lease)
}

async function standingShares(ctx: Ctx, leaseId: string): Promise<StandingShare[]> {
  const rows = await ctx.db
    .select({
      id: leaseBackingTable.id,
      channelId: leaseBackingTable.channelId,
      fromAt: leaseBackingTable.fromAt,
      shareSats: leaseBackingTable.shareSats,
      capacitySats: channelTable.capacitySats,
      state: channelTable.state,
    })
    .from(leaseBackingTable)
    .innerJoin(channelTable, eq(channelTable.id, leaseBackingTable.channelId))
    .where(and(eq(leaseBackingTable.leaseId, leaseId), isNull(leaseBackingTable.toAt)))
  return rows.map(({ shareSats, capacitySats, state, ...row }) => ({
    ...row,
    usableSats: isUsableChannel(state) ? sats(Math.min(shareSats, capacitySats)) : ZERO_SATS,
  }))
}

async function endShares(
  ctx: Ctx,
  lease: LeaseRecord,
  shares: readonly StandingShare[],
  at: IsoInstant,
): Promise<void> {
  const ids = shares.map(({ id }) => id)
  await ctx.db.update(leaseBackingTable).set({ toAt: at }).where(inArray(leaseBackingTable.id, ids))
  await ctx.db
    .update(leaseTable)
    .set({ version: lease.version + 1 })
    .where(eq(leaseTable.id, lease.id))
  const subject = { entityType: 'Lease', entityId: lease.id }
  const action = 'lease.backing_ended'
  const details = { channelIds: shares.map(({ channelId }) => channelId) }
  await audit(ctx, { ...subject, action, from: lease.status, to: lease.status, details })
  await publish(ctx, {
    ...subject,
    organisations: [lease.treasuryId, lease.subscriberId],
    change: action,
  })
}
