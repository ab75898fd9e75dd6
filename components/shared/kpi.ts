export type KpiValue =
  | { kind: 'sats'; sats: number }
  | { kind: 'percent'; value: number | null }
  /** Percentage points: a difference of percentages. */
  | { kind: 'pp'; value: number | null }
  | { kind: 'ppm'; value: number | null }
  | { kind: 'count'; value: number }

export interface KpiDelta {
  value: KpiValue
  /** Whether the change is welcome; the arrow comes from `direction`. */
  tone: 'good' | 'bad' | 'neutral'
  direction: 'up' | 'down' | 'flat'
  /** "vs previous 30 days" */
  label: string
}

export interface GlossaryText {
  term: string
  meaning: string
  /** With its actual operands: "Net APY = 0.0412 BTC × 365 ÷ 30 ÷ 12.5 BTC". */
  formula: string
}

export interface Kpi {
  /** As the public contract names it; becomes `data-kpi`. */
  name: string
  label: string
  value: KpiValue
  note?: string
  sub?: readonly { label: string; value: KpiValue }[]
  delta?: KpiDelta | null
  sparkline?: readonly number[]
  /** The list behind the number. */
  href?: string
  missingReason?: string
  glossary: GlossaryText
}

/** The exact value as text for `data-value`; empty when there is none. */
export function exactValue(value: KpiValue): string {
  if (value.kind === 'sats') return String(value.sats)
  return value.value === null ? '' : String(value.value)
}

/** Whether the value is there to be shown. */
export function isKnown(value: KpiValue): boolean {
  return value.kind === 'sats' || value.value !== null
}
