import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { contractPaper } from '@/lib/domains/liquidity/contract/document-rules'
import { CLAUSES, contractText } from '@/lib/domains/liquidity/contract/text-rules'
import { NOTICE_DAYS } from '@/lib/domains/liquidity/early-end/rules'
import { RENEWAL_OPENS_DAYS } from '@/lib/domains/liquidity/renewal/block-rules'
import { RENEWAL_ANSWER_HOURS } from '@/lib/domains/liquidity/renewal/rules'
import { aContract, aLease } from '@/tests/support/records'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const paperOf = (template: 1 | 2) =>
  contractPaper({
    contract: aContract({ template }),
    lease: aLease(),
    signatures: [],
    registered: null,
  }).paper

describe('the text of a contract', () => {
  it('is for ever what was signed: each template keeps its hash', () => {
    expect(sha256(contractText(aContract({ template: 1 })))).toMatchInlineSnapshot(
      `"b75004e18a2b1ed4e75cc83eb0d91a7ef754516434c43cca292c134e13b8ef15"`,
    )
    expect(sha256(contractText(aContract({ template: 2 })))).toMatchInlineSnapshot(
      `"903c2d1b1442acc1615e7f39d1d9140f78779b52172c8c19da0c8abd81c8270d"`,
    )
  })

  it('was seven lines at first', () => {
    expect(contractText(aContract({ template: 1 })).split('\n')).toEqual([
      'lease lease_001',
      'lessor A treasury',
      'lessee Exchange Amber',
      'size 100000000 sats',
      'start 2026-10-01T00:00:00.000Z',
      'term 90 days',
      'fee 3000 ppm',
    ])
  })

  it('names service level, credits, early end, renewal, fee and parties, which the hash covers', () => {
    const text = contractText(aContract())
    for (const words of [
      'lessor A treasury',
      'fee in all 300000 sats',
      'reachable 99.5 % of every month',
      'at least 95 % of the leased capacity',
      'More than 60 minutes in a row',
      'credited the fee of that time, at most the fee of the month',
      'After more than 24 hours offline the lessee may ask for an early end free of charge',
      '10 % of the fee that has not accrued by then',
      'Flowrate knows who they are',
    ]) {
      expect(text).toContain(words)
    }
  })

  it('says what the rules do', () => {
    const text = contractText(aContract())
    expect(text).toContain(`From ${RENEWAL_OPENS_DAYS} days before the end`)
    expect(text).toContain(`has ${RENEWAL_ANSWER_HOURS} hours to answer`)
    expect(text).toContain(`end the lease ${NOTICE_DAYS} days after the request`)
  })

  it.each([1, 2] as const)(
    'stands whole on paper, every clause once, in template %s',
    (template) => {
      const { sections } = paperOf(template)
      const lines = sections.flatMap((section) => section.lines ?? [])
      expect(lines.join('\n')).toContain(contractText(aContract({ template })))
      const all = sections.flatMap(({ paragraphs = [], lines: text = [] }) => [
        ...paragraphs,
        ...text,
      ])
      for (const { paragraphs } of CLAUSES) {
        for (const paragraph of paragraphs) {
          expect(
            all.filter((line) => line === paragraph),
            paragraph,
          ).toHaveLength(1)
        }
      }
    },
  )
})
