import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY_MS, HOUR_MS, toMs } from '@/lib/core/time'
import { formatInstant } from '@/lib/core/time-format'
import { startOfDayIn } from '@/lib/core/zone-days'

describe('the start of a day in a zone', () => {
  it.each([
    ['2026-11-20', 'UTC', '2026-11-20T00:00:00.000Z'],
    ['2026-11-20', 'Europe/Zurich', '2026-11-19T23:00:00.000Z'],
    ['2026-07-01', 'Europe/Zurich', '2026-06-30T22:00:00.000Z'],
    ['2026-11-20', 'America/Los_Angeles', '2026-11-20T08:00:00.000Z'],
    ['2026-11-20', 'America/St_Johns', '2026-11-20T03:30:00.000Z'],
    ['2026-11-20', 'Pacific/Kiritimati', '2026-11-19T10:00:00.000Z'],
    ['2028-02-29', 'Asia/Kathmandu', '2028-02-28T18:15:00.000Z'],
    // Its first hour does not exist, or comes twice.
    ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
    ['2026-11-01', 'America/Havana', '2026-11-01T04:00:00.000Z'],
  ])('of %s in %s is %s', (day, zone, instant) => {
    expect(startOfDayIn(day, zone)).toBe(instant)
  })

  it('begins a day that the instant before does not belong to', () => {
    const zones = ['Europe/Zurich', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu']
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3000 }), fc.constantFrom(...zones), (days, zone) => {
        const day = new Date(Date.parse('2022-01-01') + days * DAY_MS).toISOString().slice(0, 10)
        const start = toMs(startOfDayIn(day, zone))
        const dayOf = (ms: number) => formatInstant(new Date(ms).toISOString(), zone, 'date')
        expect(dayOf(start)).not.toBe(dayOf(start - 1))
        expect(dayOf(start)).toBe(dayOf(start + 12 * HOUR_MS))
      }),
    )
  })
})
