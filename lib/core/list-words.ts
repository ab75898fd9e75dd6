import type { IsoDate, Sats } from '@/types'
import type { PageSize } from './pagination'

/**
 * What a list is called and offers, for page, address, chips, file and API alike. Which SQL stands behind
 * each name is said by its `list.ts`.
 */
export interface ListWords {
  /** By column id, which is also the key that sorts. */
  columns: Readonly<Record<string, ColumnWords>>
  /** By the name that an address gives it. */
  filters: Readonly<Record<string, FilterWords>>
  sort: ListSort<string>
}

export interface ColumnWords {
  header: string
  /** The direction that the first click gives; absent where there is none. */
  sort?: 'asc' | 'desc'
}

export type FilterWords =
  | {
      kind: 'choice'
      label: string
      /** Word by value, in order; absent where the rows say which there are. */
      options?: Readonly<Record<string, string>>
      /** What is chosen as long as nothing is. */
      initial?: readonly string[]
    }
  | { kind: 'text'; label: string; placeholder?: string }
  | { kind: 'days'; label: string; params: { from: string; to: string } }
  | { kind: 'amount'; label: string; params: { min: string; max: string } }

export interface ListSort<Key extends string> {
  by: Key
  descending: boolean
}

export interface DayRange {
  /** First and last day, both inside, in the zone of the request. */
  from: IsoDate | null
  to: IsoDate | null
}

export interface AmountRange {
  min: Sats | null
  max: Sats | null
}

interface FilterValues {
  choice: readonly string[]
  text: string
  days: DayRange
  amount: AmountRange
}

export type SortKey<Words extends ListWords> = {
  [Id in keyof Words['columns']]: Words['columns'][Id] extends { sort: string } ? Id : never
}[keyof Words['columns']] &
  string

export type FilterName<Words extends ListWords> = keyof Words['filters'] & string

export type ChoiceName<Words extends ListWords> = {
  [Name in FilterName<Words>]: Words['filters'][Name]['kind'] extends 'choice' ? Name : never
}[FilterName<Words>]

export type Filters<Words extends ListWords> = {
  readonly [Name in FilterName<Words>]: FilterValues[Words['filters'][Name]['kind']]
}

/** What is asked of a list, read from an address. */
export interface ListRequest<Words extends ListWords> {
  q: string
  sort: ListSort<SortKey<Words>>
  /** 1-based. */
  page: number
  per: PageSize
  /** Rows that arrived later are left out, so that pages stay as they are; null on the first. */
  upTo: string | null
  filters: Filters<Words>
  /** In which a day is meant. */
  timeZone: string
}

export interface FacetValue {
  value: string
  label: string
  /** Rows that the rest of the request leaves to it. */
  count: number
}

/** Of how many rows at most a list tells the exact number, and how far one pages through it. */
export const MOST_COUNTED = 10_000

export interface ListPage<Row> {
  rows: Row[]
  /** Rows that match; one more than `MOST_COUNTED` stands for any greater number. */
  matching: number
  /** Rows that the viewer may see, without the filter; counted alike. */
  total: number
  page: number
  per: PageSize
  /** For the addresses of further pages. */
  upTo: string | null
  /** How many rows are counted and paged through at most. */
  most: number
}

/** Everything, in the list's own order: what is asked where nothing is chosen, not even at first. */
export function everything<Words extends ListWords>(words: Words): ListRequest<Words> {
  const none: FilterValues = {
    choice: [],
    text: '',
    days: { from: null, to: null },
    amount: { min: null, max: null },
  }
  const filters = Object.entries(words.filters).map(([name, { kind }]) => [name, none[kind]])
  return {
    q: '',
    sort: words.sort as ListRequest<Words>['sort'],
    page: 1,
    per: 100,
    upTo: null,
    filters: Object.fromEntries(filters) as Filters<Words>,
    timeZone: 'UTC',
  }
}
