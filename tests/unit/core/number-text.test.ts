import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatInteger } from '@/components/shared/format'
import {
  amountComplaint,
  parseAmountText,
  parseWholeText,
  wholeComplaint,
} from '@/lib/core/number-text'

const SIGNS = [',', "'", '\u2019', '_', ' ', '\u00a0', '\u2009', '\u202f']

describe('an amount that was typed', () => {
  it.each([
    ['1.5', 'btc', 150_000_000],
    [' 0.00000001 ', 'btc', 1],
    ['1250.', 'btc', 125_000_000_000],
    ['1,250.', 'btc', 125_000_000_000],
    ['1,234.5', 'btc', 123_450_000_000],
    ['20999999.9769', 'btc', 2_099_999_997_690_000],
    ['1,000', 'sats', 1000],
    ['2,100,000,000,000,000', 'sats', 2_100_000_000_000_000],
    ['0', 'sats', 0],
    ['007', 'sats', 7],
  ] as const)('reads %j as %s exactly', (text, unit, amount) => {
    expect(parseAmountText(text, unit)).toBe(amount)
    expect(amountComplaint(text, unit)).toBeNull()
  })

  it.each(['', '.5', '0.000000001', '-1', '1e3', '21000001', '９', '1.2.3'])(
    'refuses %j as btc',
    (text) => {
      expect(parseAmountText(text, 'btc')).toBeNull()
      expect(amountComplaint(text, 'btc')).toMatch(/^[A-Z].*\.$/)
    },
  )

  it('refuses decimals of a satoshi', () => {
    expect(parseAmountText('1.5', 'sats')).toBeNull()
    expect(amountComplaint('1.5', 'sats')).toBe('Use whole satoshis.')
  })
})

describe('a sign between digits', () => {
  it.each([
    '0,05',
    '1,5',
    '0,050',
    '0,500',
    '00,500',
    '1,23,456',
    '1,2345',
    '1234,567',
    ',5',
    '1,',
    '1,,000',
    '1.000,5',
    '1.5,000',
    '1,000 000',
    "1'000,000",
    '1 5',
    '1.00 000 000',
  ])('that is no thousands group is refused with a sentence: %j', (text) => {
    expect(parseAmountText(text, 'btc')).toBeNull()
    expect(amountComplaint(text, 'btc')).toBe(
      'Use a point before decimals, and commas only between thousands, as in 1,234.5.',
    )
    expect(parseAmountText(text, 'sats')).toBeNull()
    expect(parseWholeText(text)).toBeNull()
    expect(wholeComplaint(text)).toMatch(/commas only between thousands/)
  })

  it('may be any that people set thousands apart with, one kind in a number', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1000, max: 999_999_999 }),
        fc.constantFrom(...SIGNS),
        (number, sign) => {
          const text = formatInteger(number).replaceAll(',', sign)
          expect(parseWholeText(text)).toBe(number)
          expect(parseAmountText(text, 'sats')).toBe(number)
        },
      ),
    )
  })

  it('never makes another number of it than its digits and groups say', () => {
    const text = fc.string({ unit: fc.constantFrom('0', '1', '5', ',', '.', ' '), maxLength: 9 })
    fc.assert(
      fc.property(text, (typed) => {
        const read = parseWholeText(typed)
        const shapes = read === null ? [] : [String(read), formatInteger(read)]
        const bare = typed
          .trim()
          .replace(/^0+(?=\d)/, '')
          .replaceAll(' ', ',')
        expect(read === null || shapes.includes(bare)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })
})
