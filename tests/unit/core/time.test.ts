import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  addMonths,
  addMs,
  completeDays,
  daysBetween,
  daysLeft,
  eachDate,
  fixedClock,
  isInWindow,
  monthOf,
  monthWindow,
  previousWindow,
  toMs,
  utcDate,
} from '@/lib/core/time'

describe('days', () => {
  it('are UTC, whatever the hour', () => {
    expect(utcDate('2026-11-20T23:59:59.999Z')).toBe('2026-11-20')
    expect(utcDate(new Date('2026-11-20T00:00:00+02:00'))).toBe('2026-11-19')
  })

  it('know the leap day', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
    expect(addDays('2028-02-29', 366)).toBe('2029-03-01')
    expect(monthWindow('2028-02')).toEqual({ from: '2028-02-01', to: '2028-03-01' })
  })

  it('go there and back', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 30_000 }),
        fc.integer({ min: -900, max: 900 }),
        (a, b) => {
          const date = addDays('2000-01-01', a)
          expect(addDays(addDays(date, b), -b)).toBe(date)
          expect(daysBetween(date, addDays(date, b))).toBe(b)
        },
      ),
    )
  })

  it('list half-open', () => {
    expect([...eachDate('2026-12-30', '2027-01-02')]).toEqual([
      '2026-12-30',
      '2026-12-31',
      '2027-01-01',
    ])
    const years = [...eachDate('2027-12-25', '2029-03-03')]
    const start = Date.parse('2027-12-25')
    expect(years).toEqual(
      years.map((_, day) => new Date(start + day * 86_400_000).toISOString().slice(0, 10)),
    )
    expect(years).toContain('2028-02-29')
    expect(years).not.toContain('2029-02-29')
    expect(years.at(-1)).toBe('2029-03-02')
    expect([...eachDate('2027-01-02', '2027-01-01')]).toEqual([])
  })
})

describe('windows', () => {
  const now = new Date('2026-11-20T15:00:00Z')

  it('hold the last complete days and never today', () => {
    const week = completeDays(now, 7)
    expect(week).toEqual({ from: '2026-11-13', to: '2026-11-20' })
    expect(isInWindow('2026-11-20', week)).toBe(false)
    expect(isInWindow('2026-11-13', week)).toBe(true)
    expect(previousWindow(week)).toEqual({ from: '2026-11-06', to: '2026-11-13' })
  })

  it('step over the turn of a year by months', () => {
    expect(addMonths('2026-12', 1)).toBe('2027-01')
    expect(addMonths('2026-01', -1)).toBe('2025-12')
    expect(monthOf('2026-11-20T15:00:00.000Z')).toBe('2026-11')
  })
})

describe('days left', () => {
  const end = '2026-12-04T00:00:00.000Z'

  it('round up and never fall below 0', () => {
    expect(daysLeft(end, new Date('2026-11-20T00:00:00Z'))).toBe(14)
    expect(daysLeft(end, new Date('2026-11-19T23:59:59Z'))).toBe(15)
    expect(daysLeft(end, new Date('2026-12-03T23:59:59Z'))).toBe(1)
    expect(daysLeft(end, new Date(end))).toBe(0)
    expect(daysLeft(end, new Date('2027-01-01T00:00:00Z'))).toBe(0)
  })
})

describe('instants', () => {
  it('stand still under a fixed clock', () => {
    const clock = fixedClock('2026-11-20T00:00:00.000Z')
    expect(clock.now()).toEqual(clock.now())
    expect(addMs(clock.now(), 1)).toBe('2026-11-20T00:00:00.001Z')
    expect(() => toMs('yesterday')).toThrow(RangeError)
  })
})
