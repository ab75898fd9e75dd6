import { describe, expect, it } from 'vitest'
import { fact, plainText, withoutMarks } from '@/lib/core/fact-text'
import { isPlainName } from '@/lib/core/plain-text'
import { viewerText } from '@/lib/core/viewer-text'

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

  it.each(['{sats:150000000}', '{size:1}', '{day:2026-11-24}', '{at:2026-99}'])(
    'leaves a name such as %s as it is',
    (name) => {
      expect(plainText(`${fact.amount(1)} from ${name}`)).toBe(`0.00000001 BTC from ${name}`)
      expect(viewerText(name, { unit: 'sats', timeZone: 'UTC' })).toBe(name)
    },
  )

  it.each([fact.moment('2026-99'), fact.day('soon'), fact.moment('')])(
    'leaves what is no instant as its text: %j',
    (text) => {
      const value = text.slice(text.indexOf(':') + 1, -1)
      expect(plainText(`On ${text}.`)).toBe(`On ${value}.`)
      expect(viewerText(text, { unit: 'sats', timeZone: 'UTC' })).toBe(value)
    },
  )

  it('has facts that no name can hold, and that are taken off other text', () => {
    expect(isPlainName(fact.amount(1))).toBe(false)
    expect(plainText(withoutMarks(fact.amount(1)))).toBe('sats:1')
  })
})
