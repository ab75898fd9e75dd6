'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import { type MouseEvent, useId, useRef, useState } from 'react'
import { changeQuery } from '@/components/shared/data-table/table-url'
import { CHART_RANGES, type ChartRange } from '@/components/shared/preferences'
import { buttonClass } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { DownloadIcon } from '@/components/ui/icons'
import { SEGMENT, Segmented } from '@/components/ui/segmented'
import { formatValue, unitName } from './chart-format'
import { ChartFrame } from './chart-frame'
import { ChartTable, chartCsv, formatOf } from './chart-table'
import { pointsInRange, totalOf } from './scale'
import { Swatch } from './swatch'
import type { TimeChartProps } from './types'
import { useDrawing } from './use-drawing'

/** One question over time. Summary, drawing and table are in the first HTML. */
export function TimeChart({
  name,
  title,
  summaries,
  series,
  points,
  formats,
  domains,
  range: remembered,
  viewer,
  setPreference,
  csvHref,
  emptyText = 'Nothing was recorded in this period.',
}: TimeChartProps) {
  const id = useId()
  const section = useRef<HTMLElement>(null)
  const Live = useDrawing(section)
  const query = useSearchParams().toString()
  const pathname = usePathname()
  const [range, setRange] = useState<ChartRange>(remembered)
  const [hidden, setHidden] = useState<readonly string[]>(() =>
    series.filter((one) => one.isHiddenAtFirst).map((one) => one.key),
  )
  const shownPoints = pointsInRange(points, range)
  const shownSeries = series.filter((one) => !hidden.includes(one.key))
  const isEmpty = !shownPoints.some((point) =>
    series.some((one) => (point.values[one.key] ?? null) !== null),
  )
  const totals = series.flatMap((one) => {
    const total = one.total === 'none' ? null : totalOf(shownPoints, one.key)
    return total === null ? [] : [{ one, total }]
  })
  const rightUnit = series.some((one) => one.axis === 'right') ? formats.right : undefined

  function choose(event: MouseEvent<HTMLAnchorElement>, next: ChartRange) {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    setRange(next)
    window.history.replaceState(null, '', changeQuery(query, { range: String(next) }) || pathname)
    void setPreference?.({ kind: 'chart', chart: name, range: next })
  }

  function toggle(key: string) {
    setHidden(hidden.includes(key) ? hidden.filter((one) => one !== key) : [...hidden, key])
  }

  return (
    <section
      ref={section}
      data-slot="time-chart"
      data-chart={name}
      aria-labelledby={`${id}-title`}
      className="min-w-0 rounded-card border border-border bg-surface"
    >
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-4 pt-3">
        <div className="min-w-0 flex-1 basis-72">
          <h2 id={`${id}-title`} className="font-semibold">
            {title}
          </h2>
          <p id={`${id}-summary`} className="text-dense text-muted">
            {summaries[range]}
          </p>
        </div>
        <Segmented aria-label="Period">
          {CHART_RANGES.map((days) => (
            <a
              key={days}
              href={`${pathname}${changeQuery(query, { range: String(days) })}`}
              aria-current={days === range}
              aria-label={`${days}d, ${days} days`}
              onClick={(event) => choose(event, days)}
              className={SEGMENT}
            >
              {days}d
            </a>
          ))}
        </Segmented>
      </div>
      <div className="flex flex-wrap items-center gap-x-1 gap-y-1 px-3 pt-1.5">
        <span className="px-1 text-muted text-xs">{unitName(formats.left, viewer.unit)}</span>
        <ul aria-label="Series" className="flex min-w-0 flex-1 flex-wrap gap-1">
          {series.map((one) => (
            <li key={one.key}>
              <button
                type="button"
                aria-pressed={!hidden.includes(one.key)}
                onClick={() => toggle(one.key)}
                className={cn(
                  'inline-flex h-6 items-center gap-1.5 rounded px-1.5 text-xs hover:bg-hover coarse:min-h-11',
                  hidden.includes(one.key) && 'text-faint line-through',
                )}
              >
                <Swatch series={one} />
                {one.label}
                {one.axis === 'right' && formats.right ? (
                  <span className="text-muted">
                    ({unitName(formats.right, viewer.unit)}, right)
                  </span>
                ) : null}
              </button>
            </li>
          ))}
        </ul>
        {rightUnit ? (
          <span className="hidden px-1 text-muted text-xs sm:inline">
            {unitName(rightUnit, viewer.unit)}
          </span>
        ) : null}
      </div>
      <div className="px-2 pb-1">
        {isEmpty ? (
          <p className="flex h-58 items-center justify-center text-dense text-muted">{emptyText}</p>
        ) : (
          <ChartFrame
            label={title}
            describedBy={`${id}-summary`}
            points={shownPoints}
            series={shownSeries}
            formats={formats}
            domains={domains}
            viewer={viewer}
            Live={Live}
          />
        )}
      </div>
      {totals.length > 0 ? (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-border border-t px-4 py-2 text-dense">
          <span className="text-muted">Total of {range} days</span>
          {totals.map(({ one, total }) => (
            <span key={one.key} data-total={one.key} data-value={total}>
              <span className="text-muted">{one.label}</span>{' '}
              <span className="num font-medium">
                {formatValue(total, formatOf(one, formats), viewer.unit)}
              </span>
            </span>
          ))}
        </div>
      ) : null}
      <details className="border-border border-t">
        <summary className="px-4 py-2 text-dense text-muted hover:text-fg coarse:min-h-11">
          View as table
        </summary>
        <div className="max-h-96 overflow-y-auto px-1 pb-2">
          <ChartTable
            title={title}
            points={shownPoints}
            series={series}
            formats={formats}
            viewer={viewer}
          />
          <a
            href={
              csvHref ??
              `data:text/csv;charset=utf-8,${encodeURIComponent(chartCsv(shownPoints, series, formats))}`
            }
            download={`${name}_${range}d.csv`}
            className={cn(buttonClass({ size: 'sm' }), 'mx-3 mt-2')}
          >
            <DownloadIcon className="size-3.5" />
            CSV
          </a>
        </div>
      </details>
    </section>
  )
}
