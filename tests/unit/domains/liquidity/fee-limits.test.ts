import { describe, expect, it } from 'vitest'
import { fact, plainText } from '@/lib/core/fact-text'
import { MOST_PPM } from '@/lib/core/limits'
import { sats } from '@/lib/core/money'
import { feeExcess } from '@/lib/domains/liquidity/lease/rules'
import { marketPricePpm } from '@/lib/domains/liquidity/pool/market-price-rules'
import { renewalFeeErrors } from '@/lib/domains/liquidity/renewal/rules'
import { type MarketPrices, priceBand } from '@/lib/domains/liquidity/ticket/band-rules'
import { aLease } from '@/tests/support/records'

const NOW = new Date('2026-11-20T00:00:00.000Z')
const dear = (feePpm: number) =>
  aLease({
    feePpm,
    startAt: '2026-11-01T00:00:00.000Z',
    endAt: '2026-12-01T00:00:00.000Z',
  })

describe('a fee', () => {
  const size = sats(1_000_000)
  const rate = (feePpm: number) =>
    feeExcess({ sizeSats: size, feeModel: 'ppm', feePpm, feeSats: null })
  const fixed = (feeSats: number) =>
    feeExcess({ sizeSats: size, feeModel: 'fixed', feePpm: null, feeSats: sats(feeSats) })

  it('is a rate of at most 100,000 ppm', () => {
    expect(rate(0)).toBeNull()
    expect(rate(100_000)).toBeNull()
    expect(rate(100_001)).toEqual({
      field: 'feePpm',
      detail: 'Exceeds by 1 ppm: 100,001 ppm is above the limit of 100,000 ppm.',
    })
  })

  it('is at most the size that it is paid for', () => {
    expect(fixed(1_000_000)).toBeNull()
    const excess = fixed(1_000_001)
    expect(excess?.field).toBe('feeSats')
    expect(plainText(excess?.detail ?? '')).toBe(
      'Exceeds by 1 sat: a fee of 0.01000001 BTC is above the size that it is paid for, 0.01 BTC.',
    )
  })

  it('of a renewal that grows with its term is a complaint about the term', () => {
    const lease = dear(100_000)
    expect(renewalFeeErrors(lease, { termDays: 30 })).toEqual({})
    expect(renewalFeeErrors(lease, { termDays: 365, feeModel: 'ppm', feePpm: 100_000 })).toEqual({})
    expect(renewalFeeErrors(lease, { termDays: 365 })).toEqual({
      termDays:
        'Exceeds by 1,116,667 ppm: 1,216,667 ppm is above the limit of 100,000 ppm. Choose a shorter term or another fee.',
    })
    expect(
      renewalFeeErrors(lease, { termDays: 30, feeModel: 'fixed', feeSats: sats(100_000_001) }),
    ).toEqual({ feeSats: expect.stringContaining(`Exceeds by ${fact.gap(1)}`) })
  })
})

describe('a price of the market', () => {
  it('of a pool is never above what a lease may cost', () => {
    expect(marketPricePpm([dear(100_000)], 30, NOW)).toBe(MOST_PPM)
    expect(marketPricePpm([dear(100_000)], 365, NOW)).toBe(MOST_PPM)
  })

  it('of a preset is never above what a request may say', () => {
    const prices: MarketPrices = {
      leases: 4,
      lowerPpm: 50_000,
      medianPpm: 900_000,
      upperPpm: 1_216_667,
      topPpm: 1_216_667,
    }
    expect(priceBand('priority', prices, 365)).toEqual({ minPpm: MOST_PPM, maxPpm: MOST_PPM })
    expect(priceBand('standard', prices, 365)).toEqual({ minPpm: 50_000, maxPpm: MOST_PPM })
  })
})
