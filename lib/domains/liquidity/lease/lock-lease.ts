import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import { NotFoundError } from '@/lib/core/errors'
import { compareText } from '@/lib/core/text'
import type { Ctx } from '@/lib/platform/ctx'
import { ownRows } from '@/lib/platform/own-rows'
import type { LeaseRecord } from '@/types'
import { poolTable } from '../pool/table'
import { subscriberTable } from '../subscriber/table'
import { treasuryTable } from '../treasury/table'
import { leaseTable } from './table'

/**
 * Locks who gives and who takes capacity, in the one order that every command keeps: lessee, pools,
 * treasuries, each by ascending id; then requests, leases and what hangs on them.
 */
export async function lockParties(
  ctx: Ctx,
  {
    subscriberId,
    poolIds = [],
    treasuryIds,
  }: { subscriberId: string; poolIds?: readonly string[]; treasuryIds: readonly string[] },
): Promise<void> {
  await ctx.db
    .select({ id: subscriberTable.id })
    .from(subscriberTable)
    .where(eq(subscriberTable.id, subscriberId))
    .for('no key update')
  for (const id of [...new Set(poolIds)].sort(compareText)) {
    await ctx.db
      .select({ id: poolTable.id })
      .from(poolTable)
      .where(eq(poolTable.id, id))
      .for('no key update')
  }
  if (treasuryIds.length === 0) return
  await ctx.db
    .select({ id: treasuryTable.id })
    .from(treasuryTable)
    .where(inArray(treasuryTable.id, [...new Set(treasuryIds)]))
    .orderBy(treasuryTable.id)
    .for('no key update')
}

/**
 * One lease of the viewer's organisation as it is inside the locks of its parties and its own.
 * @throws NotFoundError for a foreign or unknown id.
 */
export async function lockLease(ctx: Ctx, id: string): Promise<LeaseRecord> {
  const own = and(
    eq(leaseTable.id, id),
    ownRows(ctx.actor, { treasury: leaseTable.treasuryId, subscriber: leaseTable.subscriberId }),
  )
  const [seen] = await ctx.db.select().from(leaseTable).where(own)
  if (seen === undefined) throw new NotFoundError('This lease')
  await lockParties(ctx, { subscriberId: seen.subscriberId, treasuryIds: [seen.treasuryId] })
  const [lease] = await ctx.db.select().from(leaseTable).where(own).for('no key update')
  if (lease === undefined) throw new NotFoundError('This lease')
  return lease
}
