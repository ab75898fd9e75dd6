'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { formatInteger } from '@/components/shared/format'
import { buttonClass } from '@/components/ui/button'
import { ChevronLeftIcon, ChevronRightIcon } from '@/components/ui/icons'
import { SEGMENT, Segmented } from '@/components/ui/segmented'
import { PAGE_SIZES, pageCount } from '@/lib/core/pagination'
import { changeQuery, type QueryChange } from './table-url'
import type { TablePageProps } from './types'

interface TablePagerProps {
  query: string
  pathname: string
  page: TablePageProps<unknown>
  onPageSize: (per: number) => void
}

export function TablePager({ query, pathname, page, onPageSize }: TablePagerProps) {
  const pages = pageCount(Math.min(page.matching, page.most ?? page.matching), page.per)
  if (page.matching === 0) return null
  const href = (change: QueryChange) => `${pathname}${changeQuery(query, change)}` as Route
  const turnTo = (number: number) =>
    number === 1
      ? href({ page: null, upTo: null })
      : href({ page: String(number), upTo: page.upTo ?? null })
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-2 text-dense text-muted">
      {page.matching > PAGE_SIZES[0] ? (
        <Segmented aria-label="Rows per page">
          {PAGE_SIZES.map((per) => (
            <Link
              key={per}
              href={href({ per: String(per) })}
              prefetch={false}
              scroll={false}
              aria-label={`${per} rows per page`}
              aria-current={page.per === per}
              onClick={() => onPageSize(per)}
              className={SEGMENT}
            >
              {per}
            </Link>
          ))}
        </Segmented>
      ) : (
        <span />
      )}
      {pages > 1 ? (
        <nav aria-label="Pages" className="flex items-center gap-2">
          <span className="num">
            Page {formatInteger(page.page)} of {formatInteger(pages)}
          </span>
          <PageLink label="Previous page" href={page.page > 1 ? turnTo(page.page - 1) : null} />
          <PageLink label="Next page" href={page.page < pages ? turnTo(page.page + 1) : null} />
        </nav>
      ) : null}
    </div>
  )
}

function PageLink({ label, href }: { label: string; href: Route | null }) {
  const Chevron = label === 'Next page' ? ChevronRightIcon : ChevronLeftIcon
  const className = buttonClass({ size: 'icon' })
  if (!href) {
    return (
      <span aria-hidden="true" className={`${className} opacity-40`}>
        <Chevron />
      </span>
    )
  }
  return (
    <Link href={href} prefetch={false} scroll={false} aria-label={label} className={className}>
      <Chevron />
    </Link>
  )
}
