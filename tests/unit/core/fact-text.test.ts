import { describe, expect, it } from 'vitest'
import { viewerText } from '@/components/shared/viewer-text'
import { fact, plainText } from '@/lib/core/fact-text'

const AT = '2026-11-24T23:30:00.000Z'
const TEXT = `${fact.amount(35_000_000)} ends on ${fact.day(AT)}. Answer by ${fact.moment(AT)}, for ${fact.size(150_000_000)}.`

describe('a sentence with facts', () => {
  it('is in BTC and UTC for files and scripts', () => {
    expect(plainText(TEXT)).toBe(
      '0.35000000 BTC ends on 24 Nov 2026. Answer by 24 Nov 2026, 23:30 UTC, for 1.5 BTC.',
    )
  })

  it('is in the viewer’s unit and zone on a page', () => {
    expect(viewerText(TEXT, { unit: 'sats', timeZone: 'Asia/Tokyo' })).toBe(
      '35,000,000 sats ends on 25 Nov 2026. Answer by 25 Nov 2026, 08:30 UTC+09:00, for 150,000,000 sats.',
    )
    expect(viewerText(TEXT, { unit: 'btc', timeZone: 'UTC' })).toBe(plainText(TEXT))
  })

  it('that holds none stays as it is, braces included', () => {
    const text = 'Pool {sats:} {x:1} of 3 BTC'
    expect(plainText(text)).toBe(text)
    expect(viewerText(text, { unit: 'sats', timeZone: 'UTC' })).toBe(text)
  })
})
