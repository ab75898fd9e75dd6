import { parseAmountText } from '@/lib/core/number-text'
import { DEFAULT_PAGE_SIZE, PAGE_SIZES, type PageSize } from '@/lib/core/pagination'
import { isCalendarDay } from '@/lib/core/time'
import type { IsoDate, Sats } from '@/types'

export type RawSearchParams = Readonly<Record<string, string | readonly string[] | undefined>>

export interface Sort<Key extends string> {
  by: Key
  descending: boolean
}

export interface TableSpec<SortKey extends string, Facet extends string> {
  sorts: readonly SortKey[]
  defaultSort: Sort<SortKey>
  /** Facet → the values that exist. */
  facets: Readonly<Record<Facet, readonly string[]>>
}

export interface TableState<SortKey extends string, Facet extends string> {
  q: string
  sort: Sort<SortKey>
  page: number
  per: PageSize
  facets: Record<Facet, string[]>
}

const MAX_TEXT = 100
const MAX_PAGE = 100_000

/**
 * Table state of the query string: `q`, `sort` ("-size" descends), `page`, `per` and facets
 * ("a,b"). Whatever is unknown or malformed falls back; nothing throws.
 */
export function parseTableState<SortKey extends string, Facet extends string>(
  params: RawSearchParams,
  spec: TableSpec<SortKey, Facet>,
  preferredPageSize: number = DEFAULT_PAGE_SIZE,
): TableState<SortKey, Facet> {
  const facets = {} as Record<Facet, string[]>
  for (const facet of Object.keys(spec.facets) as Facet[]) {
    facets[facet] = readChoices(params, facet, spec.facets[facet])
  }
  return {
    q: readText(params, 'q'),
    sort: readSort(params, spec),
    page: readWhole(params, 'page', { min: 1, max: MAX_PAGE }) ?? 1,
    per: readPageSize(params, preferredPageSize),
    facets,
  }
}

/**
 * Values of one facet that exist, each once, in the order of the list; none means "all". Several are
 * written `a,b` or by naming the facet again.
 */
export function readChoices<Value extends string>(
  params: RawSearchParams,
  name: string,
  allowed: readonly Value[],
): Value[] {
  const wanted = new Set(valuesOf(params, name))
  return allowed.filter((value) => wanted.has(value))
}

/** Values of a facet whose list is not known beforehand: at most 20, each once. */
export function readList(params: RawSearchParams, name: string): string[] {
  const values = valuesOf(params, name)
    .map((value) => value.trim())
    .filter((value) => /^[\w .:-]{1,60}$/.test(value))
  return [...new Set(values)].slice(0, 20)
}

/** One of the allowed values, or null. */
export function readChoice<Value extends string>(
  params: RawSearchParams,
  name: string,
  allowed: readonly Value[],
): Value | null {
  const wanted = first(params, name)
  return allowed.find((value) => value === wanted) ?? null
}

/** Trimmed text without control characters or half surrogate pairs, cut to 100 characters. */
export function readText(params: RawSearchParams, name: string): string {
  const text = first(params, name)
    .replaceAll(/[\p{Cc}\p{Cs}]/gu, '')
    .trim()
  return Array.from(text).slice(0, MAX_TEXT).join('')
}

/** A plain decimal number within the limits, or null. */
export function readNumber(
  params: RawSearchParams,
  name: string,
  limits: { min: number; max: number },
): number | null {
  const text = first(params, name)
  if (!/^-?\d{1,15}(\.\d{1,12})?$/.test(text)) return null
  const value = Number(text)
  return value >= limits.min && value <= limits.max ? value : null
}

/** An amount in BTC as a person types it, in satoshis, or null. */
export function readAmount(params: RawSearchParams, name: string): Sats | null {
  return parseAmountText(readText(params, name), 'btc')
}

/** A whole number within the limits, or null. */
export function readWhole(
  params: RawSearchParams,
  name: string,
  limits: { min: number; max: number },
): number | null {
  const value = readNumber(params, name, limits)
  return value !== null && Number.isSafeInteger(value) ? value : null
}

/** A day that exists in the calendar, or null. */
export function readDate(params: RawSearchParams, name: string): IsoDate | null {
  const text = first(params, name)
  return isCalendarDay(text) ? text : null
}

/** Both days of a range; a range that runs backwards is turned round. */
export function readDateRange(
  params: RawSearchParams,
  names: { from: string; to: string } = { from: 'from', to: 'to' },
): { from: IsoDate | null; to: IsoDate | null } {
  const from = readDate(params, names.from)
  const to = readDate(params, names.to)
  return from !== null && to !== null && from > to ? { from: to, to: from } : { from, to }
}

/** The query of a URL in the shape that pages get. */
export function toSearchParams(query: URLSearchParams): RawSearchParams {
  const params: Record<string, string | string[]> = Object.create(null)
  for (const name of new Set(query.keys())) {
    const [value = '', ...more] = query.getAll(name)
    params[name] = more.length === 0 ? value : [value, ...more]
  }
  return params
}

function readSort<SortKey extends string, Facet extends string>(
  params: RawSearchParams,
  spec: TableSpec<SortKey, Facet>,
): Sort<SortKey> {
  const text = first(params, 'sort')
  const descending = text.startsWith('-')
  const name = descending ? text.slice(1) : text
  const by = spec.sorts.find((key) => key === name)
  return by === undefined ? spec.defaultSort : { by, descending }
}

function readPageSize(params: RawSearchParams, preferred: number): PageSize {
  const wanted = Number(first(params, 'per'))
  const isSize = (size: number) => (candidate: PageSize) => candidate === size
  return PAGE_SIZES.find(isSize(wanted)) ?? PAGE_SIZES.find(isSize(preferred)) ?? DEFAULT_PAGE_SIZE
}

function first(params: RawSearchParams, name: string): string {
  return listed(params, name)[0] ?? ''
}

function valuesOf(params: RawSearchParams, name: string): string[] {
  return listed(params, name).flatMap((value) => value.split(','))
}

function listed(params: RawSearchParams, name: string): readonly string[] {
  const value = Object.hasOwn(params, name) ? params[name] : undefined
  if (value === undefined) return []
  return typeof value === 'string' ? [value] : value
}
