import 'server-only'
import { completeDays } from '@/lib/core/time'
import type { Ctx } from '@/lib/platform/ctx'
import type { Treasury, YieldDataPoint } from '@/types'
import { loadTreasuryFigures } from './figures'
import { firstVerifiedAddress, toTreasury } from './metric-rules'
import { listPayoutAddresses } from './queries'
import { YIELD_POINT_DAYS, yieldDataPoints } from './yield-series'

/** The viewer's treasury with its figures as of now; all for admins. */
export async function listTreasuries(ctx: Ctx): Promise<Treasury[]> {
  const [figures, addresses] = await Promise.all([
    loadTreasuryFigures(ctx),
    listPayoutAddresses(ctx),
  ])
  return figures.map(({ treasury, metrics }) =>
    toTreasury(
      treasury,
      metrics,
      firstVerifiedAddress(addresses.filter((row) => row.treasuryId === treasury.id)),
    ),
  )
}

/** Yield of the last 90 complete days, summed over the treasuries in the viewer's scope. */
export async function listYieldDataPoints(ctx: Ctx): Promise<YieldDataPoint[]> {
  const figures = await loadTreasuryFigures(ctx)
  return yieldDataPoints(
    figures.map(({ metrics }) => metrics.earnings),
    completeDays(ctx.clock.now(), YIELD_POINT_DAYS),
  )
}
