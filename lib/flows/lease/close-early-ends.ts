import 'server-only'
import { toInstant } from '@/lib/core/time'
import { findOpenEarlyEnd } from '@/lib/domains/liquidity/early-end/lock-early-end'
import { moveEarlyEnd } from '@/lib/domains/liquidity/early-end/rules'
import { saveEarlyEnd } from '@/lib/domains/liquidity/early-end/save-early-end'
import type { Ctx } from '@/lib/platform/ctx'

/** What a lease that is over leaves open: a request falls, an approved early end is done. */
export async function closeEarlyEnds(ctx: Ctx, leaseId: string, reason: string): Promise<void> {
  const open = await findOpenEarlyEnd(ctx, leaseId)
  if (open === null) return
  const now = ctx.clock.now()
  const verb = open.status === 'approved' ? 'finish' : 'decline'
  const closed = moveEarlyEnd(open, verb, now, reason)
  await saveEarlyEnd(ctx, open, { ...closed, answeredAt: open.answeredAt ?? toInstant(now) })
}
