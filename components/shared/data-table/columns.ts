import {
  type ColumnDef,
  columnVisibilityFeature,
  rowPaginationFeature,
  rowSortingFeature,
  tableFeatures,
} from '@tanstack/react-table'
import type { TableColumn } from './types'

export const features = tableFeatures({
  columnVisibilityFeature,
  rowPaginationFeature,
  rowSortingFeature,
})

/**
 * The product's column as the table library wants it. Sorting happens on the server, and rows draw their
 * cells themselves: the library would make a component of each, and a new one whenever columns change.
 */
export function toColumnDefs<Row extends { id: string }>(
  columns: readonly TableColumn<Row>[],
): ColumnDef<typeof features, Row>[] {
  return columns.map((column) => ({
    id: column.id,
    accessorFn: (row: Row) => row.id,
    header: column.header,
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
