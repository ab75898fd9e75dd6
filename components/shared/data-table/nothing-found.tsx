'use client'

import type { Route } from 'next'
import { EmptyState } from '@/components/shared/empty-state'
import { formatInteger } from '@/components/shared/format'
import { LinkButton } from '@/components/ui/link-button'
import { howMany } from './table-rows'
import { changeQuery, clearedQuery } from './table-url'
import type { EmptyText, TableFilter, TableNoun, TablePageProps } from './types'

interface NothingFoundProps {
  query: string
  pathname: string
  filters: readonly TableFilter[]
  page: TablePageProps<unknown>
  noun: TableNoun
  empty: EmptyText
}

/** No rows: because there are none, because of the filters, or because the page is past the end. */
export function NothingFound({ query, pathname, filters, page, noun, empty }: NothingFoundProps) {
  const className = 'rounded-b-card border border-border bg-surface'
  if (page.matching > 0) {
    return (
      <EmptyState
        className={className}
        title={`Page ${page.page} is past the end`}
        description={
          page.most !== undefined && page.matching > page.most
            ? `One pages through the first ${formatInteger(page.most)} ${noun.many}: filter them, or export them all.`
            : `There are fewer ${noun.many} than that.`
        }
        action={
          <LinkButton href={`${pathname}${changeQuery(query, { page: null })}` as Route}>
            Go to the first page
          </LinkButton>
        }
      />
    )
  }
  if (page.total === 0) return <EmptyState className={className} {...empty} />
  return (
    <EmptyState
      className={className}
      title={`No ${noun.many} match`}
      description={`${howMany(page.total, noun, page.most)} ${page.total === 1 ? 'is' : 'are'} hidden by the search or the filters.`}
      action={
        <LinkButton href={`${pathname}${clearedQuery(query, filters)}` as Route} scroll={false}>
          Clear filters
        </LinkButton>
      }
    />
  )
}
