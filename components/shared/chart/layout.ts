import type { Band, Scale } from './scale'
import type { ChartPoint } from './types'

/** Shared by both drawings, so that one takes the other's place without a jump. */
export const PLOT = {
  height: 232,
  top: 10,
  bottom: 22,
  left: 64,
  right: 24,
  rightAxis: 48,
} as const

/** What either drawing needs. */
export interface DrawingProps {
  points: readonly ChartPoint[]
  bands: readonly Band[]
  left: Scale
  right: Scale | null
  leftLabels: readonly string[]
  rightLabels: readonly string[]
  /** Indexes and words of the days on the axis. */
  days: readonly { index: number; label: string }[]
  active: number | null
  /** Prefix of pattern ids, unique on the page. */
  id: string
}

export const TONES = {
  1: 'var(--series-1)',
  2: 'var(--series-2)',
  3: 'var(--series-3)',
  4: 'var(--series-4)',
} as const

export const DASHES = {
  solid: undefined,
  hatched: undefined,
  dashed: '6 4',
  dotted: '1.5 3.5',
} as const
