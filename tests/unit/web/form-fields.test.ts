import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readAmount, unitField, wholeText } from '@/lib/web/form-fields'

const amount = z
  .strictObject({ size: z.string(), unit: unitField })
  .transform(({ size, unit }, context) => readAmount(context, { name: 'size', text: size, unit }))

describe('what forms send', () => {
  it('reads whole numbers as people write them', () => {
    expect(wholeText.parse('12,000')).toBe(12_000)
    expect(wholeText.parse(' 90 ')).toBe(90)
    for (const text of ['', '1.5', '-3', '1e3', '0x10', '９', '1234567890']) {
      expect(wholeText.safeParse(text).success).toBe(false)
    }
    expect(wholeText.safeParse(['1', '2']).success).toBe(false)
  })

  it('reads an amount in the unit that the form was drawn in', () => {
    expect(amount.parse({ size: '1.5', unit: 'btc' })).toBe(150_000_000)
    expect(amount.parse({ size: '1,500', unit: 'sats' })).toBe(1500)
    expect(amount.parse({ size: '1.5', unit: ['btc', 'btc'] })).toBe(150_000_000)
  })

  it('puts its complaint under the field', () => {
    const bad = amount.safeParse({ size: '1.123456789', unit: 'btc' })
    expect(bad.error?.issues).toMatchObject([{ path: ['size'], message: /8 decimals/ }])
    expect(amount.safeParse({ size: '1.5', unit: 'sats' }).error?.issues[0]?.message).toMatch(
      /whole/,
    )
    expect(amount.safeParse({ size: '1', unit: 'eur' }).success).toBe(false)
  })
})
