import 'server-only'
import type { Breakdown, BreakdownCell, BreakdownColumn, BreakdownRow } from '@/lib/core/breakdown'
import { plainText } from '@/lib/core/fact-text'
import { amountColumns, type CsvCell, type CsvColumn, csvFileName, csvResponse } from './csv'

/** The list behind a KPI as a file: the same rows and columns, without the total that a sheet can make. */
export function breakdownCsv(area: string, breakdown: Breakdown, now: Date): Response {
  const columns = breakdown.columns.flatMap((column, index) => csvColumns(column, index))
  return csvResponse(csvFileName(area, breakdown.kpi, now), columns, breakdown.rows)
}

function csvColumns(column: BreakdownColumn, index: number): CsvColumn<BreakdownRow>[] {
  if (column.kind === 'sats') {
    return amountColumns<BreakdownRow>(column.id, (row) => {
      const cell = row.cells[index]
      return cell?.kind === 'sats' ? cell.sats : null
    })
  }
  return [
    {
      header: headerOf(column),
      value: (row) => csvValue(row.cells[index]),
      ...(column.kind === 'percent' ? { format: (value: number) => value.toFixed(2) } : {}),
    },
  ]
}

function headerOf({ id, kind }: BreakdownColumn): string {
  if (kind === 'percent') return `${id}_pct`
  return kind === 'ppm' ? `${id}_ppm` : id
}

function csvValue(cell: BreakdownCell | undefined): CsvCell {
  if (cell === undefined) return null
  switch (cell.kind) {
    case 'text':
      return cell.hasFacts ? plainText(cell.text) : cell.text
    case 'day':
      return cell.date
    case 'month':
      return cell.period
    case 'instant':
      return cell.iso
    case 'sats':
      return cell.sats
    case 'percent':
    case 'ppm':
    case 'count':
      return cell.value
    case 'none':
      return null
  }
}
