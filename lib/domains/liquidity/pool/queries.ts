import 'server-only'
import { asc } from 'drizzle-orm'
import { compareText } from '@/lib/core/text'
import { listRows } from '@/lib/db/list-rows'
import type { Ctx } from '@/lib/platform/ctx'
import { ownRows } from '@/lib/platform/own-rows'
import type { TreasuryPoolRecord } from '@/types'
import { poolTable, poolTreasuryTable } from './table'

/** All pools with their members: the admins' business alone. */
export async function listPoolRecords(ctx: Ctx): Promise<TreasuryPoolRecord[]> {
  const [pools, members] = await Promise.all([
    listRows(ctx, poolTable, { where: ownRows(ctx.actor, {}), orderBy: [asc(poolTable.id)] }),
    listRows(ctx, poolTreasuryTable, {
      where: ownRows(ctx.actor, {}),
      orderBy: [asc(poolTreasuryTable.poolId)],
    }),
  ])
  return pools.map((pool) => ({
    ...pool,
    treasuryIds: members
      .filter((member) => member.poolId === pool.id)
      .map((member) => member.treasuryId)
      .sort(compareText),
  }))
}
