import 'server-only'
import { sats } from '@/lib/core/money'
import { loadMarket } from '@/lib/domains/liquidity/pool/load-market'
import type { Ctx } from '@/lib/platform/ctx'
import { getPlatformPolicy } from '@/lib/platform/policy/queries'
import { loadRoom } from './load-room'
import type { Takers } from './replacement-rules'

/** What a treasury's nodes have free now, and what it has not promised to leases without a place. */
export async function loadTakers(ctx: Ctx, treasuryId: string): Promise<Takers> {
  const nodes = await loadRoom(ctx, treasuryId)
  const [market] = await loadMarket(ctx, {
    treasuryIds: [treasuryId],
    from: ctx.clock.now(),
    policy: await getPlatformPolicy(ctx),
  })
  return { nodes, availableSats: market?.supply.availableSats ?? sats(0) }
}
