import type { Viewer } from '@/components/shared/preferences'
import { Day } from '@/components/shared/timestamp'
import { Table, Td, Th } from '@/components/ui/table'
import { formatValue } from './chart-format'
import { totalOf } from './scale'
import type { ChartFormat, ChartPoint, ChartSeries, TimeChartProps } from './types'

interface ChartTableProps {
  title: string
  points: readonly ChartPoint[]
  series: readonly ChartSeries[]
  formats: TimeChartProps['formats']
  viewer: Viewer
}

export function formatOf(series: ChartSeries, formats: TimeChartProps['formats']): ChartFormat {
  return series.axis === 'right' ? (formats.right ?? formats.left) : formats.left
}

/** The chart's own data as text: the newest day first, today marked. */
export function ChartTable({ title, points, series, formats, viewer }: ChartTableProps) {
  const value = (one: ChartSeries, amount: number | null) =>
    formatValue(amount, formatOf(one, formats), viewer.unit)
  return (
    <Table scrollLabel={`${title}, by day`}>
      <caption className="sr-only">{title}, by day</caption>
      <thead>
        <tr>
          <Th>Day (UTC)</Th>
          {series.map((one) => (
            <Th key={one.key} align="end">
              {one.label}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {[...points].reverse().map((point) => (
          <tr key={point.date}>
            <Th scope="row" className="font-normal">
              <Day date={point.date} />
              {point.isPartial ? <span className="text-muted"> so far</span> : null}
            </Th>
            {series.map((one) => (
              <Td key={one.key} align="end">
                {value(one, point.values[one.key] ?? null)}
              </Td>
            ))}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr className="font-semibold">
          <Th scope="row">Total</Th>
          {series.map((one) => (
            <Td key={one.key} align="end">
              {one.total === 'none' ? '' : value(one, totalOf(points, one.key))}
            </Td>
          ))}
        </tr>
      </tfoot>
    </Table>
  )
}

/** The table's rows as a file; amounts in both units. */
export function chartCsv(
  points: readonly ChartPoint[],
  series: readonly ChartSeries[],
  formats: TimeChartProps['formats'],
): string {
  const columns = series.flatMap((one) => {
    const read = (point: ChartPoint) => point.values[one.key] ?? null
    if (formatOf(one, formats) !== 'amount') {
      return [{ header: one.key, text: (point: ChartPoint) => String(read(point) ?? '') }]
    }
    return [
      { header: `${one.key}_sats`, text: (point: ChartPoint) => String(read(point) ?? '') },
      { header: `${one.key}_btc`, text: (point: ChartPoint) => plainBtc(read(point)) },
    ]
  })
  const rows = points.map((point) =>
    [point.date, point.isPartial ? '1' : '0', ...columns.map((one) => one.text(point))].join(','),
  )
  return [['date', 'partial', ...columns.map((one) => one.header)].join(','), ...rows, ''].join(
    '\r\n',
  )
}

function plainBtc(sats: number | null): string {
  if (sats === null) return ''
  const digits = String(Math.abs(sats)).padStart(9, '0')
  return `${sats < 0 ? '-' : ''}${digits.slice(0, -8)}.${digits.slice(-8)}`
}
