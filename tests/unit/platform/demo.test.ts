import { describe, expect, it } from 'vitest'
import { demoAgeDays, isDemoStale } from '@/lib/platform/demo/rules'

const ANCHOR = '2026-11-20T00:00:00.000Z'

describe('the age of a demo world', () => {
  it('counts whole days since its first', () => {
    expect(demoAgeDays(ANCHOR, new Date('2026-11-22T23:59:59.999Z'))).toBe(2)
  })

  it('is never negative', () => {
    expect(demoAgeDays(ANCHOR, new Date('2026-11-01T00:00:00.000Z'))).toBe(0)
  })

  it('is fresh until 30 days have passed', () => {
    expect(isDemoStale(ANCHOR, new Date('2026-12-19T23:59:59.999Z'))).toBe(false)
    expect(isDemoStale(ANCHOR, new Date('2026-12-20T00:00:00.000Z'))).toBe(true)
  })
})
