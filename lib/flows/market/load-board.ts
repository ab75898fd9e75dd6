import 'server-only'
import { compareText } from '@/lib/core/text'
import { loadMarket, type TreasuryMarket } from '@/lib/domains/liquidity/pool/load-market'
import type { Ctx } from '@/lib/platform/ctx'
import { getPlatformPolicy } from '@/lib/platform/policy/queries'
import type { PlatformPolicyRecord, TreasuryPoolRecord } from '@/types'

/** What pools have to offer from an instant on, under the policy in force. */
export interface MarketBoard {
  pools: readonly TreasuryPoolRecord[]
  policy: PlatformPolicyRecord
  /** Of every treasury in the pools, by id. */
  markets: TreasuryMarket[]
}

export function treasuriesOf(pools: readonly TreasuryPoolRecord[]): string[] {
  return [...new Set(pools.flatMap((pool) => pool.treasuryIds))].sort(compareText)
}

/** The caller has checked that the actor may know; nothing is scoped here. */
export async function loadBoard(
  ctx: Ctx,
  { pools, from }: { pools: readonly TreasuryPoolRecord[]; from: Date },
): Promise<MarketBoard> {
  const policy = await getPlatformPolicy(ctx)
  const markets = await loadMarket(ctx, { treasuryIds: treasuriesOf(pools), from, policy })
  return { pools, policy, markets }
}
