import type { Page, PageRequest } from './pagination'
import { compareText } from './text'

export interface ListRequest<Sort extends string, Facet extends string> extends PageRequest {
  q: string
  sort: { by: Sort; descending: boolean }
  /** Chosen values by facet; none means all. */
  facets: Readonly<Record<Facet, readonly string[]>>
}

export interface ListSpec<Row, Sort extends string, Facet extends string> {
  id: (row: Row) => string
  /** What a search looks through. */
  text: (row: Row) => readonly (string | null)[]
  /** What stands for the row when sorting; null comes last either way. */
  sorts: Readonly<Record<Sort, (row: Row) => string | number | null>>
  facets: Readonly<Record<Facet, FacetSpec<Row>>>
  /** What else the request asks for. */
  keeps?: (row: Row) => boolean
}

interface FacetSpec<Row> {
  value: (row: Row) => string | null
  label?: (row: Row) => string
}

export interface FacetValue {
  value: string
  label: string
  /** Rows that the rest of the request leaves to it. */
  count: number
}

export interface ListView<Row, Facet extends string> {
  page: Page<Row>
  /** Every matching row, in order. */
  matching: Row[]
  facets: Record<Facet, FacetValue[]>
}

/**
 * One page of rows that are told from facts and the clock together (a state as of now, an age), which
 * a database can't sort by: searched, filtered, sorted and counted here.
 */
export function viewList<Row, Sort extends string, Facet extends string>(
  rows: readonly Row[],
  request: ListRequest<Sort, Facet>,
  spec: ListSpec<Row, Sort, Facet>,
): ListView<Row, Facet> {
  const names = Object.keys(spec.facets) as Facet[]
  const found = rows.filter(
    (row) => (spec.keeps?.(row) ?? true) && matchesText(row, request.q, spec),
  )
  const isChosen = (row: Row, facet: Facet) => {
    const chosen = request.facets[facet]
    const value = spec.facets[facet].value(row)
    return chosen.length === 0 || (value !== null && chosen.includes(value))
  }
  const without = (left: Facet | null) =>
    found.filter((row) => names.every((facet) => facet === left || isChosen(row, facet)))
  const matching = without(null).sort(orderOf(request.sort, spec))
  const facets = {} as Record<Facet, FacetValue[]>
  for (const facet of names) facets[facet] = countValues(without(facet), spec.facets[facet])
  const { page, per } = request
  const shown = matching.slice((page - 1) * per, page * per)
  return {
    page: { rows: shown, matching: matching.length, total: rows.length, page, per },
    matching,
    facets,
  }
}

function matchesText<Row>(
  row: Row,
  q: string,
  { text }: Pick<ListSpec<Row, string, string>, 'text'>,
): boolean {
  const wanted = q.toLowerCase()
  return wanted === '' || text(row).some((part) => part?.toLowerCase().includes(wanted) ?? false)
}

function orderOf<Row, Sort extends string>(
  { by, descending }: { by: Sort; descending: boolean },
  { id, sorts }: Pick<ListSpec<Row, Sort, string>, 'id' | 'sorts'>,
): (a: Row, b: Row) => number {
  const direction = descending ? -1 : 1
  return (a, b) =>
    compareValues(sorts[by](a), sorts[by](b), direction) || direction * compareText(id(a), id(b))
}

function compareValues(
  a: string | number | null,
  b: string | number | null,
  direction: number,
): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  if (typeof a === 'number' && typeof b === 'number') return direction * (a - b)
  return direction * compareText(String(a), String(b))
}

function countValues<Row>(rows: readonly Row[], { value, label }: FacetSpec<Row>): FacetValue[] {
  const counted = new Map<string, FacetValue>()
  for (const row of rows) {
    const name = value(row)
    if (name === null) continue
    const known = counted.get(name) ?? { value: name, label: label?.(row) ?? name, count: 0 }
    counted.set(name, { ...known, count: known.count + 1 })
  }
  return [...counted.values()].sort((a, b) => b.count - a.count || compareText(a.value, b.value))
}
