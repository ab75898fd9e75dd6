import { onOneLine } from '@/lib/core/plain-text'
import type { ContractRecord } from '@/types'
import { leaseFeeSats } from '../lease/rules'

/** The wording that new contracts are written in. */
export const CURRENT_TEMPLATE = 2

export type Terms = Pick<
  ContractRecord,
  | 'leaseId'
  | 'lessorLabel'
  | 'lesseeLabel'
  | 'sizeSats'
  | 'termDays'
  | 'startAt'
  | 'feeModel'
  | 'feeSats'
  | 'feePpm'
>

export interface Clause {
  heading: string
  paragraphs: readonly string[]
}

/**
 * The clauses of template 2. What was signed must read the same for ever: another wording, or another
 * figure in it, is another template. Source: functional specification §3, §7 and §9 #1 and #7.
 */
export const CLAUSES: readonly Clause[] = [
  {
    heading: 'What is leased',
    paragraphs: [
      'The lessor keeps Lightning channels with at least this capacity open toward the node of the lessee for the whole term. The lease begins when channels of this size are usable, not before the planned start.',
      'If they are usable later than the planned start, start and end move by the delay; the length of the term stays, and both parties are told.',
      'The leased bitcoin stays under the lessor’s own keys at all times. Flowrate arranges this lease; it never holds the principal and can’t move it.',
    ],
  },
  {
    heading: 'Parties',
    paragraphs: [
      'The parties appear under the names by which they know each other. Flowrate knows who they are.',
    ],
  },
  {
    heading: 'Fee',
    paragraphs: [
      'The fee accrues evenly over the term, second by second, and is invoiced month by month.',
    ],
  },
  {
    heading: 'Service level and credits',
    paragraphs: [
      'The lessor’s nodes are reachable 99.5 % of every month, and at least 95 % of the leased capacity is delivered. More than 60 minutes in a row below either is a breach. Maintenance announced 72 hours ahead, up to 4 hours a month, does not count.',
      'For every started 24 hours of a breach the lessee is credited the fee of that time, at most the fee of the month, out of the lessor’s fees.',
      'After more than 24 hours offline the lessee may ask for an early end free of charge; after more than 72 hours Flowrate may assign other capacity.',
    ],
  },
  {
    heading: 'Renewal',
    paragraphs: [
      'From 60 days before the end either party may ask for a renewal that begins at the very end of this term. The other one has 72 hours to answer; asking and accepting are the two signatures. The lessee may also let the lease end at its term.',
    ],
  },
  {
    heading: 'Early end',
    paragraphs: [
      'Either party may ask to end the lease 30 days after the request; the other one or Flowrate has to agree. Whoever asks pays 10 % of the fee that has not accrued by then, at least the fee of one day; the lessee pays nothing where the service level entitles it to leave.',
    ],
  },
]

/**
 * The text whose SHA-256 both parties sign, in the wording of its template: line by line, amounts in
 * satoshis. The parties appear under the names that they know each other by; in template 2 no name makes a
 * line of its own, while template 1 has each as it was signed.
 */
export function contractText(terms: Terms & Pick<ContractRecord, 'template'>): string {
  if (terms.template === 1) return particulars(terms).join('\n')
  const { lessorLabel, lesseeLabel } = terms
  const names = { lessorLabel: onOneLine(lessorLabel), lesseeLabel: onOneLine(lesseeLabel) }
  return [
    'Lease of inbound capacity, template 2',
    '',
    ...particulars({ ...terms, ...names }),
    `fee in all ${leaseFeeSats(terms)} sats`,
    ...clauseLines(),
  ].join('\n')
}

/** What to know of names that don't stand on one line of the signed text; null where all do. */
export function namesNote({
  template,
  lessorLabel,
  lesseeLabel,
}: Pick<ContractRecord, 'template' | 'lessorLabel' | 'lesseeLabel'>): string | null {
  if (template !== 1) return null
  const sides = [
    ['lessor', lessorLabel],
    ['lessee', lesseeLabel],
  ] as const
  const sentences = sides
    .filter(([, name]) => onOneLine(name) !== name)
    .map(([side, name]) => `All of “${onOneLine(name)}” is the name of the ${side} and no term.`)
  return sentences.length === 0 ? null : sentences.join(' ')
}

/** The clauses that every contract of the current wording has, line by line. */
function clauseLines(): string[] {
  return CLAUSES.flatMap(({ heading, paragraphs }) => ['', heading, ...paragraphs])
}

/** One line per term; all of template 1. */
function particulars(terms: Terms): string[] {
  return [
    `lease ${terms.leaseId}`,
    `lessor ${terms.lessorLabel}`,
    `lessee ${terms.lesseeLabel}`,
    `size ${terms.sizeSats} sats`,
    `start ${terms.startAt}`,
    `term ${terms.termDays} days`,
    terms.feeModel === 'fixed' ? `fee ${terms.feeSats ?? 0} sats` : `fee ${terms.feePpm ?? 0} ppm`,
  ]
}
