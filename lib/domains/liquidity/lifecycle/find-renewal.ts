import 'server-only'
import { and, eq } from 'drizzle-orm'
import { contractTable } from '@/lib/domains/liquidity/contract/table'
import { leaseTable } from '@/lib/domains/liquidity/lease/table'
import type { Ctx } from '@/lib/platform/ctx'

/** The id of the signed lease that will continue another one; null for none. */
export async function findPendingRenewal(ctx: Ctx, leaseId: string): Promise<string | null> {
  const [renewal] = await ctx.db
    .select({ id: leaseTable.id })
    .from(leaseTable)
    .innerJoin(contractTable, eq(contractTable.leaseId, leaseTable.id))
    .where(
      and(
        eq(leaseTable.renewsLeaseId, leaseId),
        eq(leaseTable.status, 'pending'),
        eq(contractTable.status, 'active'),
      ),
    )
  return renewal?.id ?? null
}
