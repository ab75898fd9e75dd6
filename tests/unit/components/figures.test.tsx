// @vitest-environment jsdom
import { cleanup, render } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { Amount } from '@/components/shared/amount'
import { Percent, Ppm } from '@/components/shared/rate'
import { DaysLeft, Timestamp } from '@/components/shared/timestamp'

afterEach(cleanup)

function figure(node: React.ReactNode): HTMLElement {
  const { container } = render(node)
  return container.firstElementChild as HTMLElement
}

describe('Amount', () => {
  it('shows all 8 decimals and dims only the trailing zeros', () => {
    const amount = figure(<Amount sats={150_000_000} unit="btc" />)
    expect(amount.textContent).toBe('1.50000000 BTC')
    expect(amount.querySelector('.text-faint')?.textContent).toBe('0000000')
  })

  it('dims nothing when the last decimal is not 0', () => {
    const amount = figure(<Amount sats={123_456_789} unit="btc" />)
    expect(amount.textContent).toBe('1.23456789 BTC')
    expect(amount.querySelector('.text-faint')).toBeNull()
  })

  it('groups thousands, keeps the sign and carries the exact satoshis', () => {
    const amount = figure(<Amount sats={-123_456_700_000_000} unit="btc" />)
    expect(amount.textContent).toBe('−1,234,567.00000000 BTC')
    expect(amount.getAttribute('value')).toBe('-123456700000000')
  })

  it.each([
    ['btc', 2_100_000_000_000_000, '2,100,000,000,000,000 sats'],
    ['sats', 1, '0.00000001 BTC'],
  ] as const)('tells the other unit than %s on hover', (unit, sats, title) => {
    expect(figure(<Amount sats={sats} unit={unit} />).title).toBe(title)
  })

  it('shows zero as zero', () => {
    expect(figure(<Amount sats={0} unit="sats" />).textContent).toBe('0 sats')
  })
})

describe('rates', () => {
  it('shows percent with two decimals, halves away from zero', () => {
    expect(figure(<Percent value={1.005} />).textContent).toBe('1.01 %')
    expect(figure(<Percent value={-1234.5} />).textContent).toBe('−1,234.50 %')
  })

  it('never shows a negative zero', () => {
    expect(figure(<Percent value={-0.001} />).textContent).toBe('0.00 %')
  })

  it('shows ppm as a grouped integer', () => {
    expect(figure(<Ppm value={12_500} />).textContent).toBe('12,500 ppm')
  })

  it('says why a value is missing instead of showing zero', () => {
    const missing = figure(<Percent value={null} missingReason="No forwards in 7 days" />)
    expect(missing.title).toBe('No forwards in 7 days')
    expect(missing.textContent).toBe('—No forwards in 7 days')
  })
})

describe('Timestamp', () => {
  it('shows the viewer’s zone and keeps the instant in the markup', () => {
    const time = figure(<Timestamp iso="2026-07-01T22:30:05.000Z" timeZone="Europe/Zurich" />)
    expect(time.textContent).toBe('2 Jul 2026, 00:30')
    expect(time.getAttribute('datetime')).toBe('2026-07-01T22:30:05.000Z')
    expect(time.title).toBe('2 Jul 2026, 00:30:05 UTC+02:00')
  })

  it('knows the offset on both sides of a change of the clocks', () => {
    const title = (iso: string) =>
      figure(<Timestamp iso={iso} timeZone="America/New_York" />).title.slice(-9)
    expect(title('2026-01-01T00:00:00.000Z')).toBe('UTC−05:00')
    expect(title('2026-07-01T00:00:00.000Z')).toBe('UTC−04:00')
  })

  it('reads UTC as it reads every other zone', () => {
    for (const iso of [
      '1969-12-31T23:59:59.999Z',
      '2026-02-03T04:05:06.789Z',
      '2028-02-29T00:00:00Z',
    ]) {
      const [utc, other] = ['UTC', 'Etc/UTC'].map((timeZone) =>
        figure(<Timestamp iso={iso} timeZone={timeZone} />),
      )
      expect([utc?.textContent, utc?.title]).toEqual([other?.textContent, other?.title])
    }
    expect(() => figure(<Timestamp iso="never" timeZone="UTC" />)).toThrow(RangeError)
  })

  it('calls a lease with no days left expired', () => {
    const end = '2026-11-21T00:00:00.000Z'
    expect(figure(<DaysLeft days={0} end={end} timeZone="UTC" />).textContent).toBe('Expired')
    expect(figure(<DaysLeft days={1} end={end} timeZone="UTC" />).textContent).toBe('1 day')
  })
})
