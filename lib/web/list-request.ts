import 'server-only'
import type {
  AmountRange,
  DayRange,
  Filters,
  FilterWords,
  ListRequest,
  ListWords,
  SortKey,
} from '@/lib/core/list-words'
import { tablePreference } from '@/lib/platform/preference/rules'
import {
  parseTableState,
  type RawSearchParams,
  readAmount,
  readChoices,
  readDateRange,
  readList,
  readText,
} from './search-params'
import type { ViewerCtx } from './viewer'

/** What an address asks of a list. Whatever is unknown or malformed falls back; nothing throws. */
export function readListRequest<Words extends ListWords>(
  ctx: ViewerCtx,
  words: Words,
  /** Under which the rows per page are remembered. */
  table: string,
  params: RawSearchParams,
): ListRequest<Words> {
  const sorts = Object.keys(words.columns).filter((id) => words.columns[id]?.sort !== undefined)
  const { q, sort, page, per } = parseTableState(
    params,
    { sorts, defaultSort: words.sort, facets: {} },
    tablePreference(ctx.preferences, table).per,
  )
  const filters = Object.fromEntries(
    Object.entries(words.filters).map(([name, filter]) => [name, readFilter(params, name, filter)]),
  )
  return {
    q,
    sort: sort as ListRequest<Words>['sort'] & { by: SortKey<Words> },
    page,
    per,
    upTo: readUpTo(params, page),
    filters: filters as Filters<Words>,
    timeZone: ctx.display.timeZone,
  }
}

/** Only further pages are kept as the first one was. */
function readUpTo(params: RawSearchParams, page: number): string | null {
  return (page > 1 && readText(params, 'upTo')) || null
}

function readFilter(
  params: RawSearchParams,
  name: string,
  filter: FilterWords,
): readonly string[] | string | DayRange | AmountRange {
  switch (filter.kind) {
    case 'choice': {
      const chosen =
        filter.options === undefined
          ? readList(params, name)
          : readChoices(params, name, Object.keys(filter.options))
      return chosen.length === 0 ? (filter.initial ?? []) : chosen
    }
    case 'text':
      return readText(params, name)
    case 'days':
      return readDateRange(params, filter.params)
    case 'amount':
      return {
        min: readAmount(params, filter.params.min),
        max: readAmount(params, filter.params.max),
      }
  }
}
