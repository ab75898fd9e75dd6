import type { ChartRange, PreferenceAction, Viewer } from '@/components/shared/preferences'

export interface ChartSeries {
  key: string
  label: string
  kind: 'area' | 'line'
  /** Areas of one stack lie on each other. */
  stack?: string
  axis?: 'left' | 'right'
  tone: 1 | 2 | 3 | 4
  /** Colour never tells series apart alone. */
  pattern?: 'solid' | 'hatched' | 'dashed' | 'dotted'
  /** Whether a sum over days means something. */
  total?: 'sum' | 'none'
  isHiddenAtFirst?: boolean
}

export interface ChartPoint {
  /** UTC day. */
  date: string
  /** By series key; null where nothing is known, which draws a gap. */
  values: Readonly<Record<string, number | null>>
  /** Today so far: drawn hatched, in no total. */
  isPartial?: boolean
}

/** "amount" is satoshis in the viewer's unit. */
export type ChartFormat = 'amount' | 'percent' | 'ppm' | 'count'

export interface TimeChartProps {
  /** Under which the range is remembered. */
  name: string
  /** The question that the chart answers. */
  title: string
  /** One sentence with real figures, per range. */
  summaries: Readonly<Record<ChartRange, string>>
  series: readonly ChartSeries[]
  /** Oldest first: up to 90 complete days, then today. */
  points: readonly ChartPoint[]
  formats: { left: ChartFormat; right?: ChartFormat }
  /** Fixed ends of an axis, as 0–100 for a share; else they follow the data. */
  domains?: { left?: readonly [number, number]; right?: readonly [number, number] }
  range: ChartRange
  viewer: Viewer
  setPreference?: PreferenceAction
  /** Route of the same data as a file; without it the table offers its own rows. */
  csvHref?: string
  emptyText?: string
}
