import { amountText } from '@/components/liquidity/kpi/kpi-parts'
import { TimeChart } from '@/components/shared/chart/time-chart'
import type { ChartSeries } from '@/components/shared/chart/types'
import { formatPercent } from '@/components/shared/format'
import type { ChartRange, PreferenceAction, Viewer } from '@/components/shared/preferences'
import { mulDiv } from '@/lib/core/money'
import { percentOf } from '@/lib/core/ratio'
import type { CapacityDay } from '@/lib/domains/liquidity/subscriber/rules'

const SERIES: readonly ChartSeries[] = [
  {
    key: 'delivered',
    label: 'Delivered inbound',
    kind: 'line',
    tone: 1,
    pattern: 'solid',
    total: 'none',
  },
  { key: 'used', label: 'Used inbound', kind: 'line', tone: 2, pattern: 'dotted', total: 'none' },
  {
    key: 'success',
    label: 'Payment success',
    kind: 'line',
    axis: 'right',
    tone: 3,
    pattern: 'dashed',
    total: 'none',
  },
]

interface CapacityChartProps {
  days: readonly (CapacityDay & { isPartial: boolean })[]
  range: ChartRange
  viewer: Viewer
  setPreference: PreferenceAction
}

/** Delivered and used inbound of each UTC day, with the share of payments that settled. */
export function CapacityChart({ days, range, viewer, setPreference }: CapacityChartProps) {
  return (
    <TimeChart
      name="subscriber-capacity"
      title="Is the delivered capacity enough?"
      summaries={{
        7: summary(days, 7, viewer),
        30: summary(days, 30, viewer),
        90: summary(days, 90, viewer),
      }}
      series={SERIES}
      points={days.map(({ date, deliveredSats, usedSats, successPct, isPartial }) => ({
        date,
        values: { delivered: deliveredSats, used: usedSats, success: successPct },
        isPartial,
      }))}
      formats={{ left: 'amount', right: 'percent' }}
      domains={{ right: [lowestTick(days), 100] }}
      range={range}
      viewer={viewer}
      setPreference={setPreference}
      emptyText="No capacity was delivered in this period."
    />
  )
}

/** 90, or the next ten below the lowest day, so that no line leaves the chart. */
function lowestTick(days: readonly CapacityDay[]): number {
  const lowest = Math.min(100, ...days.flatMap((day) => day.successPct ?? []))
  return Math.max(0, Math.min(90, Math.floor(lowest / 10) * 10))
}

function summary(
  days: readonly (CapacityDay & { isPartial: boolean })[],
  count: number,
  { unit }: Viewer,
): string {
  const known = days
    .filter((day) => !day.isPartial)
    .slice(-count)
    .filter((day) => day.deliveredSats !== null)
  if (known.length === 0) return `No capacity was delivered in the last ${count} complete days.`
  const mean = (pick: (day: CapacityDay) => number) =>
    mulDiv(
      known.reduce((sum, day) => sum + pick(day), 0),
      1,
      known.length,
      'half-up',
    )
  const success = percentOf(
    known.reduce((sum, day) => sum + day.htlcSettled, 0),
    known.reduce((sum, day) => sum + day.htlcAttempts, 0),
  )
  const settled =
    success === null
      ? 'no payment was attempted'
      : `${formatPercent(success)} % of payments settled`
  return `In the last ${count} complete days ${amountText(
    mean((day) => day.deliveredSats ?? 0),
    unit,
  )} was delivered and ${amountText(
    mean((day) => day.usedSats ?? 0),
    unit,
  )} used on an average day; ${settled}.`
}
