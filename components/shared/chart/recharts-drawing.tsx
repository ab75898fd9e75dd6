'use client'

import { useMemo } from 'react'
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  XAxis,
  YAxis,
} from 'recharts'
import { DASHES, type DrawingProps, PLOT, TONES } from './layout'
import { ChartPatterns } from './patterns'

const TICK = { fontSize: 11, fill: 'var(--muted)' }

/** The same picture by Recharts; loaded after the page is usable, with a mark on the active day. */
export default function RechartsDrawing(props: DrawingProps) {
  const { points, bands, left, right, leftLabels, rightLabels, days, active, id } = props
  const rows = useMemo(
    () => points.map((point) => ({ date: point.date, ...point.values })),
    [points],
  )
  const labels = new Map(days.map((day) => [points[day.index]?.date, day.label]))
  const partial = points.findIndex((point) => point.isPartial)
  const labelOf = (ticks: readonly number[], words: readonly string[]) => (tick: number) =>
    words[ticks.indexOf(tick)] ?? ''
  return (
    <ResponsiveContainer width="100%" height={PLOT.height}>
      <ComposedChart
        data={rows}
        margin={{ top: PLOT.top, right: right ? 0 : PLOT.right, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
        <ChartPatterns id={`${id}-live`} series={bands.map((band) => band.series)} />
        <CartesianGrid vertical={false} stroke="var(--grid)" />
        <XAxis
          dataKey="date"
          height={PLOT.bottom}
          ticks={[...labels.keys()].filter((date) => date !== undefined)}
          tickFormatter={(date: string) => labels.get(date) ?? ''}
          interval="preserveEnd"
          minTickGap={12}
          tick={TICK}
          tickLine={false}
          axisLine={false}
        />
        <YAxis
          yAxisId="left"
          width={PLOT.left}
          domain={[left.min, left.max]}
          ticks={[...left.ticks]}
          tickFormatter={labelOf(left.ticks, leftLabels)}
          interval={0}
          tick={TICK}
          tickLine={false}
          axisLine={false}
        />
        {right ? (
          <YAxis
            yAxisId="right"
            orientation="right"
            width={PLOT.rightAxis}
            domain={[right.min, right.max]}
            ticks={[...right.ticks]}
            tickFormatter={labelOf(right.ticks, rightLabels)}
            interval={0}
            tick={TICK}
            tickLine={false}
            axisLine={false}
          />
        ) : null}
        {partial > 0 ? (
          <ReferenceArea
            yAxisId="left"
            x1={points[partial - 1]?.date ?? ''}
            x2={points[partial]?.date ?? ''}
            fill={`url(#${id}-live-partial)`}
            fillOpacity={1}
          />
        ) : null}
        {bands.map(({ series }) => {
          const shared = {
            dataKey: series.key,
            yAxisId: series.axis ?? 'left',
            type: 'linear' as const,
            stroke: TONES[series.tone],
            strokeWidth: 1.75,
            isAnimationActive: false,
            dot: false,
            activeDot: false,
            ...(DASHES[series.pattern ?? 'solid']
              ? { strokeDasharray: DASHES[series.pattern ?? 'solid'] ?? '' }
              : {}),
          }
          return series.kind === 'area' ? (
            <Area
              key={series.key}
              {...shared}
              {...(series.stack ? { stackId: series.stack } : {})}
              fill={`url(#${id}-live-${series.key})`}
              fillOpacity={1}
            />
          ) : (
            <Line key={series.key} {...shared} />
          )
        })}
        {active !== null && points[active] ? (
          <ReferenceLine yAxisId="left" x={points[active].date} stroke="var(--border-strong)" />
        ) : null}
      </ComposedChart>
    </ResponsiveContainer>
  )
}
