import 'server-only'
import { and, eq, ne } from 'drizzle-orm'
import { NotFoundError } from '@/lib/core/errors'
import type { Ctx } from '@/lib/platform/ctx'
import { ownRows } from '@/lib/platform/own-rows'
import type { LeaseRecord, RenewalRequestRecord } from '@/types'
import { lockLease } from '../lease/lock-lease'
import { leaseTable } from '../lease/table'
import { renewalTable } from './table'

const ownRenewal = (ctx: Ctx, id: string) =>
  and(
    eq(renewalTable.id, id),
    ownRows(ctx.actor, {
      treasury: renewalTable.treasuryId,
      subscriber: renewalTable.subscriberId,
    }),
  )

/** One renewal request of the viewer's organisation, unlocked. @throws NotFoundError. */
export async function seeRenewal(ctx: Ctx, id: string): Promise<RenewalRequestRecord> {
  const [renewal] = await ctx.db.select().from(renewalTable).where(ownRenewal(ctx, id))
  if (renewal === undefined) throw new NotFoundError('This renewal')
  return renewal
}

/**
 * A renewal request of the viewer's organisation and its lease, inside the locks of the parties and
 * their own. @throws NotFoundError for a foreign or unknown id.
 */
export async function lockRenewal(
  ctx: Ctx,
  id: string,
): Promise<{ renewal: RenewalRequestRecord; lease: LeaseRecord }> {
  const { leaseId } = await seeRenewal(ctx, id)
  const lease = await lockLease(ctx, leaseId)
  const [renewal] = await ctx.db
    .select()
    .from(renewalTable)
    .where(ownRenewal(ctx, id))
    .for('no key update')
  if (renewal === undefined) throw new NotFoundError('This renewal')
  return { renewal, lease }
}

/** The request that waits for an answer, as far as the rows say; inside the lease's lock. */
export async function findOpenRenewal(
  ctx: Ctx,
  leaseId: string,
): Promise<RenewalRequestRecord | null> {
  const [renewal] = await ctx.db
    .select()
    .from(renewalTable)
    .where(and(eq(renewalTable.leaseId, leaseId), eq(renewalTable.status, 'requested')))
  return renewal ?? null
}

/** Id of the lease that continues this one. */
export async function findRenewedBy(ctx: Ctx, leaseId: string): Promise<string | null> {
  const [next] = await ctx.db
    .select({ id: leaseTable.id })
    .from(leaseTable)
    .where(and(eq(leaseTable.renewsLeaseId, leaseId), ne(leaseTable.status, 'cancelled')))
  return next?.id ?? null
}
