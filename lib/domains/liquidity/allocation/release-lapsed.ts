import 'server-only'
import { and, eq, inArray, isNull, lte, ne, or } from 'drizzle-orm'
import { compareText } from '@/lib/core/text'
import { toInstant } from '@/lib/core/time'
import { type Ctx, systemCtx } from '@/lib/platform/ctx'
import { lockParties } from '../lease/lock-lease'
import { releaseExpired } from './release-allocation'
import { allocationTable } from './table'

interface Promising {
  subscriberId: string
  poolIds?: readonly string[]
  treasuryIds: readonly string[]
  /** A request whose version the caller still has to compare keeps its own. */
  exceptTicketId?: string
}

/**
 * Releases what some treasuries hold past its 72 hours, as the job would, before they promise anew: the
 * store's own guard counts a reservation until it is released. Locks every lessee that is concerned
 * before the pools and treasuries, so it comes before any other lock.
 */
export async function releaseLapsed(
  ctx: Ctx,
  { exceptTicketId, ...promising }: Promising,
): Promise<void> {
  const t = allocationTable
  const over = await ctx.db
    .select({ id: t.id, subscriberId: t.subscriberId, expiresAt: t.expiresAt })
    .from(t)
    .where(
      and(
        inArray(t.treasuryId, [...promising.treasuryIds]),
        eq(t.status, 'reserved'),
        lte(t.expiresAt, toInstant(ctx.clock.now())),
        exceptTicketId === undefined
          ? undefined
          : or(isNull(t.ticketId), ne(t.ticketId, exceptTicketId)),
      ),
    )
    .orderBy(t.expiresAt, t.id)
  if (over.length === 0) return
  const lessees = new Set([promising.subscriberId, ...over.map((row) => row.subscriberId)])
  for (const subscriberId of [...lessees].sort(compareText)) {
    await lockParties(ctx, { subscriberId, treasuryIds: [] })
  }
  await lockParties(ctx, promising)
  const { db, clock, requestId } = ctx
  const job = systemCtx({ db, clock, requestId }, 'lifecycle')
  for (const { id, expiresAt } of over) {
    if (expiresAt !== null) await releaseExpired(job, id, expiresAt)
  }
}
