import { describe, expect, it } from 'vitest'
import { durationInWords, parseDuration } from '@/lib/core/duration'
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '@/lib/core/time'

describe('an ISO 8601 duration', () => {
  it.each([
    ['P90D', 90 * DAY_MS],
    ['P2W', 14 * DAY_MS],
    ['PT36H', 36 * HOUR_MS],
    ['PT15M', 15 * MINUTE_MS],
    ['PT1S', SECOND_MS],
    ['P1DT12H30M5S', DAY_MS + 12 * HOUR_MS + 30 * MINUTE_MS + 5 * SECOND_MS],
    ['P0D', 0],
    ['P007D', 7 * DAY_MS],
  ])('%s is read to the millisecond', (text, ms) => {
    expect(parseDuration(text)).toBe(ms)
  })

  it.each(
    [
      ['', 'P', 'PT', 'P1DT', 'P1', '1D', 'p1d', 'P1d', ' P1D', 'P1D ', 'P1D\n'],
      ['P1Y', 'P1M', 'P1Y2D', 'P1W2D', 'PT1D', 'P1H', 'PT1M1H', 'P1DP1D'],
      ['-P1D', 'P-1D', '+P1D', 'PT-5S', 'P1.5D', 'P1,5D', 'PT0.5H', 'P1e3D', 'P٣D', 'P1D\0'],
      ['P9999999999D', 'constructor'],
    ].flat(),
  )('%j is none', (text) => {
    expect(parseDuration(text)).toBeNull()
  })
})

describe('a duration in words', () => {
  it.each([
    [90 * DAY_MS, '90 days'],
    [DAY_MS, '1 day'],
    [DAY_MS + 6 * HOUR_MS + MINUTE_MS, '1 day 6 hours'],
    [HOUR_MS, '1 hour'],
    [45 * SECOND_MS, '45 seconds'],
    [DAY_MS + SECOND_MS, '1 day 1 second'],
    [0, '0 days'],
  ])('%d ms reads %j', (ms, words) => {
    expect(durationInWords(ms)).toBe(words)
  })
})
