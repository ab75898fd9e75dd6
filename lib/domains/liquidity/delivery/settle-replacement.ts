import 'server-only'
import { and, eq, inArray, isNotNull, isNull } from 'drizzle-orm'
import { isUsableChannel } from '@/lib/domains/liquidity/channel/state-rules'
import { leaseBackingTable, leaseTable } from '@/lib/domains/liquidity/lease/table'
import { audit } from '@/lib/platform/audit/write'
import type { Ctx } from '@/lib/platform/ctx'
import { publish } from '@/lib/platform/live/publish'
import type { ChannelRecord, IsoInstant, LeaseBackingRecord, LeaseRecord } from '@/types'

/**
 * Settles what a channel was opened in place of, once its operation is over: it gives its whole share, so
 * the backing that it replaces ends; or it failed, so the lease keeps what it had. While it is too small
 * both stand. Inside the lock of the treasury.
 */
export async function settleReplacement(
  ctx: Ctx,
  channel: ChannelRecord,
  at: IsoInstant,
): Promise<void> {
  for (const { lease, backing } of await replacementsBy(ctx, channel.id)) {
    if (channel.state === 'failed') await endBacking(ctx, lease, backing.id, at)
    const isWhole = isUsableChannel(channel.state) && channel.capacitySats >= backing.shareSats
    if (isWhole && backing.replacesId !== null) {
      await endBacking(ctx, lease, backing.replacesId, at)
    }
  }
}

async function replacementsBy(
  ctx: Ctx,
  channelId: string,
): Promise<{ lease: LeaseRecord; backing: LeaseBackingRecord }[]> {
  return ctx.db
    .select({ lease: leaseTable, backing: leaseBackingTable })
    .from(leaseTable)
    .innerJoin(leaseBackingTable, eq(leaseBackingTable.leaseId, leaseTable.id))
    .where(
      and(
        eq(leaseBackingTable.channelId, channelId),
        isNull(leaseBackingTable.toAt),
        isNotNull(leaseBackingTable.replacesId),
        inArray(leaseTable.status, ['active', 'paused']),
      ),
    )
    .orderBy(leaseTable.id)
}

async function endBacking(
  ctx: Ctx,
  lease: LeaseRecord,
  backingId: string,
  at: IsoInstant,
): Promise<void> {
  const [ended] = await ctx.db
    .update(leaseBackingTable)
    .set({ toAt: at })
    .where(and(eq(leaseBackingTable.id, backingId), isNull(leaseBackingTable.toAt)))
    .returning({ channelId: leaseBackingTable.channelId })
  if (ended === undefined) return
  await ctx.db
    .update(leaseTable)
    .set({ version: lease.version + 1 })
    .where(eq(leaseTable.id, lease.id))
  const subject = { entityType: 'Lease', entityId: lease.id }
  const action = 'lease.backing_ended'
  await audit(ctx, { ...subject, action, from: lease.status, to: lease.status, details: ended })
  await publish(ctx, {
    ...subject,
    organisations: [lease.treasuryId, lease.subscriberId],
    change: action,
  })
}
