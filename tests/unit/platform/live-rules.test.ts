import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  firstSeen,
  LATE_MS,
  parseCursor,
  type Seen,
  seenWith,
  settledUpTo,
} from '@/lib/platform/live/rules'

const start: Seen = { highest: 10, missing: new Map() }
const missing = (seen: Seen) => [...seen.missing.keys()].sort((a, b) => a - b)

describe('what a process has seen of numbered events', () => {
  it('goes on without a gap', () => {
    const seen = seenWith(start, [11, 12], 0)
    expect([seen.highest, missing(seen), settledUpTo(seen)]).toEqual([12, [], 12])
  })

  it('waits for a lower number that commits later', () => {
    const seen = seenWith(start, [12, 14], 0)
    expect([seen.highest, missing(seen), settledUpTo(seen)]).toEqual([14, [11, 13], 10])
    const later = seenWith(seen, [11], 1000)
    expect([later.highest, missing(later), settledUpTo(later)]).toEqual([14, [13], 12])
  })

  it('takes a number that never came for rolled back after a minute', () => {
    const seen = seenWith(start, [12], 0)
    expect(missing(seenWith(seen, [], LATE_MS - 1))).toEqual([11])
    expect(settledUpTo(seenWith(seen, [], LATE_MS))).toBe(12)
  })

  it('changes nothing when nothing came', () => {
    expect(seenWith(start, [], 5)).toEqual(start)
  })

  it('does not wait for a thousand numbers that were jumped over', () => {
    expect(seenWith(start, [1_000_000], 0).missing.size).toBe(1000)
  })

  it('looks for gaps among the newest at the start, not before them', () => {
    const seen = firstSeen([500, 502], 0)
    expect([seen.highest, missing(seen)]).toEqual([502, [501]])
    expect(firstSeen([], 0)).toEqual({ highest: 0, missing: new Map() })
  })
})

it('tells every number once, in whatever order they are committed', () => {
  const arrivals = fc
    .integer({ min: 1, max: 60 })
    .chain((count) =>
      fc.tuple(fc.constant(count), fc.array(fc.nat(), { minLength: count, maxLength: count })),
    )
  fc.assert(
    fc.property(arrivals, fc.integer({ min: 1, max: 7 }), ([count, keys], step) => {
      const order = Array.from({ length: count }, (_, index) => index + 1).sort(
        (a, b) => (keys[a - 1] ?? 0) - (keys[b - 1] ?? 0),
      )
      const committed = new Set<number>()
      const told: number[] = []
      let seen: Seen = { highest: 0, missing: new Map() }
      for (let at = 0; at < count; at += step) {
        for (const number of order.slice(at, at + step)) committed.add(number)
        const found = [...committed]
          .filter((number) => number > seen.highest || seen.missing.has(number))
          .sort((a, b) => a - b)
        seen = seenWith(seen, found, at)
        told.push(...found)
        const settled = settledUpTo(seen)
        for (let number = 1; number <= settled; number += 1)
          expect(committed.has(number)).toBe(true)
      }
      expect([...told].sort((a, b) => a - b)).toEqual([...order].sort((a, b) => a - b))
    }),
  )
})

describe('a resume point', () => {
  it.each([
    ['0', 0],
    ['123', 123],
  ])('%j is one', (text, cursor) => {
    expect(parseCursor(text)).toBe(cursor)
  })

  it.each([null, '', '-1', '1.5', '1e3', ' 1', 'abc', '9'.repeat(16), '1\n2'])(
    '%j is none',
    (text) => {
      expect(parseCursor(text)).toBeNull()
    },
  )
})
