import type { ChartRange } from '@/components/shared/preferences'
import type { ChartPoint, ChartSeries } from './types'

/** The last n complete days, then today when it is there. */
export function pointsInRange(points: readonly ChartPoint[], range: ChartRange): ChartPoint[] {
  const complete = points.filter((point) => !point.isPartial)
  const partial = points.filter((point) => point.isPartial)
  return [...complete.slice(-range), ...partial]
}

/** Lower and upper edge of a series at each point; a stacked one stands on those before it. */
export interface Band {
  series: ChartSeries
  edges: readonly ({ low: number; high: number } | null)[]
}

export function bandsOf(points: readonly ChartPoint[], series: readonly ChartSeries[]): Band[] {
  const floors = new Map<string, number[]>()
  return series.map((one) => {
    const floor = one.stack ? (floors.get(one.stack) ?? points.map(() => 0)) : null
    const edges = points.map((point, index) => {
      const value = point.values[one.key] ?? null
      if (value === null) return null
      const low = floor?.[index] ?? 0
      return { low, high: low + value }
    })
    if (one.stack && floor) {
      floors.set(
        one.stack,
        floor.map((low, index) => edges[index]?.high ?? low),
      )
    }
    return { series: one, edges }
  })
}

export interface Scale {
  min: number
  max: number
  ticks: readonly number[]
}

/** Round steps of 1, 2 or 5 that hold every value; an area always stands on 0. */
export function scaleFor(
  bands: readonly Band[],
  axis: 'left' | 'right',
  fixed?: readonly [number, number],
): Scale {
  const own = bands.filter((band) => (band.series.axis ?? 'left') === axis)
  const values = own.flatMap((band) =>
    band.edges.flatMap((edge) =>
      edge ? [edge.high, ...(band.series.kind === 'area' ? [edge.low] : [])] : [],
    ),
  )
  if (fixed) return niceScale(fixed[0], fixed[1], fixed)
  if (values.length === 0) return { min: 0, max: 1, ticks: [0, 1] }
  const hasArea = own.some((band) => band.series.kind === 'area')
  const low = Math.min(...values, ...(hasArea ? [0] : []))
  return niceScale(low, Math.max(...values, ...(hasArea ? [0] : [])))
}

const STEPS = 4

export function niceScale(low: number, high: number, fixed?: readonly [number, number]): Scale {
  const span = high - low || Math.abs(high) || 1
  const magnitude = 10 ** Math.floor(Math.log10(span / STEPS))
  const ratio = span / STEPS / magnitude
  const step = (([1, 2, 5] as const).find((candidate) => ratio <= candidate) ?? 10) * magnitude
  const min = fixed ? fixed[0] : Math.floor(low / step) * step
  const max = fixed ? fixed[1] : Math.ceil(high / step) * step
  const ticks: number[] = []
  for (let index = 0; min + index * step <= max + step / 1e6; index += 1) {
    ticks.push(Number((min + index * step).toPrecision(12)))
  }
  return { min, max: max === min ? min + step : max, ticks }
}

/** Up to `most` positions spread evenly, first and last included. */
export function tickIndexes(count: number, most = 8): number[] {
  if (count <= 0) return []
  if (count <= most) return Array.from({ length: count }, (_, index) => index)
  const step = Math.ceil((count - 1) / (most - 1))
  const indexes: number[] = []
  for (let index = count - 1; index >= 0; index -= step) indexes.unshift(index)
  return indexes
}

/** Sum over complete days; null when no day has a value. */
export function totalOf(points: readonly ChartPoint[], key: string): number | null {
  let total: number | null = null
  for (const point of points) {
    const value = point.values[key] ?? null
    if (point.isPartial || value === null) continue
    total = (total ?? 0) + value
  }
  return total
}
