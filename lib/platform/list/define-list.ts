import 'server-only'
import { and, eq, type GetColumnData, gt, gte, is, lt, lte, or, type SQL, sql } from 'drizzle-orm'
import { PgColumn } from 'drizzle-orm/pg-core'
import {
  type ChoiceName,
  type FacetValue,
  type FilterName,
  type ListPage,
  type ListRequest,
  type ListWords,
  MOST_COUNTED,
  type SortKey,
} from '@/lib/core/list-words'
import { askPacked } from '@/lib/db/list-rows'
import type { UserCtx } from '@/lib/platform/ctx'
import {
  arrivedBy,
  type FilterSql,
  filterSql,
  knownArrival,
  matchesText,
  type Value,
} from './conditions'

type Selection = Readonly<Record<string, Value>>

/** A row as it was selected. */
type Picked<Select extends Selection> = {
  [Key in keyof Select]: Select[Key] extends PgColumn
    ? GetColumnData<Select[Key]>
    : Select[Key] extends SQL<infer Data>
      ? Data
      : never
}

interface Order {
  /** Never null. */
  by: Value
  descending: boolean
}

/** Which SQL stands behind the words of a list. */
export interface ListDefinition<Words extends ListWords, Select extends Selection, Row> {
  words: Words
  /** Tables with their joins, none of which multiplies rows. */
  from: (ctx: UserCtx) => SQL
  /** The rows that the viewer may see; undefined means all. */
  scope: (ctx: UserCtx) => SQL | undefined
  select: Select
  toRow: (picked: Picked<Select>) => Row
  search: readonly Value[]
  sorts: Readonly<Record<SortKey<Words>, Value>>
  /** How rows follow that sort alike; the last of them is unique. */
  ties: (descending: boolean) => readonly Order[]
  filters: { readonly [Name in FilterName<Words>]: FilterSql[Words['filters'][Name]['kind']] }
  /** Grows as rows arrive and never changes, a number or an instant; null where there is no such thing. */
  arrival: PgColumn | null
}

export interface List<Words extends ListWords, Row> {
  words: Words
  /** The first few of those of the viewer's rows that meet a condition, in the list's own order. */
  first: (ctx: UserCtx, condition: SQL | undefined, limit: number) => Promise<Row[]>
  /** One page, with what is counted for it, in one statement. */
  page: (ctx: UserCtx, request: ListRequest<Words>) => Promise<ListPage<Row>>
  /** What there is to choose, with the rows that all other filters leave to it. */
  facets: (
    ctx: UserCtx,
    request: ListRequest<Words>,
  ) => Promise<Record<ChoiceName<Words>, FacetValue[]>>
  /** Every matching row in order, read in chunks; none that arrives meanwhile. */
  all: (ctx: UserCtx, request: ListRequest<Words>) => AsyncGenerator<Row>
}

const CHUNK = 500

/**
 * A list from its one definition. The database filters, sorts, cuts and counts; a page counts no
 * more than `MOST_COUNTED` rows, and pages no further.
 */
export function defineList<Words extends ListWords, Select extends Selection, Row>(
  definition: ListDefinition<Words, Select, Row>,
): List<Words, Row> {
  const { words, from, scope, sorts, ties, arrival } = definition
  const pick = pickerOf(definition.select)
  const filters = Object.keys(words.filters) as FilterName<Words>[]

  function where(ctx: UserCtx, request: ListRequest<Words>, without?: FilterName<Words>) {
    return and(
      scope(ctx),
      arrivedBy(arrival, request.upTo),
      matchesText(definition.search, request.q),
      ...filters
        .filter((name) => name !== without)
        .map((name) => filterSql(words, definition.filters[name], name, request)),
    )
  }

  function orderOf({ by, descending }: ListRequest<Words>['sort']): Order[] {
    return [{ by: sorts[by], descending }, ...ties(descending)]
  }

  async function rowsOf(
    ctx: UserCtx,
    condition: SQL | undefined,
    { order, limit, offset }: { order: readonly Order[]; limit: number; offset: number },
  ): Promise<Row[]> {
    const rows = await askPacked(
      ctx,
      sql`select json_build_array(${pick.values}) as packed from ${from(ctx)}
        where ${condition ?? sql`true`} order by ${orderBy(order)} limit ${limit} offset ${offset}`,
    )
    return rows.map((packed) => definition.toRow(pick.read(packed)))
  }

  async function countOf(ctx: UserCtx, condition: SQL | undefined): Promise<number> {
    const some = sql`select 1 from ${from(ctx)} where ${condition ?? sql`true`} limit ${MOST_COUNTED + 1}`
    const [row] = await askPacked<[number]>(
      ctx,
      sql`select json_build_array(count(*)) as packed from (${some}) as counted`,
    )
    return row?.[0] ?? 0
  }

  async function newestOf(ctx: UserCtx): Promise<string | null> {
    if (arrival === null) return null
    const [row] = await askPacked<[string | number]>(
      ctx,
      sql`select json_build_array(${arrival}) as packed from ${from(ctx)}
        where ${scope(ctx) ?? sql`true`} order by ${arrival} desc limit 1`,
    )
    return row === undefined ? null : String(arrival.mapFromDriverValue(row[0]))
  }

  async function facetOf(ctx: UserCtx, request: ListRequest<Words>, name: FilterName<Words>) {
    const { value, label } = definition.filters[name] as FilterSql['choice']
    const rows = await askPacked<[string, string | null, number]>(
      ctx,
      sql`select json_build_array(value, label, count(*)) as packed from (
          select ${value} as value, ${label ?? value} as label from ${from(ctx)}
          where ${where(ctx, request, name) ?? sql`true`}
        ) as found where value is not null group by value, label order by count(*) desc, value`,
    )
    const known = optionsOf(words, name)
    return rows.map(([value, label, count]): FacetValue => {
      return { value, label: known[value] ?? label ?? value, count }
    })
  }

  return {
    words,
    first(ctx, condition, limit) {
      const order = orderOf(words.sort as ListRequest<Words>['sort'])
      return rowsOf(ctx, and(scope(ctx), condition), { order, limit, offset: 0 })
    },
    async page(ctx, request) {
      const { page, per, upTo } = request
      const condition = where(ctx, request)
      const offset = (page - 1) * per
      const cut = { order: orderOf(request.sort), limit: per, offset }
      const [rows, matching, total, newest] = await Promise.all([
        offset < MOST_COUNTED ? rowsOf(ctx, condition, cut) : [],
        countOf(ctx, condition),
        countOf(ctx, and(scope(ctx), arrivedBy(arrival, upTo))),
        knownArrival(arrival, upTo) ?? newestOf(ctx),
      ])
      return { rows, matching, total, page, per, upTo: newest, most: MOST_COUNTED }
    },
    async facets(ctx, request) {
      const names = filters.filter((name) => words.filters[name]?.kind === 'choice')
      const values = await Promise.all(names.map((name) => facetOf(ctx, request, name)))
      const found = {} as Record<ChoiceName<Words>, FacetValue[]>
      names.forEach((name, index) => {
        found[name as unknown as ChoiceName<Words>] = values[index] ?? []
      })
      return found
    },
    async *all(ctx, request) {
      const order = orderOf(request.sort)
      const keys = sql.join(
        order.map(({ by }) => sql`(${by})::text`),
        sql`, `,
      )
      const upTo = knownArrival(arrival, request.upTo) ?? (await newestOf(ctx))
      const condition = where(ctx, { ...request, upTo })
      for (let last: readonly string[] | null = null; ; ) {
        const after = last === null ? undefined : isAfter(order, last)
        const rows: unknown[][] = await askPacked(
          ctx,
          sql`select json_build_array(json_build_array(${keys}), ${pick.values}) as packed from ${from(ctx)}
            where ${and(condition, after) ?? sql`true`} order by ${orderBy(order)} limit ${CHUNK}`,
        )
        for (const [, ...packed] of rows) yield definition.toRow(pick.read(packed))
        if (rows.length < CHUNK) return
        last = rows.at(-1)?.[0] as string[]
      }
    },
  }
}

function pickerOf<Select extends Selection>(select: Select) {
  const entries = Object.entries(select)
  return {
    values: sql.join(
      entries.map(([, value]) => sql`${value}`),
      sql`, `,
    ),
    read(packed: readonly unknown[]): Picked<Select> {
      const row: Record<string, unknown> = {}
      entries.forEach(([key, value], index) => {
        const given = packed[index] ?? null
        row[key] = given !== null && is(value, PgColumn) ? value.mapFromDriverValue(given) : given
      })
      return row as Picked<Select>
    },
  }
}

function orderBy(order: readonly Order[]): SQL {
  const terms = order.map(({ by, descending }) => (descending ? sql`${by} desc` : sql`${by} asc`))
  return sql.join(terms, sql`, `)
}

/** Rows that follow the one with these keys; the first bound alone is what an index can begin at. */
function isAfter(order: readonly Order[], keys: readonly string[]): SQL | undefined {
  const following = order.map(({ by, descending }, index) => {
    const alike = order.slice(0, index).map((each, place) => eq(sql`${each.by}`, keys[place]))
    const next = sql`${by}`
    return and(...alike, descending ? lt(next, keys[index]) : gt(next, keys[index]))
  })
  const [first] = order
  if (first === undefined) return undefined
  const bound = sql`${first.by}`
  return and(first.descending ? lte(bound, keys[0]) : gte(bound, keys[0]), or(...following))
}

function optionsOf(words: ListWords, name: string): Readonly<Record<string, string>> {
  const filter = words.filters[name]
  return filter?.kind === 'choice' ? (filter.options ?? {}) : {}
}
