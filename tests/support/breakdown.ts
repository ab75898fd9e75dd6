import type { Breakdown, BreakdownCell } from '@/lib/core/breakdown'

/** The amounts of one column, in the order of the rows; text and missing ones are left out. */
export function columnOf(breakdown: Breakdown, id: string): number[] {
  const index = indexOf(breakdown, id)
  return breakdown.rows.flatMap((row) => numberOf(row.cells[index]) ?? [])
}

export function totalOf(breakdown: Breakdown, id: string): number | null {
  return numberOf(breakdown.total[indexOf(breakdown, id)])
}

export function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0)
}

/** Mean of percentages with two decimals, halves up, in whole hundredths. */
export function meanOfHundredths(values: readonly number[]): number {
  const total = sum(values.map((value) => Math.round(value * 100)))
  return Math.floor((2 * total + values.length) / (2 * values.length)) / 100
}

/** 100 × part ÷ whole with two decimals, halves away from zero, in integers. */
export function percent(part: bigint, whole: bigint): number {
  const magnitude = part < 0n ? -part : part
  const hundredths = Number((magnitude * 20_000n + whole) / (2n * whole))
  return (part < 0n ? -hundredths : hundredths) / 100
}

/** Asks once for each key: figures of a store that no test of the file changes. */
export function once<R>(load: (key: string) => Promise<R>): (key: string) => Promise<R> {
  const known = new Map<string, Promise<R>>()
  return (key) => {
    const result = known.get(key) ?? load(key)
    known.set(key, result)
    return result
  }
}

function indexOf(breakdown: Breakdown, id: string): number {
  const index = breakdown.columns.findIndex((column) => column.id === id)
  if (index === -1) throw new Error(`${breakdown.kpi} has no column ${id}`)
  return index
}

function numberOf(cell: BreakdownCell | undefined): number | null {
  switch (cell?.kind) {
    case 'sats':
      return cell.sats
    case 'percent':
    case 'ppm':
    case 'count':
      return cell.value
    case 'text':
    case 'day':
    case 'month':
    case 'instant':
    case 'none':
    case undefined:
      return null
  }
}
