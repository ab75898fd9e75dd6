import { describe, expect, it } from 'vitest'
import { sats } from '@/lib/core/money'
import { addMs, DAY_MS } from '@/lib/core/time'
import {
  bandOfTerm,
  type MarketPrices,
  priceBand,
  termPpm,
} from '@/lib/domains/liquidity/ticket/band-rules'
import { marketPrices } from '@/lib/domains/liquidity/ticket/market-rules'
import type { LeaseRecord } from '@/types'

const NOW = new Date('2026-11-20T12:00:00.000Z')
const START = '2026-11-01T00:00:00.000Z'

/** A lease of a year, so that its fee is its price a year. */
function aLease(yearlyPpm: number, rest: Partial<LeaseRecord> = {}): LeaseRecord {
  return {
    id: 'lease_1',
    treasuryId: 'trs_001',
    subscriberId: 'sub_002',
    poolId: null,
    ticketId: null,
    sizeSats: sats(100_000_000),
    startAt: START,
    endAt: addMs(START, 365 * DAY_MS),
    feeModel: 'ppm',
    feeSats: null,
    feePpm: yearlyPpm,
    status: 'active',
    isCancelAtTerm: false,
    renewsLeaseId: null,
    extendsLeaseId: null,
    deliveredAt: START,
    endedAt: null,
    endFeeSats: sats(0),
    createdAt: START,
    version: 1,
    ...rest,
  }
}

describe('market prices', () => {
  it('are quantiles of what running leases cost a year', () => {
    const leases = [50_000, 10_000, 40_000, 20_000, 30_000].map((ppm) => aLease(ppm))
    expect(marketPrices(leases, 'sub_001', NOW)).toEqual({
      leases: 5,
      lowerPpm: 20_000,
      medianPpm: 30_000,
      upperPpm: 40_000,
      topPpm: 46_000,
    })
  })

  it('lie between two leases where no rank is hit', () => {
    const leases = [1000, 2001, 3000, 4000].map((ppm) => aLease(ppm))
    expect(marketPrices(leases, 'sub_001', NOW)).toMatchObject({
      lowerPpm: 1751,
      medianPpm: 2501,
      upperPpm: 3250,
    })
  })

  it('leave out leases that do not run now', () => {
    const leases = [10_000, 20_000, 30_000].map((ppm) => aLease(ppm))
    const others = [
      aLease(90_000, { status: 'pending', deliveredAt: null }),
      aLease(90_000, { status: 'cancelled' }),
      aLease(90_000, { endAt: NOW.toISOString() }),
    ]
    expect(marketPrices([...leases, ...others], 'sub_001', NOW)).toMatchObject({
      leases: 3,
      medianPpm: 20_000,
    })
  })

  it('stay unknown while fewer than three leases are other lessees’', () => {
    const own = [1, 2, 3, 4].map((ppm) => aLease(ppm, { subscriberId: 'sub_001' }))
    expect(marketPrices([...own, aLease(5), aLease(6)], 'sub_001', NOW)).toBeNull()
    expect(marketPrices([...own, aLease(5), aLease(6)], 'sub_003', NOW)).not.toBeNull()
    expect(marketPrices([], 'sub_001', NOW)).toBeNull()
  })
})

describe('a price band', () => {
  const prices: MarketPrices = {
    leases: 25,
    lowerPpm: 30_000,
    medianPpm: 36_500,
    upperPpm: 43_800,
    topPpm: 60_000,
  }

  it('scales a year’s price to the term, half-up', () => {
    expect(termPpm(36_500, 365)).toBe(36_500)
    expect(termPpm(36_500, 90)).toBe(9000)
    expect(termPpm(1, 182)).toBe(0)
    expect(termPpm(1, 183)).toBe(1)
  })

  it('scales a band that was asked to another term, half-up', () => {
    const asked = { termDays: 90, priceMinPpm: 101, priceMaxPpm: 60_000 }
    expect(bandOfTerm(asked, 90)).toEqual({ priceMinPpm: 101, priceMaxPpm: 60_000 })
    expect(bandOfTerm(asked, 45)).toEqual({ priceMinPpm: 51, priceMaxPpm: 30_000 })
    expect(bandOfTerm(asked, 180)).toEqual({ priceMinPpm: 202, priceMaxPpm: 100_000 })
  })

  it('reaches for each preset from one quantile to another', () => {
    expect(priceBand('economy', prices, 30)).toEqual({ minPpm: 2466, maxPpm: 3000 })
    expect(priceBand('standard', prices, 30)).toEqual({ minPpm: 2466, maxPpm: 3600 })
    expect(priceBand('priority', prices, 30)).toEqual({ minPpm: 3000, maxPpm: 4932 })
  })
})
