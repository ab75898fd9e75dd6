import type { IsoDate, IsoInstant, Sats } from '@/types'

/** One cell of the list behind a KPI; the kind names the unit. */
export type BreakdownCell =
  | { kind: 'text'; text: string; hasFacts?: true }
  | { kind: 'sats'; sats: Sats | null }
  | { kind: 'percent'; value: number | null }
  | { kind: 'ppm'; value: number | null }
  | { kind: 'count'; value: number | null }
  | { kind: 'day'; date: IsoDate }
  /** "2026-11" */
  | { kind: 'month'; period: string }
  | { kind: 'instant'; iso: IsoInstant | null }
  | { kind: 'none' }

export type BreakdownKind = Exclude<BreakdownCell['kind'], 'none'>

export interface BreakdownColumn {
  /** Name in the CSV header, without the unit. */
  id: string
  header: string
  kind: BreakdownKind
}

export interface BreakdownRow {
  id: string
  cells: BreakdownCell[]
}

/** The rows that a KPI sums or averages, with a last row that says the KPI again. */
export interface Breakdown {
  kpi: string
  title: string
  /** How the rows make the number, in one sentence. */
  explanation: string
  columns: BreakdownColumn[]
  rows: BreakdownRow[]
  total: BreakdownCell[]
}

export const cell = {
  text: (text: string): BreakdownCell => ({ kind: 'text', text }),
  /** A sentence with facts, which each reader gets in an own unit and zone. */
  told: (text: string): BreakdownCell => ({ kind: 'text', text, hasFacts: true }),
  sats: (sats: Sats | null): BreakdownCell => ({ kind: 'sats', sats }),
  percent: (value: number | null): BreakdownCell => ({ kind: 'percent', value }),
  ppm: (value: number | null): BreakdownCell => ({ kind: 'ppm', value }),
  count: (value: number | null): BreakdownCell => ({ kind: 'count', value }),
  day: (date: IsoDate): BreakdownCell => ({ kind: 'day', date }),
  month: (period: string): BreakdownCell => ({ kind: 'month', period }),
  instant: (iso: IsoInstant | null): BreakdownCell => ({ kind: 'instant', iso }),
  none: { kind: 'none' } as BreakdownCell,
}

export function column(id: string, header: string, kind: BreakdownKind): BreakdownColumn {
  return { id, header, kind }
}
