import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { meanPercent, percentOf, roundPercent, subtractPercent } from '@/lib/core/ratio'

describe('percentages', () => {
  it('have two decimals, halves away from zero', () => {
    expect(percentOf(1, 3)).toBe(33.33)
    expect(percentOf(12_345, 1_000_000)).toBe(1.23)
    expect(percentOf(12_350, 1_000_000)).toBe(1.24)
    expect(percentOf(-12_350, 1_000_000)).toBe(-1.24)
    expect(roundPercent(99.995)).toBe(100)
    expect(Object.is(roundPercent(-0.001), 0)).toBe(true)
  })

  it('are null for an empty whole, never NaN or Infinity', () => {
    expect(percentOf(0, 0)).toBeNull()
    expect(percentOf(5, 0)).toBeNull()
    expect(meanPercent([])).toBeNull()
  })

  it('of a part lie between 0 and 100', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (a, b) => {
        const percent = percentOf(Math.min(a, b), Math.max(a, b, 1))
        expect(percent).toBeGreaterThanOrEqual(0)
        expect(percent).toBeLessThanOrEqual(100)
      }),
    )
  })

  it('average and subtract as they are shown', () => {
    expect(meanPercent([99.99, 99.98])).toBe(99.99)
    expect(meanPercent([0.1, 0.2])).toBe(0.15)
    expect(subtractPercent(7.3, 6.68)).toBe(0.62)
    expect(Object.is(subtractPercent(1.1, 1.1), 0)).toBe(true)
  })
})
