'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { useId } from 'react'
import { DENSITIES } from '@/components/shared/preferences'
import { buttonClass } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { SlidersHorizontalIcon } from '@/components/ui/icons'
import { Checkbox } from '@/components/ui/input'
import { MENU_ITEM, Popover } from '@/components/ui/popover'
import { SEGMENT, Segmented } from '@/components/ui/segmented'
import { sortQuery } from './table-url'
import type { TableToolbarProps } from './types'

const DENSITY_LABELS = { compact: 'Compact', comfortable: 'Comfortable' } as const

type ViewMenuProps<Row> = Pick<
  TableToolbarProps<Row>,
  | 'columns'
  | 'visibility'
  | 'onToggleColumn'
  | 'density'
  | 'onDensity'
  | 'query'
  | 'pathname'
  | 'sort'
>

/** Columns and row height; on a phone, where there are no headings, the sort order too. */
export function ViewMenu<Row>(props: ViewMenuProps<Row>) {
  const id = useId()
  const hideable = props.columns.filter((column) => column.canHide !== false)
  const sortable = props.columns.filter((column) => column.sort)
  return (
    <>
      <button type="button" popoverTarget={id} className={buttonClass()}>
        <SlidersHorizontalIcon className="size-3.5" />
        View
      </button>
      <Popover id={id} align="end" role="dialog" aria-label="View" className="min-w-52">
        <div className="mb-3 md:hidden">
          <p className="mb-1 font-medium text-muted text-xs">Sort by</p>
          <ul>
            {sortable.map((column) => (
              <li key={column.id}>
                <Link
                  href={`${props.pathname}${sortQuery(props.query, props.sort, column)}` as Route}
                  prefetch={false}
                  scroll={false}
                  className={cn(MENU_ITEM, props.sort.by === column.id && 'font-semibold')}
                >
                  {column.header}
                  {props.sort.by === column.id ? (
                    <span className="ml-auto text-muted text-xs">
                      {props.sort.descending ? 'descending' : 'ascending'}
                    </span>
                  ) : null}
                </Link>
              </li>
            ))}
          </ul>
        </div>
        <p className="mb-1 font-medium text-muted text-xs">Columns</p>
        <ul className="-mx-1">
          {hideable.map((column) => (
            <li key={column.id}>
              <label className={MENU_ITEM}>
                <Checkbox
                  checked={props.visibility[column.id] !== false}
                  onChange={() => props.onToggleColumn(column.id)}
                />
                {column.header}
              </label>
            </li>
          ))}
        </ul>
        <div className="mt-3 hidden md:block">
          <p className="mb-1 font-medium text-muted text-xs">Row height</p>
          <Segmented aria-label="Row height">
            {DENSITIES.map((density) => (
              <button
                key={density}
                type="button"
                aria-pressed={props.density === density}
                onClick={() => props.onDensity(density)}
                className={SEGMENT}
              >
                {DENSITY_LABELS[density]}
              </button>
            ))}
          </Segmented>
        </div>
      </Popover>
    </>
  )
}
