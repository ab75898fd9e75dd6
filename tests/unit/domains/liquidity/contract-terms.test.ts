import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { sats } from '@/lib/core/money'
import { contractText, namesNote } from '@/lib/domains/liquidity/contract/text-rules'

/** Of the text before names were written on one line. */
const HASH = '86144bbf95212fbb0d5a32a3ccfb262defbe78dfb67820aba037ca8d42e37d1f'

const terms = {
  leaseId: 'lease_001',
  lessorLabel: 'Alpine core',
  lesseeLabel: 'Payments Flint',
  sizeSats: sats(100_000_000),
  termDays: 90,
  startAt: '2026-11-21T00:00:00.000Z',
  feeModel: 'ppm',
  feeSats: null,
  feePpm: 9000,
  template: 1,
} as const
const current = { ...terms, template: 2 } as const

describe('the text that is signed', () => {
  it('is as it always was for names on one line, so that every hash that was signed still holds', () => {
    const text = contractText(terms)
    expect(text.split('\n')).toEqual([
      ...['lease lease_001', 'lessor Alpine core', 'lessee Payments Flint'],
      ...['size 100000000 sats', 'start 2026-11-21T00:00:00.000Z', 'term 90 days', 'fee 9000 ppm'],
    ])
    expect(createHash('sha256').update(text).digest('hex')).toBe(HASH)
    for (const name of ['⚡東京 Pool', 'مجمع الرياض', 'a\\nb', 'Zoë’s']) {
      expect(contractText({ ...terms, lessorLabel: name })).toContain(`\nlessor ${name}\n`)
    }
  })

  const ENDS = ['\n', '\r', '\r\n', '\u2028', '\u2029', '\u0085', '\v']

  it.each(ENDS)('has no line that a name makes with %j', (end) => {
    const forged = { ...current, lesseeLabel: `Flint${end}fee 0 sats` }
    const lines = contractText(forged).split(/[\n\r\u2028\u2029\u0085\v\f]/)
    expect(lines).toHaveLength(contractText(current).split('\n').length)
    const [lessee] = lines.filter((line) => line.startsWith('lessee'))
    expect(lessee).toMatch(/^lessee Flint\\u\{.*fee 0 sats$/)
    expect(namesNote(forged)).toBeNull()
  })

  it.each(ENDS)(
    'is, in template 1, what was signed even where a name holds %j, and says so',
    (end) => {
      const signed = { ...terms, lesseeLabel: `Flint${end}fee 0 sats` }
      expect(contractText(signed)).toContain(`\nlessee Flint${end}fee 0 sats\n`)
      expect(namesNote(signed)).toMatch(
        /^All of “Flint\\u\{.*fee 0 sats” is the name of the lessee and no term\.$/,
      )
      expect(namesNote(terms)).toBeNull()
    },
  )

  it('has no name that turns the line around it', () => {
    const turned = { ...current, lessorLabel: 'Pool \u202estas 0 eef' }
    expect(contractText(turned)).toContain('lessor Pool \\u{202e}stas 0 eef\n')
  })
})
