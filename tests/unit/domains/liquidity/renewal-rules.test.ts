import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SATS_PER_BTC, sats } from '@/lib/core/money'
import { LESSEE_BLOCK, renewalBlockers } from '@/lib/domains/liquidity/renewal/block-rules'
import { fallbackBand, minRenewalSats } from '@/lib/domains/liquidity/renewal/rules'
import { WISH_LIMITS } from '@/lib/domains/liquidity/ticket/wish-rules'
import { aLease } from '@/tests/support/records'

const NOW = new Date('2026-11-20T00:00:00.000Z')
const NONE = {
  openRenewal: null,
  renewedBy: null,
  earlyEnd: null,
  fallbackTicketId: null,
  hasInvoiceLongOverdue: false,
  isComplianceLapsed: false,
}

const TERM = { startAt: '2026-10-01T00:00:00.000Z', endAt: '2026-12-30T00:00:00.000Z' }

describe('the band of a fallback request', () => {
  /** Of a lease of 90 days. */
  const bandOf = (feePpm: number, askedDays = 90) =>
    fallbackBand(aLease({ feePpm, ...TERM }), askedDays)

  it('is the old price, give or take 20 %', () => {
    expect(bandOf(3000)).toEqual({ priceMinPpm: 2400, priceMaxPpm: 3600 })
    expect(bandOf(0)).toEqual({ priceMinPpm: 0, priceMaxPpm: 0 })
  })

  it('is scaled to the term that was asked', () => {
    expect(bandOf(13_570, 60)).toEqual({ priceMinPpm: 7238, priceMaxPpm: 10_856 })
    expect(bandOf(13_570, 90)).toEqual({ priceMinPpm: 10_856, priceMaxPpm: 16_284 })
    expect(bandOf(13_570, 180)).toEqual({ priceMinPpm: 21_712, priceMaxPpm: 32_568 })
  })

  it('ends where a request may not say more', () => {
    expect(bandOf(83_333)).toEqual({ priceMinPpm: 66_666, priceMaxPpm: 100_000 })
    expect(bandOf(90_000)).toEqual({ priceMinPpm: 72_000, priceMaxPpm: 100_000 })
    expect(bandOf(125_000)).toEqual({ priceMinPpm: 100_000, priceMaxPpm: 100_000 })
  })

  it('is one that a request may say, whatever a lease costs', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 * SATS_PER_BTC }),
        fc.oneof(
          fc.record({ feePpm: fc.integer({ min: 0, max: 2 ** 31 - 1 }) }),
          fc.record({ feeSats: fc.integer({ min: 0, max: 60 * SATS_PER_BTC }) }),
        ),
        fc.integer({ min: 1, max: 365 }),
        (size, fee, askedDays) => {
          const { priceMinPpm, priceMaxPpm } = fallbackBand(
            {
              ...TERM,
              sizeSats: sats(size),
              ...('feePpm' in fee
                ? { feeModel: 'ppm', feePpm: fee.feePpm, feeSats: null }
                : { feeModel: 'fixed', feePpm: null, feeSats: sats(fee.feeSats) }),
            },
            askedDays,
          )
          expect(priceMinPpm).toBeGreaterThanOrEqual(0)
          expect(priceMaxPpm).toBeGreaterThanOrEqual(priceMinPpm)
          expect(priceMaxPpm).toBeLessThanOrEqual(WISH_LIMITS.priceMaxPpm)
        },
      ),
    )
  })
})

describe('the least size of a renewal', () => {
  it('is that of a request, or all of a lease that is smaller', () => {
    const least = (size: number) => minRenewalSats({ sizeSats: sats(size) }, sats(1_000_000))
    expect(least(SATS_PER_BTC)).toBe(1_000_000)
    expect(least(1_000_000)).toBe(1_000_000)
    expect(least(999_999)).toBe(999_999)
    expect(least(1)).toBe(1)
  })
})

describe('after the end of a lease', () => {
  const ENDED = aLease({
    status: 'expired',
    isCancelAtTerm: true,
    startAt: '2026-08-01T00:00:00.000Z',
    endAt: '2026-11-10T00:00:00.000Z',
  })
  const open = { id: 'rnw_1', status: 'requested', respondBy: '2026-11-30T00:00:00.000Z' } as const

  it('the same may be asked anew: nothing of it can be undone or answered any more', () => {
    const facts = { ...NONE, openRenewal: open, earlyEnd: { status: 'requested' } as const }
    expect(renewalBlockers(ENDED, facts, 'subscriber', NOW)).toEqual([])
  })

  it('a request that asks already is named instead of offering what would be refused', () => {
    const facts = { ...NONE, fallbackTicketId: 'dmd_077' }
    expect(renewalBlockers(ENDED, facts, 'subscriber', NOW)).toEqual([
      'Request dmd_077 already asks for this capacity.',
    ])
    // While the lease runs it may be renewed all the same.
    const running = { ...ENDED, status: 'active', isCancelAtTerm: false } as const
    const now = new Date('2026-11-09T00:00:00.000Z')
    expect(renewalBlockers(running, facts, 'subscriber', now)).toEqual([])
  })
})

describe('what stands against a lessee', () => {
  const said = (facts: Partial<typeof NONE>, side: 'treasury' | 'subscriber') =>
    renewalBlockers(aLease(), { ...NONE, ...facts }, side, NOW)

  it('is told to the lessee itself', () => {
    const both = { hasInvoiceLongOverdue: true, isComplianceLapsed: true }
    expect(said(both, 'subscriber')).toEqual([
      expect.stringContaining('invoice'),
      expect.stringContaining('compliance'),
    ])
  })

  it('is one neutral sentence for its treasury, whatever it is', () => {
    for (const hasInvoiceLongOverdue of [true, false]) {
      for (const isComplianceLapsed of [true, false]) {
        const is = hasInvoiceLongOverdue || isComplianceLapsed
        expect(said({ hasInvoiceLongOverdue, isComplianceLapsed }, 'treasury')).toEqual(
          is ? [LESSEE_BLOCK] : [],
        )
      }
    }
  })
})
