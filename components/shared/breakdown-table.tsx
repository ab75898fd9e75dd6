import { Table, Td, Th } from '@/components/ui/table'
import type { Breakdown, BreakdownCell, BreakdownColumn } from '@/lib/core/breakdown'
import { formatMonth } from '@/lib/core/time-format'
import { viewerText } from '@/lib/core/viewer-text'
import { Amount } from './amount'
import { EmptyState } from './empty-state'
import { Missing } from './missing'
import type { Viewer } from './preferences'
import { Count, Percent, Ppm } from './rate'
import { Day, Timestamp } from './timestamp'
import { UserText } from './user-text'

interface BreakdownTableProps {
  breakdown: Breakdown
  viewer: Viewer
}

/** The rows that a KPI sums or averages; the last row says the KPI again. */
export function BreakdownTable({ breakdown, viewer }: BreakdownTableProps) {
  const { columns, rows, total, title } = breakdown
  if (rows.length === 0) {
    return <EmptyState title="No rows" description="Nothing counts toward this figure now." />
  }
  return (
    <Table>
      <caption className="sr-only">{title}: the rows behind the figure</caption>
      <thead>
        <tr>
          {columns.map((column, index) => (
            <Th
              key={column.id}
              align={alignOf(column)}
              className={index === 0 ? 'sticky left-0 z-10 bg-surface' : undefined}
            >
              {headerOf(column, viewer)}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} data-id={row.id} className="hover:bg-hover">
            <Cells cells={row.cells} columns={columns} viewer={viewer} />
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr data-slot="total" className="font-semibold">
          <Cells cells={total} columns={columns} viewer={viewer} />
        </tr>
      </tfoot>
    </Table>
  )
}

interface CellsProps {
  cells: readonly BreakdownCell[]
  columns: readonly BreakdownColumn[]
  viewer: Viewer
}

function Cells({ cells, columns, viewer }: CellsProps) {
  return cells.map((cell, index) => {
    const column = columns[index]
    if (column === undefined) return null
    if (index === 0) {
      return (
        <Th key={column.id} scope="row" className="sticky left-0 z-10 bg-surface">
          <Value cell={cell} viewer={viewer} />
        </Th>
      )
    }
    return (
      <Td key={column.id} align={alignOf(column)} className="whitespace-nowrap">
        <Value cell={cell} viewer={viewer} />
      </Td>
    )
  })
}

function Value({ cell, viewer }: { cell: BreakdownCell; viewer: Viewer }) {
  switch (cell.kind) {
    case 'text':
      return <UserText>{cell.hasFacts ? viewerText(cell.text, viewer) : cell.text}</UserText>
    case 'sats':
      return cell.sats === null ? (
        <Missing />
      ) : (
        <Amount sats={cell.sats} unit={viewer.unit} unitLabel="hidden" />
      )
    case 'percent':
      return <Percent value={cell.value} />
    case 'ppm':
      return <Ppm value={cell.value} />
    case 'count':
      return cell.value === null ? <Missing /> : <Count value={cell.value} />
    case 'day':
      return <Day date={cell.date} />
    case 'month':
      return formatMonth(cell.period)
    case 'instant':
      return cell.iso === null ? (
        <Missing />
      ) : (
        <Timestamp iso={cell.iso} timeZone={viewer.timeZone} />
      )
    case 'none':
      return null
  }
}

const NUMERIC: ReadonlySet<BreakdownColumn['kind']> = new Set(['sats', 'percent', 'ppm', 'count'])

function alignOf(column: BreakdownColumn): 'start' | 'end' {
  return NUMERIC.has(column.kind) ? 'end' : 'start'
}

function headerOf(column: BreakdownColumn, viewer: Viewer): string {
  if (column.kind !== 'sats') return column.header
  return `${column.header}, ${viewer.unit === 'btc' ? 'BTC' : 'sats'}`
}
