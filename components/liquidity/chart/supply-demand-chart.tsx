import { amountText } from '@/components/liquidity/kpi/kpi-parts'
import { TimeChart } from '@/components/shared/chart/time-chart'
import type { ChartSeries } from '@/components/shared/chart/types'
import { formatPercent } from '@/components/shared/format'
import type { ChartRange, PreferenceAction, Viewer } from '@/components/shared/preferences'
import { percentOf } from '@/lib/core/ratio'
import type { SupplyDemandDay } from '@/lib/domains/liquidity/platform/supply-demand'

const SERIES: readonly ChartSeries[] = [
  { key: 'supply', label: 'Supply', kind: 'line', tone: 1, pattern: 'solid', total: 'none' },
  { key: 'demand', label: 'Demand', kind: 'line', tone: 2, pattern: 'dashed', total: 'none' },
  { key: 'leased', label: 'Leased', kind: 'line', tone: 3, pattern: 'dotted', total: 'none' },
]

interface SupplyDemandChartProps {
  days: readonly SupplyDemandDay[]
  range: ChartRange
  viewer: Viewer
  setPreference: PreferenceAction
}

/** Deployed, leased and demanded capacity at the end of each UTC day. */
export function SupplyDemandChart({ days, range, viewer, setPreference }: SupplyDemandChartProps) {
  return (
    <TimeChart
      name="admin-supply-demand"
      title="Does supply meet demand?"
      summaries={{
        7: summary(days, 7, viewer),
        30: summary(days, 30, viewer),
        90: summary(days, 90, viewer),
      }}
      series={SERIES}
      points={days.map(({ date, supplySats, leasedSats, demandSats, isPartial }) => ({
        date,
        values: { supply: supplySats, demand: demandSats, leased: leasedSats },
        isPartial,
      }))}
      formats={{ left: 'amount' }}
      range={range}
      viewer={viewer}
      setPreference={setPreference}
      emptyText="No complete day yet. The chart starts with the first."
    />
  )
}

function summary(days: readonly SupplyDemandDay[], count: number, { unit }: Viewer): string {
  const complete = days.filter((day) => !day.isPartial).slice(-count)
  const [first] = complete
  const last = complete.at(-1)
  if (first === undefined || last === undefined) return 'No complete day yet.'
  const share = percentOf(last.demandSats, last.supplySats ?? 0)
  const shareText = share === null ? '' : `, ${formatPercent(share)} % of the supply`
  return `Yesterday ${amountText(last.supplySats, unit)} was deployed, ${amountText(last.leasedSats, unit)} leased and ${amountText(last.demandSats, unit)} demanded${shareText}; ${count} days ago ${amountText(first.demandSats, unit)} was demanded.`
}
