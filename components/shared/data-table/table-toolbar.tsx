'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { buttonClass } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { DownloadIcon, SearchIcon, XIcon } from '@/components/ui/icons'
import { Input } from '@/components/ui/input'
import { CarriedParams } from './carried-params'
import { FilterMenus } from './table-filters'
import { countText } from './table-rows'
import { clearedQuery, exportHref, filterChips } from './table-url'
import { ViewMenu } from './table-view-menu'
import type { TableToolbarProps } from './types'

export function TableToolbar<Row>({ searchField, ...props }: TableToolbarProps<Row>) {
  const { query, pathname, filters, text, searchLabel } = props
  const chips = filterChips(query, filters)
  return (
    <div className="rounded-t-card border border-border border-b-0 bg-surface">
      <div className="flex flex-wrap items-center gap-2 px-3 py-2">
        <form
          role="search"
          action={pathname}
          className="relative w-full sm:w-64"
          onSubmit={(event) => event.preventDefault()}
        >
          <CarriedParams query={query} except={['q', 'page', 'upTo']} />
          <SearchIcon className="-translate-y-1/2 pointer-events-none absolute top-1/2 left-2 size-3.5 text-faint" />
          <Input
            ref={searchField}
            type="search"
            name="q"
            value={text}
            onChange={(event) => props.onSearch(event.target.value)}
            aria-label={searchLabel}
            aria-keyshortcuts="/"
            placeholder={searchLabel}
            autoComplete="off"
            className="pl-7"
          />
        </form>
        <FilterMenus query={query} pathname={pathname} filters={filters} />
        <p role="status" className="num ml-auto text-dense text-muted">
          {countText(props.page, props.noun)}
        </p>
        <ViewMenu {...props} />
        {props.hasExport ? (
          <a
            href={exportHref(pathname, query)}
            className={buttonClass({ variant: 'secondary', size: 'md' })}
          >
            <DownloadIcon className="size-3.5" />
            CSV
          </a>
        ) : null}
      </div>
      {chips.length > 0 || text ? (
        <ul aria-label="Active filters" className="flex flex-wrap items-center gap-1.5 px-3 pb-2">
          {chips.map((chip) => (
            <li key={chip.key}>
              <Link
                href={`${pathname}${chip.query}` as Route}
                prefetch={false}
                scroll={false}
                className={cn(
                  'inline-flex min-h-6 items-center gap-1 rounded-full border border-border bg-sunken px-2 text-xs hover:bg-hover coarse:min-h-11',
                  chip.isIgnored && 'border-bad text-bad',
                )}
              >
                <span className="sr-only">Remove filter </span>
                {chip.label}
                <XIcon className="size-3 text-muted" />
              </Link>
            </li>
          ))}
          <li>
            <Link
              href={`${pathname}${clearedQuery(query, filters)}` as Route}
              prefetch={false}
              scroll={false}
              className="inline-flex h-6 items-center px-1 text-muted text-xs underline underline-offset-2 hover:text-fg coarse:min-h-11"
            >
              Clear filters
            </Link>
          </li>
        </ul>
      ) : null}
    </div>
  )
}
