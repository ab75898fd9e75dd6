import { Amount } from '@/components/shared/amount'
import { type Fact, FactList } from '@/components/shared/fact-list'
import type { Viewer } from '@/components/shared/preferences'
import { Ppm } from '@/components/shared/rate'
import { Timestamp } from '@/components/shared/timestamp'
import { marginOf } from '@/lib/domains/liquidity/treasury/rules'
import type { Sats } from '@/types'

export interface ShownTerms {
  sizeSats: number
  startAt: string
  endAt: string
  termDays: number
  totalSats: Sats
  effectivePpm: number
  annualisedPpm: number
}

interface TermFactsProps {
  terms: ShownTerms
  viewer: Viewer
  /** Of the treasury; its share is a line of its own. */
  marginBps: number | null
  before?: readonly Fact[]
  after?: readonly Fact[]
}

/** What is agreed on: size, time and price. */
export function TermFacts({ terms, viewer, marginBps, before = [], after = [] }: TermFactsProps) {
  const { timeZone, unit } = viewer
  return (
    <FactList
      facts={[
        ...before,
        { label: 'Size', value: <Amount sats={terms.sizeSats} unit={unit} /> },
        { label: 'Start', value: <Timestamp iso={terms.startAt} timeZone={timeZone} /> },
        {
          label: 'End',
          value: (
            <>
              <Timestamp iso={terms.endAt} timeZone={timeZone} />
              <span className="text-muted">, {terms.termDays} days</span>
            </>
          ),
        },
        { label: 'Fee of the term', value: <Amount sats={terms.totalSats} unit={unit} /> },
        ...(marginBps === null
          ? []
          : [
              {
                label: 'Flowrate margin',
                value: <Amount sats={marginOf(terms.totalSats, marginBps)} unit={unit} />,
              },
            ]),
        {
          label: 'Cost',
          value: (
            <>
              <Ppm value={terms.effectivePpm} /> for the term, <Ppm value={terms.annualisedPpm} /> a
              year
            </>
          ),
        },
        ...after,
      ]}
    />
  )
}
