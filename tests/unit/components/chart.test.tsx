// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { chartCsv } from '@/components/shared/chart/chart-table'
import {
  bandsOf,
  niceScale,
  pointsInRange,
  tickIndexes,
  totalOf,
} from '@/components/shared/chart/scale'
import { TimeChart } from '@/components/shared/chart/time-chart'
import type { ChartPoint, ChartSeries } from '@/components/shared/chart/types'
import type { PreferenceChange } from '@/components/shared/preferences'
import { addDays } from '@/lib/core/time'
import { InApp } from './in-app'

afterEach(cleanup)

const series: ChartSeries[] = [
  { key: 'lease', label: 'Lease yield', kind: 'area', stack: 'yield', tone: 1 },
  { key: 'routing', label: 'Routing yield', kind: 'area', stack: 'yield', tone: 2 },
]

const points: ChartPoint[] = [
  ...Array.from({ length: 90 }, (_, index) => ({
    date: addDays('2026-08-23', index),
    values: { lease: 1000 + index, routing: index === 88 ? null : 10 },
  })),
  { date: '2026-11-21', values: { lease: 5, routing: 1 }, isPartial: true },
]

describe('the chart’s data', () => {
  it('takes the last complete days and today beside them', () => {
    const week = pointsInRange(points, 7)
    expect(week).toHaveLength(8)
    expect(week[0]?.date).toBe('2026-11-14')
    expect(week.at(-1)?.isPartial).toBe(true)
  })

  it('leaves today out of every total', () => {
    expect(totalOf(pointsInRange(points, 7), 'lease')).toBe(7602)
    expect(totalOf(points.slice(-1), 'lease')).toBeNull()
  })

  it('stacks areas and leaves a gap where nothing is known', () => {
    const [lease, routing] = bandsOf(pointsInRange(points, 7), series)
    expect(lease?.edges[0]).toEqual({ low: 0, high: 1083 })
    expect(routing?.edges[0]).toEqual({ low: 1083, high: 1093 })
    expect(routing?.edges[5]).toBeNull()
  })

  it('chooses round steps around every value', () => {
    expect(niceScale(0, 730_000)).toEqual({
      min: 0,
      max: 800_000,
      ticks: [0, 200_000, 400_000, 600_000, 800_000],
    })
    expect(niceScale(-30, 70).min).toBeLessThanOrEqual(-30)
    expect(niceScale(5, 5).max).toBeGreaterThan(niceScale(5, 5).min)
  })

  it('always names the last day on the axis', () => {
    for (const count of [1, 2, 8, 31, 91]) {
      const indexes = tickIndexes(count)
      expect(indexes.at(-1)).toBe(count - 1)
      expect(indexes.length).toBeLessThanOrEqual(8)
    }
  })

  it('writes amounts in both units', () => {
    const csv = chartCsv(points.slice(-3), series, { left: 'amount' })
    expect(csv.split('\r\n').slice(0, 3)).toEqual([
      'date,partial,lease_sats,lease_btc,routing_sats,routing_btc',
      '2026-11-19,0,1088,0.00001088,,',
      '2026-11-20,0,1089,0.00001089,10,0.00000010',
    ])
  })
})

function show(changes: PreferenceChange[] = []) {
  render(
    <InApp pathname="/treasury">
      <TimeChart
        name="treasury-yield"
        title="What did the bitcoin earn per day?"
        summaries={{ 7: 'Week summary.', 30: 'Month summary.', 90: 'Quarter summary.' }}
        series={series}
        points={points}
        formats={{ left: 'amount' }}
        range={7}
        viewer={{ unit: 'sats', timeZone: 'UTC' }}
        setPreference={async (change) => {
          changes.push(change)
        }}
      />
    </InApp>,
  )
}

describe('TimeChart', () => {
  it('has summary and table of the same data in its first markup', () => {
    show()
    expect(screen.getByText('Week summary.')).toBeTruthy()
    const table = screen.getByRole('table', { hidden: true })
    const texts = within(table)
      .getAllByRole('row', { hidden: true })
      .map((row) => row.textContent)
    expect(texts).toHaveLength(10)
    expect(texts[1]).toBe('21 Nov 2026 so far5 sats1 sat')
    expect(texts[3]).toBe('19 Nov 20261,088 sats—')
    expect(texts.at(-1)).toBe('Total7,602 sats60 sats')
  })

  it('changes the period, the address and what is remembered', () => {
    const changes: PreferenceChange[] = []
    show(changes)
    fireEvent.click(screen.getByRole('link', { name: '30d, 30 days' }))
    expect(screen.getByText('Month summary.')).toBeTruthy()
    expect(window.location.search).toBe('?range=30')
    expect(changes).toEqual([{ kind: 'chart', chart: 'treasury-yield', range: 30 }])
  })

  it('switches a series off and on', () => {
    show()
    const button = screen.getByRole('button', { name: 'Routing yield' })
    expect(button.getAttribute('aria-pressed')).toBe('true')
    fireEvent.click(button)
    expect(button.getAttribute('aria-pressed')).toBe('false')
  })

  it('reads the days out with the arrow keys', () => {
    show()
    const frame = screen.getByRole('group', { name: /arrow keys/ })
    fireEvent.keyDown(frame, { key: 'End' })
    expect(within(frame).getByRole('status').textContent).toBe(
      '21 Nov 2026, so far: Lease yield 5 sats; Routing yield 1 sat',
    )
    fireEvent.keyDown(frame, { key: 'ArrowLeft' })
    expect(within(frame).getByRole('status').textContent).toContain('20 Nov 2026: Lease yield')
    fireEvent.keyDown(frame, { key: 'Escape' })
    expect(within(frame).getByRole('status').textContent).toBe('')
  })
})
