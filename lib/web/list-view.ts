import 'server-only'
import type {
  ChoiceName,
  FacetValue,
  ListPage,
  ListRequest,
  ListWords,
} from '@/lib/core/list-words'
import type { List } from '@/lib/platform/list/define-list'
import type { Role } from '@/types'
import { begun, type CsvColumn, csvFileName, csvResponse } from './csv'
import { readListRequest } from './list-request'
import { defineRoute } from './route'
import { type RawSearchParams, toSearchParams } from './search-params'
import type { ViewerCtx } from './viewer'

export interface ListView<Words extends ListWords, Row> {
  request: ListRequest<Words>
  page: ListPage<Row>
  facets: Record<ChoiceName<Words>, FacetValue[]>
}

/** What a page shows of a list. A choice that the rows don't have is not asked for. */
export async function loadListView<Words extends ListWords, Row>(
  ctx: ViewerCtx,
  list: List<Words, Row>,
  table: string,
  params: RawSearchParams,
): Promise<ListView<Words, Row>> {
  const asked = readListRequest(ctx, list.words, table, params)
  const [page, facets] = await Promise.all([list.page(ctx, asked), list.facets(ctx, asked)])
  const request = withKnownChoices(list.words, asked, facets)
  if (request === asked) return { request, page, facets }
  const [known, left] = await Promise.all([list.page(ctx, request), list.facets(ctx, request)])
  return { request, page: known, facets: left }
}

/** The file of a list, with the filter and order of the page beside it. */
export function listCsv<Words extends ListWords, Row>(
  role: Role,
  name: string,
  list: List<Words, Row>,
  columns: readonly CsvColumn<Row>[],
) {
  return defineRoute({
    role,
    run: async (ctx, request) => {
      const params = toSearchParams(new URL(request.url).searchParams)
      const asked = readListRequest(ctx, list.words, `${role}-${name}`, params)
      const facets = hasOpenChoice(list.words, asked) ? await list.facets(ctx, asked) : null
      const known = facets === null ? asked : withKnownChoices(list.words, asked, facets)
      const file = csvFileName(role, name, ctx.clock.now())
      return csvResponse(file, columns, await begun(list.all(ctx, known)))
    },
  })
}

/** Whether something is chosen of which only the rows say whether it exists. */
function hasOpenChoice<Words extends ListWords>(words: Words, { filters }: ListRequest<Words>) {
  return Object.entries(words.filters).some(
    ([name, filter]) =>
      filter.kind === 'choice' &&
      filter.options === undefined &&
      (filters as Record<string, readonly string[]>)[name]?.length,
  )
}

function withKnownChoices<Words extends ListWords>(
  words: Words,
  request: ListRequest<Words>,
  facets: Readonly<Record<string, readonly FacetValue[]>>,
): ListRequest<Words> {
  const filters: Record<string, unknown> = { ...request.filters }
  let hasDropped = false
  for (const [name, filter] of Object.entries(words.filters)) {
    if (filter.kind !== 'choice' || filter.options !== undefined) continue
    const chosen = filters[name] as readonly string[]
    const values = new Set(facets[name]?.map(({ value }) => value))
    const known = chosen.filter((value) => values.has(value))
    hasDropped ||= known.length < chosen.length
    filters[name] = known
  }
  return hasDropped ? { ...request, filters: filters as ListRequest<Words>['filters'] } : request
}
