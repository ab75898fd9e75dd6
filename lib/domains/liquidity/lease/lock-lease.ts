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
 * Whose locks a lease's end needs: its lessor's, and those of increases without both signatures, of it or
 * of the lease that it continues, which fall with that one.
 */
export async function lessorsOf(
  ctx: Ctx,
  { id, treasuryId, renewsLeaseId }: LeaseRecord,
): Promise<string[]> {
  const bases = renewsLeaseId === null ? [id] : [id, renewsLeaseId]
  const increases = await ctx.db
    .select({ treasuryId: leaseTable.treasuryId })
    .from(leaseTable)
    .where(and(eq(leaseTable.status, 'pending'), inArray(leaseTable.extendsLeaseId, bases)))
  return [treasuryId, ...increases.map((increase) => increase.treasuryId)]
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
  const { subscriberId } = seen
  await lockParties(ctx, { subscriberId, treasuryIds: [] })
  // Nobody adds to its lessee's leases from here on.
  await lockParties(ctx, { subscriberId, treasuryIds: await lessorsOf(ctx, seen) })
  const [lease] = await ctx.db.select().from(leaseTable).where(own).for('no key update')
  if (lease === undefined) throw new NotFoundError('This lease')
  return lease
}
