'use client'

import type { Row as TableRowModel } from '@tanstack/react-table'
import type { Route } from 'next'
import Link from 'next/link'
import { formatInteger } from '@/components/shared/format'
import type { Viewer } from '@/components/shared/preferences'
import { asUserText } from '@/components/shared/user-text'
import { ArrowDownIcon, ArrowUpIcon } from '@/components/ui/icons'
import type { features } from './columns'
import { sortQuery } from './table-url'
import type { TableColumn, TableNoun, TablePageProps, TableStateProps } from './types'

interface HeadProps<Row> {
  columns: readonly TableColumn<Row>[]
  sort: TableStateProps['sort']
  query: string
  pathname: string
}

function ariaSort(isSorted: boolean, descending: boolean) {
  if (!isSorted) return undefined
  return descending ? 'descending' : 'ascending'
}

export function TableHead<Row>({ columns, sort, query, pathname }: HeadProps<Row>) {
  return (
    <thead role="rowgroup">
      <tr role="row">
        {columns.map((column) => {
          const isSorted = sort.by === column.id
          const Arrow = sort.descending ? ArrowDownIcon : ArrowUpIcon
          return (
            <th
              key={column.id}
              role="columnheader"
              scope="col"
              title={column.hint}
              data-align={column.align}
              data-pin={column.pin}
              aria-sort={ariaSort(isSorted, sort.descending)}
            >
              {column.sort ? (
                <Link
                  href={`${pathname}${sortQuery(query, sort, column)}` as Route}
                  prefetch={false}
                  scroll={false}
                  className="inline-flex min-h-6 items-center gap-1 hover:text-fg"
                >
                  {column.header}
                  {isSorted ? <Arrow className="size-3 text-fg" /> : null}
                </Link>
              ) : (
                column.header
              )}
            </th>
          )
        })}
      </tr>
    </thead>
  )
}

interface RowProps<Row extends { id: string }> {
  row: TableRowModel<typeof features, Row>
  columns: ReadonlyMap<string, TableColumn<Row>>
  viewer: Viewer
  href: string | undefined
  isCurrent: boolean
  className: string | undefined
}

export function TableRow<Row extends { id: string }>({
  row,
  columns,
  viewer,
  href,
  isCurrent,
  className,
}: RowProps<Row>) {
  return (
    <tr
      role="row"
      data-id={row.id}
      data-href={href}
      data-current={isCurrent || undefined}
      className={className}
    >
      {row.getVisibleCells().map((cell, index) => {
        const column = columns.get(cell.column.id)
        const isFirst = index === 0
        const card = column?.card ?? (isFirst ? 'title' : 'line')
        const content = asUserText(column?.cell(row.original, viewer))
        if (isFirst) {
          return (
            <th key={cell.id} role="rowheader" scope="row" data-card={card}>
              {href ? (
                <Link
                  href={href as Route}
                  prefetch={false}
                  scroll={false}
                  data-row-link=""
                  aria-current={isCurrent || undefined}
                  className="underline-offset-2 hover:underline"
                >
                  {content}
                </Link>
              ) : (
                content
              )}
            </th>
          )
        }
        return (
          <td
            key={cell.id}
            role="cell"
            data-label={column?.header}
            data-align={column?.align}
            data-pin={column?.pin}
            data-card={card}
          >
            {content}
          </td>
        )
      })}
    </tr>
  )
}

interface TotalsProps<Row> {
  columns: readonly TableColumn<Row>[]
  totals: Readonly<Record<string, number>>
  viewer: Viewer
  noun: TableNoun
  page: TablePageProps<Row>
}

/** Sums over every matching row, not only over this page. */
export function TotalsRow<Row>({ columns, totals, viewer, noun, page }: TotalsProps<Row>) {
  return (
    <tfoot role="rowgroup">
      <tr role="row">
        {columns.map((column, index) =>
          index === 0 ? (
            <th key={column.id} role="rowheader" scope="row" data-card="title">
              Total{' '}
              <span className="font-normal text-muted">
                of {howMany(page.matching, noun, page.most)}
              </span>
            </th>
          ) : (
            <td key={column.id} role="cell" data-label={column.header} data-align={column.align}>
              {column.total?.(totals, viewer)}
            </td>
          ),
        )}
      </tr>
    </tfoot>
  )
}

/** "7 of 50 leases" when something is filtered away, else "50 leases". */
export function countText(
  page: Pick<TablePageProps<unknown>, 'matching' | 'total' | 'most'>,
  noun: TableNoun,
): string {
  const total = howMany(page.total, noun, page.most)
  if (page.matching === page.total) return total
  return `${numberText(page.matching, page.most)} of ${total}`
}

/** "1 lease", "12 leases" or, of what is counted so far at most, "10,000+ leases". */
export function howMany(count: number, noun: TableNoun, most?: number): string {
  return count === 1 ? `1 ${noun.one}` : `${numberText(count, most)} ${noun.many}`
}

function numberText(count: number, most = count): string {
  return count > most ? `${formatInteger(most)}+` : formatInteger(count)
}
