import 'server-only'
import { asc, eq } from 'drizzle-orm'
import { NotFoundError } from '@/lib/core/errors'
import type { Ctx } from '@/lib/platform/ctx'
import type { TreasuryPoolRecord } from '@/types'
import { poolTable, poolTreasuryTable } from './table'

/**
 * One pool with its members, for commands that hold its lock or are about to take it; the caller has
 * checked that the actor may. @throws NotFoundError.
 */
export async function findPool(ctx: Ctx, id: string): Promise<TreasuryPoolRecord> {
  const [pool] = await ctx.db.select().from(poolTable).where(eq(poolTable.id, id))
  if (pool === undefined) throw new NotFoundError('This pool')
  const members = await ctx.db
    .select({ treasuryId: poolTreasuryTable.treasuryId })
    .from(poolTreasuryTable)
    .where(eq(poolTreasuryTable.poolId, id))
    .orderBy(asc(poolTreasuryTable.treasuryId))
  return { ...pool, treasuryIds: members.map((member) => member.treasuryId) }
}
