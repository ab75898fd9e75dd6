import { describe, expect, it } from 'vitest'
import { sats } from '@/lib/core/money'
import { contractPaper } from '@/lib/domains/liquidity/contract/document-rules'
import { contractText } from '@/lib/domains/liquidity/contract/text-rules'
import { renderPdf } from '@/lib/web/pdf'
import { hasBoxes, pdfText } from '@/tests/support/pdf-text'
import type { ContractRecord } from '@/types'

const AT = new Date('2026-11-20T00:00:00.000Z')

const contract: ContractRecord = {
  id: 'ctr_001',
  leaseId: 'lease_001',
  template: 1,
  treasuryId: 'trs_001',
  subscriberId: 'sub_001',
  lessorLabel: 'Alpine core',
  lesseeLabel: 'Payments Flint',
  sizeSats: sats(100_000_000),
  termDays: 90,
  startAt: '2026-11-21T00:00:00.000Z',
  feeModel: 'ppm',
  feeSats: null,
  feePpm: 9000,
  termsHash: 'a'.repeat(64),
  issuedAt: '2026-11-20T00:00:00.000Z',
  signedByTreasuryAt: null,
  signedBySubscriberAt: null,
  completedAt: null,
  status: 'draft',
  version: 1,
} as ContractRecord

const lease = {
  status: 'pending',
  startAt: '2026-11-21T00:00:00.000Z',
  endAt: '2027-02-19T00:00:00.000Z',
} as const

function paperFor(lessorLabel: string, template: 1 | 2 = 1) {
  const named = { ...contract, lessorLabel, template }
  return { named, ...contractPaper({ contract: named, lease, signatures: [], registered: null }) }
}

const textFor = async (lessorLabel: string) =>
  pdfText(await renderPdf(paperFor(lessorLabel).paper, AT)).replaceAll('\n', '')

/** What stands on the paper from left to right where a name is read from right to left. */
const turned = (text: string) => Array.from(text).reverse().join('')

describe('a contract on paper', () => {
  it.each([
    '⚡東京 Pool',
    'Пул Жук',
    '한국 풀',
    '中国们的池',
    'ไทยพูล',
    'देवनागरी',
    '👩🏽‍🚀 Rocket 🚀❤️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿',
    '€ ₿ → ✓ ½ (x) \\ ·',
    '東京'.repeat(30),
  ])('says %s as it is signed, without a box', async (name) => {
    const bytes = await renderPdf(paperFor(name).paper, AT)
    expect(hasBoxes(bytes)).toBe(false)
    const text = pdfText(bytes).replaceAll('\n', '')
    expect(text).not.toContain('�')
    const { named } = paperFor(name)
    for (const line of contractText(named).split('\n')) expect(text).toContain(line)
    expect(text.split(name)).toHaveLength(3)
  })

  it.each([
    ['مجمع الرياض', `lessor ${turned('مجمع الرياض')}`],
    ['מאגר ירושלים', `lessor ${turned('מאגר ירושלים')}`],
    ['مجمع 2026', `lessor 2026 ${turned('مجمع')}`],
    ['a مجمع b', `lessor a ${turned('مجمع')} b`],
    ['מאגר (צפון)', 'lessor (ןופצ) רגאמ'],
    ['١٢٣ مجمع', `lessor ${turned('مجمع')} ١٢٣`],
  ])('shapes %s and reads it from right to left', async (name, line) => {
    const bytes = await renderPdf(paperFor(name).paper, AT)
    expect(hasBoxes(bytes)).toBe(false)
    expect(pdfText(bytes).replaceAll('\n', '')).toContain(line)
  })

  it('keeps a name that is read from right to left apart from the date of its signature', async () => {
    const named = { ...contract, lessorLabel: 'مجمع' }
    const signature = {
      party: 'treasury',
      label: 'مجمع',
      signerName: 'ليلى',
      signedAt: '2026-11-20T10:00:00.000Z',
      termsHash: contract.termsHash,
    } as const
    const { paper } = contractPaper({
      contract: named,
      lease,
      signatures: [signature],
      registered: null,
    })
    const text = pdfText(await renderPdf(paper, AT)).replaceAll('\n', '')
    expect(text).toContain(`${turned('ليلى')} for ${turned('مجمع')}, 2026-11-20 10:00:00 UTC`)
  })

  it('writes by its number what no font has, and keeps it for who copies', async () => {
    const name = 'Pool \u{10fffd}\u{e000}'
    const bytes = await renderPdf(paperFor(name).paper, AT)
    expect(hasBoxes(bytes)).toBe(false)
    expect(await textFor(name)).toContain(`lessor ${name}`)
  })

  it('is the same, byte by byte, each time', async () => {
    for (const name of ['Alpine core', '⚡東京 مجمع 한 👩🏽‍🚀']) {
      const [one, other] = [
        await renderPdf(paperFor(name).paper, AT),
        await renderPdf(paperFor(name).paper, AT),
      ]
      expect(one.equals(other)).toBe(true)
    }
  })

  it('carries no font that it has no use for', async () => {
    const fontsIn = async (name: string) => {
      const file = (await renderPdf(paperFor(name).paper, AT)).toString('latin1')
      return new Set([...file.matchAll(/\/BaseFont \/\w+\+([\w-]+)/g)].map(([, font]) => font))
    }
    const own = new Set(['Geist-Regular', 'Geist-SemiBold', 'GeistMono-Regular'])
    expect(await fontsIn('Alpine core')).toEqual(own)
    expect(await fontsIn('東京')).toEqual(new Set([...own, 'NotoSansJP-Regular']))
  })

  it('keeps on its line a name that was signed with a break in it', async () => {
    for (const name of ['Pool\u2028Limited', 'Pool\u2029Limited']) {
      const text = pdfText(await renderPdf(paperFor(name).paper, AT))
      expect(text.split('\n')).toContain(`lessor ${name}`)
    }
  })

  it('has no line that a name makes', async () => {
    const { paper } = paperFor('Pool\nfee 0 sats\u2028term 1 days', 2)
    const text = pdfText(await renderPdf(paper, AT))
    expect(
      text.split('\n').filter((line) => /^\s*(fee|term) .*\d (sats|days|ppm)$/.test(line)),
    ).toEqual(['term 90 days', 'fee 9000 ppm', 'fee in all 900000 sats'])
  })
})
