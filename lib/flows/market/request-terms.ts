import 'server-only'
import { asc, inArray } from 'drizzle-orm'
import { ForbiddenError } from '@/lib/core/errors'
import { sats } from '@/lib/core/money'
import { toInstant } from '@/lib/core/time'
import { listRows } from '@/lib/db/list-rows'
import { leaseTable } from '@/lib/domains/liquidity/lease/table'
import { loadExposed } from '@/lib/domains/liquidity/pool/load-market'
import { peakExposure } from '@/lib/domains/liquidity/pool/rules'
import type { RequestTerms } from '@/lib/domains/liquidity/ticket/band-rules'
import { marketPrices } from '@/lib/domains/liquidity/ticket/market-rules'
import { WISH_LIMITS } from '@/lib/domains/liquidity/ticket/wish-rules'
import type { UserCtx } from '@/lib/platform/ctx'
import { getPlatformPolicy } from '@/lib/platform/policy/queries'

/**
 * Limits, headroom and market prices for a subscriber's request. Prices are the one thing it learns of
 * other organisations' leases, as quantiles alone. @throws ForbiddenError for other roles.
 */
export async function loadRequestTerms(ctx: UserCtx): Promise<RequestTerms> {
  if (ctx.actor.role !== 'subscriber') throw new ForbiddenError()
  const now = ctx.clock.now()
  const [policy, own, running] = await Promise.all([
    getPlatformPolicy(ctx),
    loadExposed(ctx, ctx.actor.organisationId),
    listRows(ctx, leaseTable, {
      where: inArray(leaseTable.status, ['active', 'paused']),
      orderBy: [asc(leaseTable.id)],
    }),
  ])
  const held = peakExposure(own, { from: toInstant(now), to: null }, now)
  return {
    minSats: policy.minLeaseSats,
    maxSats: WISH_LIMITS.sizeMaxSats,
    minTermDays: policy.minTermDays,
    maxTermDays: WISH_LIMITS.termDays,
    maxPpm: WISH_LIMITS.priceMaxPpm,
    commentLength: WISH_LIMITS.commentLength,
    headroomSats: sats(Math.max(0, policy.maxExposureSats - held)),
    market: marketPrices(running, ctx.actor.organisationId, now),
  }
}
