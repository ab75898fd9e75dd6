import { describe, expect, it } from 'vitest'
import { sats } from '@/lib/core/money'
import { endFeeOf } from '@/lib/domains/liquidity/early-end/rules'

describe('the fee of an early end', () => {
  it('is paid by the side that asked', () => {
    const fee = { feeSats: sats(4_200), isFeeWaived: false }
    expect(endFeeOf({ ...fee, requestedBy: 'subscriber' })).toBe(4_200)
    expect(endFeeOf({ ...fee, requestedBy: 'treasury' })).toBe(-4_200)
  })

  it('is nothing when Flowrate asked or the fee was waived', () => {
    expect(endFeeOf({ requestedBy: 'admin', feeSats: sats(4_200), isFeeWaived: false })).toBe(0)
    for (const requestedBy of ['subscriber', 'treasury', 'admin'] as const) {
      expect(endFeeOf({ requestedBy, feeSats: sats(4_200), isFeeWaived: true })).toBe(0)
    }
  })
})
