import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import { NotFoundError } from '@/lib/core/errors'
import type { Ctx } from '@/lib/platform/ctx'
import { ownRows } from '@/lib/platform/own-rows'
import type { EarlyEndRecord, LeaseRecord } from '@/types'
import { lockLease } from '../lease/lock-lease'
import { earlyEndTable } from './table'

/**
 * A request for an early end and its lease, inside the locks of the parties and their own.
 * @throws NotFoundError for a foreign or unknown id.
 */
export async function lockEarlyEnd(
  ctx: Ctx,
  id: string,
): Promise<{ request: EarlyEndRecord; lease: LeaseRecord }> {
  const own = and(
    eq(earlyEndTable.id, id),
    ownRows(ctx.actor, {
      treasury: earlyEndTable.treasuryId,
      subscriber: earlyEndTable.subscriberId,
    }),
  )
  const [seen] = await ctx.db.select().from(earlyEndTable).where(own)
  if (seen === undefined) throw new NotFoundError('This early end')
  const lease = await lockLease(ctx, seen.leaseId)
  const [request] = await ctx.db.select().from(earlyEndTable).where(own).for('no key update')
  if (request === undefined) throw new NotFoundError('This early end')
  return { request, lease }
}

/** The request of a lease that waits for an answer or for its instant. */
export async function findOpenEarlyEnd(ctx: Ctx, leaseId: string): Promise<EarlyEndRecord | null> {
  const [request] = await ctx.db
    .select()
    .from(earlyEndTable)
    .where(
      and(
        eq(earlyEndTable.leaseId, leaseId),
        inArray(earlyEndTable.status, ['requested', 'approved']),
      ),
    )
  return request ?? null
}
