import 'server-only'
import { eq } from 'drizzle-orm'
import type { Ctx } from '@/lib/platform/ctx'
import { derivedId } from '@/lib/platform/derived-id'
import { renewalTable } from './table'

/**
 * The id of the next request to renew a lease. It follows from how many there were, so that the text that
 * asking signs, in which it is, can be read before; inside the lease's lock it is right.
 */
export async function nextRenewalId(ctx: Ctx, leaseId: string): Promise<string> {
  const asked = await ctx.db.$count(renewalTable, eq(renewalTable.leaseId, leaseId))
  return derivedId('renewal', leaseId, asked + 1)
}
