import 'server-only'
import { and, lt, max, sql } from 'drizzle-orm'
import type { SystemCtx } from '@/lib/platform/ctx'
import { liveEventTable } from './table'

/**
 * Forgets what no open page asks for any more, after an hour of real time. The newest event stays, so
 * that a resume point at the end is still known to be one.
 */
export async function pruneLiveEvents(ctx: SystemCtx): Promise<void> {
  const newest = ctx.db.select({ seq: max(liveEventTable.seq) }).from(liveEventTable)
  await ctx.db
    .delete(liveEventTable)
    .where(
      and(
        lt(liveEventTable.createdAt, sql`now() - interval '1 hour'`),
        lt(liveEventTable.seq, sql`(${newest})`),
      ),
    )
}
