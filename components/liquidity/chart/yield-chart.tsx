import { amountText } from '@/components/liquidity/kpi/kpi-parts'
import { TimeChart } from '@/components/shared/chart/time-chart'
import type { ChartSeries } from '@/components/shared/chart/types'
import type { ChartRange, PreferenceAction, Viewer } from '@/components/shared/preferences'
import { sumSats } from '@/lib/core/money'
import { grossOf, type YieldPoint } from '@/lib/domains/liquidity/treasury/yield-series'

const SERIES: readonly ChartSeries[] = [
  {
    key: 'lease',
    label: 'Lease yield',
    kind: 'area',
    stack: 'gross',
    tone: 1,
    pattern: 'solid',
    total: 'sum',
  },
  {
    key: 'routing',
    label: 'Routing yield',
    kind: 'area',
    stack: 'gross',
    tone: 2,
    pattern: 'hatched',
    total: 'sum',
  },
  {
    key: 'net',
    label: 'After margin',
    kind: 'line',
    tone: 3,
    pattern: 'dashed',
    total: 'sum',
    isHiddenAtFirst: true,
  },
]

interface YieldChartProps {
  points: readonly YieldPoint[]
  range: ChartRange
  viewer: Viewer
  setPreference: PreferenceAction
}

/** What the treasury's bitcoin earned each UTC day, before and after Flowrate margin. */
export function YieldChart({ points, range, viewer, setPreference }: YieldChartProps) {
  return (
    <TimeChart
      name="treasury-yield"
      title="What did your bitcoin earn?"
      summaries={{
        7: summary(points, 7, viewer),
        30: summary(points, 30, viewer),
        90: summary(points, 90, viewer),
      }}
      series={SERIES}
      points={points.map(({ date, leaseSats, routingSats, netSats, isPartial }) => ({
        date,
        values: { lease: leaseSats, routing: routingSats, net: netSats },
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

function summary(points: readonly YieldPoint[], days: number, { unit }: Viewer): string {
  const complete = points.filter((point) => !point.isPartial).slice(-days)
  const lease = sumSats(complete.map((point) => point.leaseSats ?? 0))
  const routing = sumSats(complete.map((point) => point.routingSats ?? 0))
  const net = sumSats(complete.map((point) => point.netSats ?? 0))
  return `In the last ${days} complete days ${amountText(grossOf(points, days), unit)} gross: ${amountText(lease, unit)} from leases and ${amountText(routing, unit)} from routing, ${amountText(net, unit)} after Flowrate margin.`
}
