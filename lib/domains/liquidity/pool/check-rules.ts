import { fact } from '@/lib/core/fact-text'
import { daysText, ppmText } from '@/lib/core/limits'
import type { PlatformPolicyRecord, Sats, TreasuryPoolRecord } from '@/types'

export const POOL_CHECKS = [
  'compliance',
  'provider_compliance',
  'nodes',
  'jurisdiction',
  'term',
  'price',
  'availability',
  'pool_exposure',
  'platform_exposure',
] as const
export type PoolCheckName = (typeof POOL_CHECKS)[number]

/** One condition of a pool's or the platform's policy, with its number. */
export interface PoolCheck {
  check: PoolCheckName
  passed: boolean
  /** Not even a part of the request can be served. */
  isBlocking: boolean
  actual: number | string
  limit: number | string
  /** "Term 21 of at least 30 days"; amounts in it are facts. */
  label: string
  /** The smallest change of the request that would pass, amounts as facts; null when it passes or none would. */
  change: string | null
}

export interface PoolDemand {
  /** What is still wanted. */
  sizeSats: Sats
  /** The least that one lease may have. */
  leastSats: Sats
  termDays: number
  priceMinPpm: number
  priceMaxPpm: number
  /** The lessee's. */
  jurisdiction: string
  /** Adds to a running lease, whose end decides how long it is. */
  isAddOn: boolean
}

export interface PoolMember {
  treasuryId: string
  availableSats: Sats
  /** Its own compliance review allows new allocations. */
  isCleared: boolean
  eligibleNodes: number
}

export interface PoolPolicy {
  pool: Pick<TreasuryPoolRecord, 'minTermDays' | 'maxExposureSats' | 'jurisdictions'>
  platform: Pick<PlatformPolicyRecord, 'minTermDays' | 'maxExposureSats' | 'jurisdictions'>
}

/** A condition that the request can't be changed to meet. */
function fixed(
  check: PoolCheckName,
  passed: boolean,
  { actual, limit, label }: Pick<PoolCheck, 'actual' | 'limit' | 'label'>,
): PoolCheck {
  return { check, passed, isBlocking: !passed, actual, limit, label, change: null }
}

export function complianceCheck(isLesseeCleared: boolean): PoolCheck {
  return fixed('compliance', isLesseeCleared, {
    actual: isLesseeCleared ? 'approved' : 'not approved',
    limit: 'approved',
    label: isLesseeCleared ? 'Lessee is approved' : 'Lessee’s compliance review is not passed',
  })
}

export function providerCheck(members: readonly PoolMember[]): PoolCheck {
  const cleared = members.filter((member) => member.isCleared).length
  return fixed('provider_compliance', cleared > 0, {
    actual: cleared,
    limit: 1,
    label: `${cleared} of ${members.length} treasuries approved`,
  })
}

export function nodeCheck(members: readonly PoolMember[]): PoolCheck {
  const nodes = members.reduce((sum, member) => sum + member.eligibleNodes, 0)
  return fixed('nodes', nodes > 0, {
    actual: nodes,
    limit: 1,
    label: nodes === 1 ? '1 node takes allocations' : `${nodes} nodes take allocations`,
  })
}

export function jurisdictionCheck(
  { jurisdiction }: PoolDemand,
  { pool, platform }: PoolPolicy,
): PoolCheck {
  const served =
    pool.jurisdictions.includes(jurisdiction) && platform.jurisdictions.includes(jurisdiction)
  return fixed('jurisdiction', served, {
    actual: jurisdiction,
    limit: pool.jurisdictions.join(', '),
    label: served ? `Serves ${jurisdiction}` : `Does not serve ${jurisdiction}`,
  })
}

export function termCheck(
  { termDays, isAddOn }: PoolDemand,
  { pool, platform }: PoolPolicy,
): PoolCheck {
  const limit = isAddOn ? 1 : Math.max(pool.minTermDays, platform.minTermDays)
  const passed = termDays >= limit
  return {
    check: 'term',
    passed,
    isBlocking: !passed,
    actual: termDays,
    limit,
    label: isAddOn
      ? `${daysText(termDays)} until the end of its lease`
      : `Term ${termDays} of at least ${limit} days`,
    change: passed ? null : `term ${limit} days instead of ${termDays}`,
  }
}

/**
 * Without running leases there is no market price, and nothing to fail on; a market below the band
 * passes, and the label says so.
 */
export function priceCheck(
  { priceMinPpm, priceMaxPpm }: PoolDemand,
  marketPpm: number | null,
): PoolCheck {
  const passed = marketPpm === null || marketPpm <= priceMaxPpm
  return {
    check: 'price',
    passed,
    isBlocking: !passed,
    actual: priceMaxPpm,
    limit: marketPpm ?? 0,
    label: priceLabel({ priceMinPpm, priceMaxPpm }, marketPpm),
    change: passed
      ? null
      : `price up to ${ppmText(marketPpm ?? 0)} instead of ${ppmText(priceMaxPpm)}`,
  }
}

function priceLabel(
  { priceMinPpm, priceMaxPpm }: Pick<PoolDemand, 'priceMinPpm' | 'priceMaxPpm'>,
  marketPpm: number | null,
): string {
  if (marketPpm === null) return 'No market price yet'
  return marketPpm < priceMinPpm
    ? `Market ${ppmText(marketPpm)}, below the requested band from ${ppmText(priceMinPpm)}`
    : `Market ${ppmText(marketPpm)}, asked up to ${ppmText(priceMaxPpm)}`
}

/** @param usableSats what leases of at least the least size can be cut from. */
export function availabilityCheck(demand: PoolDemand, usableSats: Sats): PoolCheck {
  const { sizeSats } = demand
  return {
    ...roomCheck('availability', demand, usableSats),
    actual: sizeSats,
    limit: usableSats,
    label: `Usable for this request ${fact.size(usableSats)} of ${fact.size(sizeSats)} wanted`,
  }
}

/** @param heldSats the most that the lessee holds at any instant of the new lease. */
export function exposureCheck(
  check: 'pool_exposure' | 'platform_exposure',
  demand: PoolDemand,
  { heldSats, limitSats }: { heldSats: Sats; limitSats: Sats },
): PoolCheck {
  const after = heldSats + demand.sizeSats
  const name = check === 'pool_exposure' ? 'Pool exposure' : 'Platform exposure'
  return {
    ...roomCheck(check, demand, Math.max(0, limitSats - heldSats)),
    actual: after,
    limit: limitSats,
    label: `${name} with all that is wanted ${fact.size(after)} of ${fact.size(limitSats)}`,
  }
}

/** Room for less than the least lease is none. */
function roomCheck(
  check: PoolCheckName,
  { sizeSats, leastSats }: PoolDemand,
  roomSats: number,
): Pick<PoolCheck, 'check' | 'passed' | 'isBlocking' | 'change'> {
  const passed = sizeSats <= roomSats
  const isBlocking = roomSats <= 0 || roomSats < leastSats
  return {
    check,
    passed,
    isBlocking,
    change: passed || isBlocking ? null : `at most ${fact.size(roomSats)}`,
  }
}
