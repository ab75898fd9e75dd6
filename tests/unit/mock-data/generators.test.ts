import { describe, expect, it } from 'vitest'
import { createGenerators } from '@/lib/mock-data/generators'
import { isNodePubkey, isWholeSats } from '@/lib/validators/primitives'

const now = new Date('2026-11-20T00:00:00.000Z')
const make = () => createGenerators(7, now)

describe('the generators', () => {
  it('give the same values for the same seed and others for another', () => {
    const draw = (seed: number) => {
      const g = createGenerators(seed, now)
      return [g.randomBTC(0, 50), g.randomInt(1, 1_000_000), g.generatePubkey()]
    }
    expect(draw(7)).toEqual(draw(7))
    expect(draw(7)).not.toEqual(draw(8))
  })

  it('draw bitcoin inside the range and exact to the satoshi', () => {
    const { randomBTC } = make()
    for (let index = 0; index < 500; index += 1) {
      const btc = randomBTC(0.1, 5)
      expect(btc).toBeGreaterThanOrEqual(0.1)
      expect(btc).toBeLessThanOrEqual(5)
      expect(isWholeSats(btc)).toBe(true)
    }
  })

  it('draw whole numbers with both ends included', () => {
    const { randomInt } = make()
    const drawn = new Set(Array.from({ length: 200 }, () => randomInt(3, 5)))
    expect([...drawn].sort()).toEqual([3, 4, 5])
  })

  it('make public keys that are points of the curve', () => {
    const { generatePubkey } = make()
    expect(isNodePubkey(generatePubkey())).toBe(true)
  })

  it('pad ids to three digits and let them grow', () => {
    const { generateId } = make()
    expect(generateId('lease', 7)).toBe('lease_007')
    expect(generateId('lease', 1234)).toBe('lease_1234')
  })

  it('count days back from the clock of the world', () => {
    const { dateNDaysAgo, randomDate } = make()
    expect(dateNDaysAgo(3)).toBe('2026-11-17T00:00:00.000Z')
    const date = randomDate(10, 5)
    expect(date >= '2026-11-10' && date <= '2026-11-15T00:00:00.000Z').toBe(true)
  })

  it('pick an item of the list and refuse an empty one', () => {
    const { randomItem } = make()
    expect(['a', 'b']).toContain(randomItem(['a', 'b']))
    expect(() => randomItem([])).toThrow(RangeError)
  })
})
