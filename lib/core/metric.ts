/** One KPI: its value now, its value in the window before, and what it was computed from. */
export interface Metric {
  /** Satoshis, percent, ppm or a count; null when there is no data. */
  value: number | null
  /** The same over the previous equal window; null when that window lacks data. */
  previous: number | null
  /** Named inputs of the formula, in the unit that the name ends with. */
  operands: Readonly<Record<string, number | null>>
}
