import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { amountOf, fieldText, unitField, wholeOf } from '@/lib/validators/form-inputs'

const amount = z
  .strictObject({ size: fieldText, unit: unitField })
  .transform(({ size, unit }, issues) => amountOf(issues, { name: 'size', text: size }, unit))
const whole = fieldText.transform((text, issues) => wholeOf(issues, { name: 'days', text }))

describe('what forms send', () => {
  it('reads whole numbers as people write them', () => {
    expect(whole.parse('12,000')).toBe(12_000)
    expect(whole.parse(' 90 ')).toBe(90)
    for (const text of [
      '',
      '1.5',
      '1,5',
      '1,23,456',
      '0,500',
      '-3',
      '1e3',
      '0x10',
      '９',
      '1234567890',
    ]) {
      expect(whole.safeParse(text).success, text).toBe(false)
    }
    expect(whole.safeParse(['1', '2']).success).toBe(false)
  })

  it('reads an amount in the unit that the form was drawn in', () => {
    expect(amount.parse({ size: '1.5', unit: 'btc' })).toBe(150_000_000)
    expect(amount.parse({ size: '1,500', unit: 'sats' })).toBe(1500)
    expect(amount.parse({ size: '1.5', unit: ['btc', 'btc'] })).toBe(150_000_000)
  })

  it('puts its complaint under the field', () => {
    const issuesOf = (form: unknown) => amount.safeParse(form).error?.issues
    expect(issuesOf({ size: '1.123456789', unit: 'btc' })).toMatchObject([
      { path: ['size'], message: /8 decimals/ },
    ])
    expect(issuesOf({ size: '0,05', unit: 'btc' })).toMatchObject([
      { path: ['size'], message: /commas only between thousands/ },
    ])
    expect(issuesOf({ size: '1.5', unit: 'sats' })).toMatchObject([{ message: /whole/ }])
    expect(issuesOf({ size: ' ', unit: 'btc' })).toMatchObject([{ message: 'Say how much.' }])
    expect(issuesOf({ size: '1', unit: 'eur' })).toMatchObject([{ path: ['unit'] }])
  })
})
