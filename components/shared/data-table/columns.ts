import {
  type ColumnDef,
  columnVisibilityFeature,
  rowPaginationFeature,
  rowSortingFeature,
  tableFeatures,
} from '@tanstack/react-table'
import type { Viewer } from '@/components/shared/preferences'
import type { TableColumn } from './types'

export const features = tableFeatures({
  columnVisibilityFeature,
  rowPaginationFeature,
  rowSortingFeature,
})

/** The product's column as the table library wants it; sorting itself happens on the server. */
export function toColumnDefs<Row extends { id: string }>(
  columns: readonly TableColumn<Row>[],
  viewer: Viewer,
): ColumnDef<typeof features, Row>[] {
  return columns.map((column) => ({
    id: column.id,
    accessorFn: (row: Row) => row.id,
    header: column.header,
    cell: ({ row }) => column.cell(row.original, viewer),
    enableHiding: column.canHide ?? true,
    enableSorting: column.sort !== undefined,
  }))
}

/** Column → shown, from what is remembered or else from the columns' own start. */
export function startingVisibility<Row>(
  columns: readonly TableColumn<Row>[],
  hidden: readonly string[] | undefined,
): Record<string, boolean> {
  return Object.fromEntries(
    columns.map((column) => [
      column.id,
      column.canHide === false ||
        (hidden ? !hidden.includes(column.id) : column.isHiddenAtFirst !== true),
    ]),
  )
}
