import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addSats,
  formatBtc,
  fromBtc,
  MAX_SATS,
  msatToSats,
  mulBps,
  mulDiv,
  mulPpm,
  sats,
  splitByLargestRemainder,
  subSats,
  sumSats,
  toBtc,
} from '@/lib/core/money'

const anySats = fc.integer({ min: -MAX_SATS, max: MAX_SATS })
const positive = fc.integer({ min: 1, max: 2 ** 40 })

describe('satoshis', () => {
  it('are whole, finite and no more than can exist', () => {
    expect(sats(5n)).toBe(5)
    expect(Object.is(sats(-0), 0)).toBe(true)
    for (const bad of [0.5, Number.NaN, Number.POSITIVE_INFINITY, MAX_SATS + 1]) {
      expect(() => sats(bad)).toThrow(RangeError)
    }
  })

  it('survive the way to BTC and back, to the satoshi', () => {
    fc.assert(
      fc.property(anySats, (amount) => {
        expect(fromBtc(toBtc(sats(amount)))).toBe(sats(amount))
      }),
    )
    expect(() => fromBtc(0.123456789)).toThrow(RangeError)
  })

  it('add and subtract exactly', () => {
    expect(addSats(1, 2, 3)).toBe(6)
    expect(subSats(1, 3)).toBe(-2)
    expect(sumSats([])).toBe(0)
  })

  it('print with eight decimals', () => {
    expect(formatBtc(150_000_000)).toBe('1.50000000')
    expect(formatBtc(-1)).toBe('-0.00000001')
    expect(formatBtc(0)).toBe('0.00000000')
  })
})

describe('products', () => {
  it('round as they are told', () => {
    expect(mulDiv(7, 1, 2, 'floor')).toBe(3)
    expect(mulDiv(7, 1, 2, 'half-up')).toBe(4)
    expect(mulDiv(7, 1, 2, 'up')).toBe(4)
    expect(mulDiv(-7, 1, 2, 'floor')).toBe(-4)
    expect(mulDiv(-7, 1, 2, 'half-up')).toBe(-4)
    expect(mulDiv(-7, 1, 2, 'up')).toBe(-3)
    expect(() => mulDiv(1, 1, 0, 'floor')).toThrow(RangeError)
    expect(() => mulDiv(2 ** 52, 2 ** 52, 1, 'floor')).toThrow(RangeError)
  })

  it('are the true quotient within one, and floor never exceeds it', () => {
    fc.assert(
      fc.property(anySats, positive, positive, (a, b, c) => {
        const exact = BigInt(a) * BigInt(b)
        fc.pre(exact / BigInt(c) < 2n ** 52n && exact / BigInt(c) > -(2n ** 52n))
        const floor = BigInt(mulDiv(a, b, c, 'floor'))
        expect(floor * BigInt(c) <= exact && exact < (floor + 1n) * BigInt(c)).toBe(true)
      }),
    )
  })

  it('price 1.23456789 BTC at 250 ppm at 30 864 sats', () => {
    expect(mulPpm(sats(123_456_789), 250, 'half-up')).toBe(30_864)
    expect(mulBps(sats(999), 1000, 'floor')).toBe(99)
  })
})

describe('millisatoshis', () => {
  it('convert once after they were summed', () => {
    expect(msatToSats(999n + 999n + 3n)).toBe(2)
    expect(msatToSats(-1n)).toBe(-1)
  })
})

describe('a split by the largest remainder', () => {
  it('sums to the total and gives each its share within one satoshi', () => {
    const weights = fc.array(fc.integer({ min: 0, max: 1_000_000 }), {
      minLength: 1,
      maxLength: 12,
    })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MAX_SATS }), weights, (total, parts) => {
        const sum = parts.reduce((a, b) => a + b, 0)
        fc.pre(sum > 0)
        const split = splitByLargestRemainder(sats(total), parts)
        expect(sumSats(split)).toBe(total)
        for (const [index, part] of split.entries()) {
          const floor = Number((BigInt(total) * BigInt(parts[index] ?? 0)) / BigInt(sum))
          expect(part - floor === 0 || part - floor === 1).toBe(true)
        }
      }),
    )
  })

  it('gives the first of equals the rest and refuses what has no share', () => {
    expect(splitByLargestRemainder(sats(10), [1, 1, 1])).toEqual([4, 3, 3])
    expect(splitByLargestRemainder(sats(0), [0, 0])).toEqual([0, 0])
    expect(() => splitByLargestRemainder(sats(1), [0, 0])).toThrow(RangeError)
    expect(() => splitByLargestRemainder(sats(-1), [1])).toThrow(RangeError)
  })
})
