import 'server-only'
import { ZERO_SATS } from '@/lib/core/money'
import { complianceOfMany } from '@/lib/domains/compliance/record/compliance-of'
import { clearedIds } from '@/lib/domains/compliance/record/rules'
import { loadMarket } from '@/lib/domains/liquidity/pool/load-market'
import { allocatableSats } from '@/lib/domains/liquidity/pool/rules'
import type { Ctx } from '@/lib/platform/ctx'
import { getPlatformPolicy } from '@/lib/platform/policy/queries'
import type { Sats } from '@/types'

/**
 * What may be allocated of one treasury now, in satoshis: the figure that the market has of it. The
 * caller has checked that the actor may know it.
 */
export async function availableOf(ctx: Ctx, treasuryId: string): Promise<Sats> {
  const now = ctx.clock.now()
  const policy = await getPlatformPolicy(ctx)
  const [[market], compliance] = await Promise.all([
    loadMarket(ctx, { treasuryIds: [treasuryId], from: now, policy }),
    complianceOfMany(ctx, [treasuryId]),
  ])
  if (market === undefined) return ZERO_SATS
  const isCleared = clearedIds(compliance.values(), now).has(treasuryId)
  return allocatableSats(market.supply.availableSats, isCleared)
}
