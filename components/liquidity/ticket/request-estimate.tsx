import { Amount } from '@/components/shared/amount'
import { FactList } from '@/components/shared/fact-list'
import { plural } from '@/components/shared/format'
import { Missing } from '@/components/shared/missing'
import type { Unit } from '@/components/shared/preferences'
import { Ppm } from '@/components/shared/rate'
import { mulPpm, sats } from '@/lib/core/money'
import { type MarketPrices, termPpm } from '@/lib/domains/liquidity/ticket/band-rules'

interface RequestEstimateProps {
  /** Null while a field does not hold a usable value. */
  size: number | null
  days: number | null
  minPpm: number | null
  maxPpm: number | null
  market: MarketPrices | null
  unit: Unit
}

/** What the fee of the whole term would come to, and how that stands to the market. */
export function RequestEstimate({
  size,
  days,
  minPpm,
  maxPpm,
  market,
  unit,
}: RequestEstimateProps) {
  const isKnown = size !== null && minPpm !== null && maxPpm !== null && minPpm <= maxPpm
  return (
    <section
      aria-label="Estimate"
      aria-live="polite"
      className="rounded-control bg-sunken px-3 py-2"
    >
      <FactList
        facts={[
          {
            label: 'Estimated fee of the term',
            value: isKnown ? (
              <>
                <Amount sats={mulPpm(sats(size), minPpm, 'half-up')} unit={unit} /> to{' '}
                <Amount sats={mulPpm(sats(size), maxPpm, 'half-up')} unit={unit} />
              </>
            ) : (
              <Missing reason="Needs a size and a price band" />
            ),
          },
          { label: 'Market median', value: <MarketMedian market={market} days={days} /> },
        ]}
      />
    </section>
  )
}

function MarketMedian({ market, days }: { market: MarketPrices | null; days: number | null }) {
  if (market === null) {
    return (
      <span className="text-muted">
        Not enough data: fewer than 3 leases of other subscribers are running.
      </span>
    )
  }
  const { medianPpm, leases } = market
  if (days === null) return <Missing reason="Needs a term" />
  return (
    <>
      <Ppm value={termPpm(medianPpm, days)} />
      <span className="text-muted">
        {' '}
        for {plural(days, 'day', 'days')}, over {plural(leases, 'running lease', 'running leases')}
      </span>
    </>
  )
}
