'use client'

import { useTable } from '@tanstack/react-table'
import type { Route } from 'next'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { type MouseEvent, useMemo, useRef, useState } from 'react'
import { useChangedRows } from '@/components/shared/data-table/hooks/use-changed-rows'
import { useKeptFocus } from '@/components/shared/data-table/hooks/use-kept-focus'
import { useRowKeys } from '@/components/shared/data-table/hooks/use-row-keys'
import { useSearch } from '@/components/shared/data-table/hooks/use-search'
import type { Density, TablePreference, Viewer } from '@/components/shared/preferences'
import { cn } from '@/components/ui/cn'
import { features, startingVisibility, toColumnDefs } from './columns'
import { NothingFound } from './nothing-found'
import { TablePager } from './table-pager'
import { TableHead, TableRow, TotalsRow } from './table-rows'
import { TableToolbar } from './table-toolbar'
import type {
  EmptyText,
  TableColumn,
  TableFilter,
  TableNoun,
  TablePageProps,
  TablePreferenceHandler,
  TableStateProps,
} from './types'

export interface DataTableProps<Row extends { id: string }> {
  /** Says what the table holds; heard, not seen. */
  caption: string
  noun: TableNoun
  columns: readonly TableColumn<Row>[]
  page: TablePageProps<Row>
  state: TableStateProps
  viewer: Viewer
  filters?: readonly TableFilter[]
  totals?: Readonly<Record<string, number>>
  /** Opens the row; the first column's cell becomes the link. */
  rowHref?: (row: Row) => string
  /** The row whose details stand beside the table. */
  currentId?: string | null
  searchLabel?: string
  empty: EmptyText
  preference?: TablePreference | undefined
  onPreferenceChange?: TablePreferenceHandler | undefined
  /** False where there is no `export.csv` route. */
  hasExport?: boolean
}

const NO_FILTERS: readonly TableFilter[] = []

/** The product's table. Rows come filtered, sorted and cut from the server; the URL is the state. */
export function DataTable<Row extends { id: string }>({
  caption,
  noun,
  columns,
  page,
  state,
  viewer,
  filters = NO_FILTERS,
  totals,
  rowHref,
  currentId = null,
  searchLabel = 'Search',
  empty,
  preference,
  onPreferenceChange,
  hasExport = true,
}: DataTableProps<Row>) {
  const router = useRouter()
  const pathname = usePathname()
  const query = useSearchParams().toString()
  const root = useRef<HTMLDivElement>(null)
  const searchField = useRef<HTMLInputElement>(null)
  const { text, search, isPending } = useSearch(state.q)
  const [density, setDensity] = useState<Density>(preference?.density ?? 'compact')
  const [columnVisibility, setColumnVisibility] = useState(() =>
    startingVisibility(columns, preference?.hiddenColumns),
  )
  const changed = useChangedRows(page.rows, query)
  useRowKeys(root, searchField)
  useKeptFocus(root, searchField)

  const columnDefs = useMemo(() => toColumnDefs(columns), [columns])
  const data = useMemo(() => [...page.rows], [page.rows])
  const table = useTable({
    features,
    columns: columnDefs,
    data,
    rowCount: page.matching,
    getRowId: (row) => row.id,
    manualPagination: true,
    manualSorting: true,
    state: {
      columnVisibility,
      pagination: { pageIndex: page.page - 1, pageSize: page.per },
      sorting: [{ id: state.sort.by, desc: state.sort.descending }],
    },
  })
  const byId = useMemo(() => new Map(columns.map((column) => [column.id, column])), [columns])
  const shown = table.getVisibleLeafColumns().flatMap((column) => byId.get(column.id) ?? [])
  const rows = table.getRowModel().rows

  function openRow(event: MouseEvent<HTMLElement>) {
    const target = event.target as HTMLElement
    const row = target.closest<HTMLElement>('tr[data-href]')
    const href = row?.dataset.href
    if (!href || target.closest('a, button, input, label, select, summary, [popover]')) return
    if (window.getSelection()?.toString()) return
    // A drawer gives the focus back to what had it.
    row.querySelector<HTMLElement>('[data-row-link]')?.focus({ preventScroll: true })
    router.push(href as Route, { scroll: false })
  }

  return (
    <section ref={root} data-slot="data-table" aria-label={caption} className="min-w-0">
      <TableToolbar
        query={query}
        pathname={pathname}
        noun={noun}
        page={page}
        filters={filters}
        columns={columns}
        sort={state.sort}
        searchLabel={searchLabel}
        searchField={searchField}
        text={text}
        onSearch={search}
        visibility={columnVisibility}
        onToggleColumn={(id) => {
          const next = { ...columnVisibility, [id]: columnVisibility[id] === false }
          setColumnVisibility(next)
          const hiddenColumns = Object.keys(next).filter((name) => next[name] === false)
          void onPreferenceChange?.({ hiddenColumns })
        }}
        density={density}
        onDensity={(next) => {
          setDensity(next)
          void onPreferenceChange?.({ density: next })
        }}
        hasExport={hasExport}
      />
      {rows.length === 0 ? (
        <NothingFound
          query={query}
          pathname={pathname}
          filters={filters}
          page={page}
          noun={noun}
          empty={empty}
        />
      ) : (
        <div
          role="region"
          aria-label={`${caption}, scrolls`}
          tabIndex={0}
          aria-busy={isPending}
          className={cn(
            'relative rounded-b-card border border-border bg-surface md:max-h-[max(24rem,calc(100dvh-11rem))] md:overflow-auto',
            'md:scroll-pt-9 md:scroll-pb-9 md:scroll-pl-48 md:has-[[data-pin]]:scroll-pr-28 transition-opacity',
            isPending && 'opacity-70',
          )}
        >
          {/* Named roles keep the table a table when it is laid out as cards. */}
          <table role="table" className="data-table" data-density={density} onClick={openRow}>
            <caption className="sr-only">{caption}</caption>
            <TableHead columns={shown} sort={state.sort} query={query} pathname={pathname} />
            <tbody role="rowgroup">
              {rows.map((row) => (
                <TableRow
                  key={row.id}
                  row={row}
                  columns={byId}
                  viewer={viewer}
                  href={rowHref?.(row.original)}
                  isCurrent={row.id === currentId}
                  className={changed.has(row.id) ? 'flash' : undefined}
                />
              ))}
            </tbody>
            {totals ? (
              <TotalsRow columns={shown} totals={totals} viewer={viewer} noun={noun} page={page} />
            ) : null}
          </table>
        </div>
      )}
      <TablePager
        query={query}
        pathname={pathname}
        page={page}
        onPageSize={(per) => void onPreferenceChange?.({ per })}
      />
    </section>
  )
}
