'use client'

import { type ComponentType, type KeyboardEvent, type PointerEvent, useId, useState } from 'react'
import type { Viewer } from '@/components/shared/preferences'
import { formatDay } from '@/lib/core/time-format'
import { formatTick, formatValue } from './chart-format'
import { type DrawingProps, PLOT } from './layout'
import { bandsOf, scaleFor, tickIndexes } from './scale'
import { StaticDrawing } from './static-drawing'
import { Swatch } from './swatch'
import type { ChartPoint, ChartSeries, TimeChartProps } from './types'

interface ChartFrameProps {
  label: string
  describedBy: string
  points: readonly ChartPoint[]
  /** Only those that are switched on. */
  series: readonly ChartSeries[]
  formats: TimeChartProps['formats']
  domains: TimeChartProps['domains']
  viewer: Viewer
  /** Takes the place of the static drawing once it is loaded. */
  Live: ComponentType<DrawingProps> | null
}

/** The drawing's fixed place, with the pointer and the arrow keys over its days. */
export function ChartFrame({
  label,
  describedBy,
  points,
  series,
  formats,
  domains,
  viewer,
  Live,
}: ChartFrameProps) {
  const id = useId().replaceAll(/[^\w-]/g, '')
  const [active, setActive] = useState<number | null>(null)

  const hasRight = series.some((one) => one.axis === 'right')
  const bands = bandsOf(points, series)
  const left = scaleFor(bands, 'left', domains?.left)
  const right = hasRight ? scaleFor(bands, 'right', domains?.right) : null
  const rightFormat = formats.right ?? formats.left
  const drawing = {
    points,
    bands,
    left,
    right,
    leftLabels: left.ticks.map((tick) => formatTick(tick, formats.left, viewer.unit)),
    rightLabels: right?.ticks.map((tick) => formatTick(tick, rightFormat, viewer.unit)) ?? [],
    days: tickIndexes(points.length).map((index) => ({
      index,
      label: formatDay(points[index]?.date ?? '', 'short'),
    })),
    active,
    id,
  }
  const rightEdge = hasRight ? PLOT.rightAxis : PLOT.right
  const last = points.length - 1

  function onPointerMove(event: PointerEvent<HTMLDivElement>) {
    const box = event.currentTarget.getBoundingClientRect()
    const width = box.width - PLOT.left - rightEdge
    const share = (event.clientX - box.left - PLOT.left) / width
    setActive(Math.max(0, Math.min(last, Math.round(share * last))))
  }

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    const next = nextIndex(event.key, active, last)
    if (next === undefined) return
    event.preventDefault()
    setActive(next)
  }

  const point = active === null ? undefined : points[active]
  const share = active === null || last <= 0 ? 0 : active / last
  return (
    <div
      data-slot="chart-frame"
      // Arrow keys walk over the days; the live region below says what they find.
      role="group"
      aria-roledescription="chart"
      aria-label={`${label}. Use the arrow keys to read the days.`}
      aria-describedby={describedBy}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onBlur={() => setActive(null)}
      onPointerMove={onPointerMove}
      onPointerLeave={() => setActive(null)}
      className="relative w-full touch-pan-y"
      style={{ height: PLOT.height }}
    >
      {Live ? <Live {...drawing} /> : <StaticDrawing {...drawing} />}
      {point ? (
        <div
          aria-hidden="true"
          className="pointer-events-none absolute top-1 z-10 min-w-40 rounded-control border border-border bg-raised px-2.5 py-2 text-xs shadow-pop"
          style={{
            left: `calc(${PLOT.left}px + (100% - ${PLOT.left + rightEdge}px) * ${share})`,
            transform: `translateX(${share > 0.5 ? 'calc(-100% - 0.5rem)' : '0.5rem'})`,
          }}
        >
          <p className="mb-1 font-semibold">
            {formatDay(point.date)}
            {point.isPartial ? ' (so far)' : ''}
          </p>
          {series.map((one) => (
            <p key={one.key} className="flex items-center gap-1.5">
              <Swatch series={one} />
              <span className="text-muted">{one.label}</span>
              <span className="num ml-auto pl-3">{valueText(point, one, formats, viewer)}</span>
            </p>
          ))}
        </div>
      ) : null}
      <p role="status" className="sr-only">
        {point ? spokenPoint(point, series, formats, viewer) : ''}
      </p>
    </div>
  )
}

function nextIndex(key: string, active: number | null, last: number): number | null | undefined {
  switch (key) {
    case 'ArrowLeft':
      return active === null ? last : Math.max(0, active - 1)
    case 'ArrowRight':
      return active === null ? 0 : Math.min(last, active + 1)
    case 'Home':
      return 0
    case 'End':
      return last
    case 'Escape':
      return null
    default:
      return undefined
  }
}

type Formats = TimeChartProps['formats']

function valueText(point: ChartPoint, series: ChartSeries, formats: Formats, viewer: Viewer) {
  const format = series.axis === 'right' ? (formats.right ?? formats.left) : formats.left
  return formatValue(point.values[series.key] ?? null, format, viewer.unit)
}

function spokenPoint(
  point: ChartPoint,
  series: readonly ChartSeries[],
  formats: Formats,
  viewer: Viewer,
): string {
  const values = series.map((one) => `${one.label} ${valueText(point, one, formats, viewer)}`)
  return `${formatDay(point.date)}${point.isPartial ? ', so far' : ''}: ${values.join('; ')}`
}
