import 'server-only'
import { ConflictError } from '@/lib/core/errors'
import { brokenConstraint } from '@/lib/db/transaction'
import type { Ctx } from '@/lib/platform/ctx'
import type { LeaseRecord } from '@/types'
import { leaseTable } from './table'

const WITHIN_DEPLOYED = 'lease_within_deployed'

/**
 * Stores a new lease. @throws ConflictError `insufficient_availability` when the store itself refuses
 * what promises more than the treasury deploys.
 */
export async function insertLease(ctx: Ctx, lease: LeaseRecord): Promise<void> {
  try {
    await ctx.db.insert(leaseTable).values(lease)
  } catch (error) {
    if (brokenConstraint(error) !== WITHIN_DEPLOYED) throw error
    // Also a lessee may read it: what a treasury deploys is no business of its own.
    throw new ConflictError('insufficient_availability', 'So much can’t be promised any more.')
  }
}
