import 'server-only'
import { eq } from 'drizzle-orm'
import { ConflictError } from '@/lib/core/errors'
import { formatBtc, sats } from '@/lib/core/money'
import { toMs } from '@/lib/core/time'
import { getPlatformPolicy } from '@/lib/domains/compliance/policy/queries'
import { loadExposed, loadMarket } from '@/lib/domains/liquidity/pool/load-market'
import { peakExposure } from '@/lib/domains/liquidity/pool/rules'
import { poolTable } from '@/lib/domains/liquidity/pool/table'
import type { RenewalTerms } from '@/lib/domains/liquidity/renewal/rules'
import type { Ctx } from '@/lib/platform/ctx'
import type { LeaseRecord, Sats } from '@/types'

export interface RenewalRoom {
  /** Free on the treasury's nodes from the old end on, what the old lease gives back included. */
  availableSats: Sats
  /** What the lessee may still take over the new term: the stricter of the pool's and the platform's limit. */
  headroomSats: Sats
}

/** What a renewal may take over its term, read inside the lock of the parties. */
export async function renewalRoomOf(
  ctx: Ctx,
  lease: LeaseRecord,
  { startAt: from, endAt: to }: Pick<RenewalTerms, 'startAt' | 'endAt'>,
): Promise<RenewalRoom> {
  const policy = await getPlatformPolicy(ctx)
  const [market] = await loadMarket(ctx, {
    treasuryIds: [lease.treasuryId],
    from: new Date(toMs(from)),
    policy,
  })
  const exposed = await loadExposed(ctx, lease.subscriberId)
  const now = ctx.clock.now()
  const peak = (leases: readonly LeaseRecord[]) => peakExposure(leases, { from, to }, now)
  const inPool = exposed.filter(({ poolId }) => poolId === lease.poolId)
  const poolLimit = await poolLimitOf(ctx, lease.poolId)
  const headrooms = [policy.maxExposureSats - peak(exposed)]
  if (poolLimit !== null) headrooms.push(poolLimit - peak(inPool))
  return {
    availableSats: market?.supply.availableSats ?? sats(0),
    headroomSats: sats(Math.max(0, Math.min(...headrooms))),
  }
}

/**
 * A renewal is promised capacity like any new lease, over its own term.
 * @throws ConflictError `exposure_exceeded` or `insufficient_availability` with the fresh figures.
 */
export async function assertRoom(ctx: Ctx, lease: LeaseRecord, terms: RenewalTerms): Promise<void> {
  const room = await renewalRoomOf(ctx, lease, terms)
  if (terms.sizeSats > room.headroomSats) {
    throw new ConflictError(
      'exposure_exceeded',
      `The subscriber may take ${formatBtc(room.headroomSats)} BTC over this term, not ${formatBtc(terms.sizeSats)}.`,
      { ...room },
    )
  }
  if (terms.sizeSats > room.availableSats) {
    throw new ConflictError(
      'insufficient_availability',
      `${formatBtc(room.availableSats)} BTC are free over this term, not ${formatBtc(terms.sizeSats)}.`,
      { ...room },
    )
  }
}

async function poolLimitOf(ctx: Ctx, poolId: string | null): Promise<Sats | null> {
  if (poolId === null) return null
  const [pool] = await ctx.db
    .select({ limit: poolTable.maxExposureSats })
    .from(poolTable)
    .where(eq(poolTable.id, poolId))
  return pool?.limit ?? null
}
