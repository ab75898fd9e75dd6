import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import { leaseBackingTable } from '@/lib/domains/liquidity/lease/table'
import { type AuditEntry, audit } from '@/lib/platform/audit/write'
import type { Ctx } from '@/lib/platform/ctx'
import { publish } from '@/lib/platform/live/publish'
import type { ChannelRecord } from '@/types'

/** Audits a channel's change and tells its treasury and the lessees whose leases it backs. */
export async function tellChannel(
  ctx: Ctx,
  channel: Pick<ChannelRecord, 'id' | 'treasuryId'>,
  entry: Omit<AuditEntry, 'entityType' | 'entityId'>,
): Promise<void> {
  const lessees = await ctx.db
    .selectDistinct({ id: leaseBackingTable.subscriberId })
    .from(leaseBackingTable)
    .where(and(eq(leaseBackingTable.channelId, channel.id), isNull(leaseBackingTable.toAt)))
  const subject = { entityType: 'Channel', entityId: channel.id }
  await audit(ctx, { ...entry, ...subject })
  await publish(ctx, {
    ...subject,
    organisations: [channel.treasuryId, ...lessees.map(({ id }) => id)],
    change: entry.action,
  })
}
