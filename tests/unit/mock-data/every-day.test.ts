import { describe, expect, it } from 'vitest'
import { createWorld } from '@/lib/mock-data/world'
import { findViolations } from '@/lib/validators/world'
import { VOLUMES, volumesOf } from '../../support/volumes'

/** Every day of a month, the turn of a year, a leap day, and the days around an invoice's due day. */
const DAYS = [
  ...Array.from({ length: 31 }, (_, index) => Date.UTC(2026, 9, 1 + index)),
  Date.UTC(2027, 0, 1),
  Date.UTC(2028, 1, 29),
  Date.UTC(2028, 2, 1),
  Date.UTC(2027, 1, 14),
  Date.UTC(2027, 2, 15),
]

describe('the seeded world', () => {
  it('breaks no rule for 200 pairs of seed and day, and keeps its volumes', {
    timeout: 240_000,
  }, () => {
    for (let index = 0; index < 200; index += 1) {
      const now = new Date((DAYS[index % DAYS.length] ?? 0) + index * 61_007)
      const seed = index * 7919 + 3
      const one = createWorld({ seed, now, scale: 1 })
      expect(findViolations(one), `seed ${seed}, ${now.toISOString()}`).toEqual([])
      expect(volumesOf(one)).toEqual(VOLUMES)
    }
  })
})
