import { fact } from '@/lib/core/fact-text'
import { sats, sumSats, ZERO_SATS } from '@/lib/core/money'
import { compareText } from '@/lib/core/text'
import type { Sats, TreasuryPoolRecord } from '@/types'
import {
  availabilityCheck,
  complianceCheck,
  exposureCheck,
  jurisdictionCheck,
  nodeCheck,
  type PoolCheck,
  type PoolDemand,
  type PoolMember,
  type PoolPolicy,
  priceCheck,
  providerCheck,
  termCheck,
} from './check-rules'
import { allocatableSats } from './rules'
import { largestSplit } from './split-rules'

export interface AssessInput extends PoolPolicy {
  demand: PoolDemand
  pool: Pick<
    TreasuryPoolRecord,
    'id' | 'name' | 'minTermDays' | 'maxExposureSats' | 'jurisdictions'
  >
  isLesseeCleared: boolean
  /** Its treasuries, with what each has free from the start of the new lease on. */
  members: readonly PoolMember[]
  /** The most that the lessee holds in the pool, and over all, at any instant of the new lease. */
  poolExposureSats: Sats
  platformExposureSats: Sats
  /** What the pool's running leases cost, scaled to the term; null when none runs. */
  marketPpm: number | null
}

/** Full: all that is still wanted; partial: some of it. */
export type PoolFit = 'full' | 'partial' | 'none'

export interface PoolAssessment {
  poolId: string
  poolName: string
  checks: PoolCheck[]
  fit: PoolFit
  /** The most that can be allocated now: 0 for an ineligible pool. */
  fitSats: Sats
  /** Free on treasuries that may take new allocations. */
  availableSats: Sats
  /** What the lessee may still take from the pool; the stricter of the pool's and the platform's limit. */
  headroomSats: Sats
  marketPpm: number | null
  /** What would have to change in the request for the pool to serve all of it; empty when it does. */
  changes: string[]
  /** Failures that no change of the request would cure. */
  unfixable: string[]
}

/**
 * Every policy check of a pool for a request, with its number, and what would make it fit.
 * Source: functional specification §6.3, matchmaking; §9 #27 (the stricter exposure limit wins).
 */
export function assessPool(input: AssessInput): PoolAssessment {
  const { demand, pool, platform, members, poolExposureSats, platformExposureSats } = input
  const rooms = members.map(({ treasuryId, availableSats: each, isCleared }) => ({
    treasuryId,
    availableSats: allocatableSats(each, isCleared),
  }))
  const availableSats = sumSats(rooms.map((room) => room.availableSats))
  // What a treasury has below the least lease is of no use to anybody.
  const usable = rooms.filter((room) => room.availableSats >= demand.leastSats)
  const largest = (cap: Sats) => largestSplit(cap, usable, demand.leastSats)
  const wantedSats = largest(demand.sizeSats)
  const usableSats =
    wantedSats < demand.sizeSats ? wantedSats : sumSats(usable.map((room) => room.availableSats))
  const checks = [
    complianceCheck(input.isLesseeCleared),
    providerCheck(members),
    nodeCheck(members),
    jurisdictionCheck(demand, input),
    termCheck(demand, input),
    priceCheck(demand, input.marketPpm),
    availabilityCheck(demand, usableSats),
    exposureCheck('pool_exposure', demand, {
      heldSats: poolExposureSats,
      limitSats: pool.maxExposureSats,
    }),
    exposureCheck('platform_exposure', demand, {
      heldSats: platformExposureSats,
      limitSats: platform.maxExposureSats,
    }),
  ]
  const headroomSats = sats(
    Math.max(
      0,
      Math.min(
        pool.maxExposureSats - poolExposureSats,
        platform.maxExposureSats - platformExposureSats,
      ),
    ),
  )
  const roomSats = largest(sats(Math.min(demand.sizeSats, headroomSats)))
  const isEligible = checks.every((check) => !check.isBlocking)
  return {
    poolId: pool.id,
    poolName: pool.name,
    checks,
    fit: fitOf(checks, isEligible),
    fitSats: isEligible ? roomSats : ZERO_SATS,
    availableSats,
    headroomSats,
    marketPpm: input.marketPpm,
    changes: changesOf(checks, roomSats),
    unfixable: checks
      .filter((check) => !check.passed && check.change === null)
      .map((check) => check.label),
  }
}

function fitOf(checks: readonly PoolCheck[], isEligible: boolean): PoolFit {
  if (!isEligible) return 'none'
  return checks.every((check) => check.passed) ? 'full' : 'partial'
}

const SIZE_CHECKS = ['availability', 'pool_exposure', 'platform_exposure']

/** One sentence part per thing to change; of several limits on the size the strictest. */
function changesOf(checks: readonly PoolCheck[], roomSats: Sats): string[] {
  const others = checks.filter(({ check }) => !SIZE_CHECKS.includes(check))
  const tooLarge = checks.some(({ check, passed }) => SIZE_CHECKS.includes(check) && !passed)
  const changes = others.flatMap(({ change }) => change ?? [])
  return tooLarge && roomSats > 0 ? [...changes, `at most ${fact.size(roomSats)}`] : changes
}

export interface RankedPool extends PoolAssessment {
  /** Mean uptime of its nodes over 30 days; null without facts. */
  uptimePct: number | null
  /** The lessee's share of what the pool's treasuries deploy, percent. */
  concentrationPct: number | null
}

const FIT_RANK: Readonly<Record<PoolFit, number>> = { full: 0, partial: 1, none: 2 }

/**
 * Eligible first, full-fill before partial; then price fit (how far the market price lies outside of
 * the asked band), uptime, lower concentration, id. Bonds do not exist yet. Source: §6.3, Ranking.
 */
export function rankPools<Pool extends RankedPool>(
  pools: readonly Pool[],
  band: { priceMinPpm: number; priceMaxPpm: number },
): Pool[] {
  return [...pools].sort(
    (a, b) =>
      FIT_RANK[a.fit] - FIT_RANK[b.fit] ||
      priceDistance(a.marketPpm, band) - priceDistance(b.marketPpm, band) ||
      (b.uptimePct ?? 0) - (a.uptimePct ?? 0) ||
      (a.concentrationPct ?? 0) - (b.concentrationPct ?? 0) ||
      compareText(a.poolId, b.poolId),
  )
}

function priceDistance(
  marketPpm: number | null,
  { priceMinPpm, priceMaxPpm }: { priceMinPpm: number; priceMaxPpm: number },
): number {
  if (marketPpm === null) return 0
  return Math.max(0, priceMinPpm - marketPpm, marketPpm - priceMaxPpm)
}
