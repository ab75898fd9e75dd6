import type { ReactNode, RefObject } from 'react'
import type { Density, TablePreference, Viewer } from '@/components/shared/preferences'

export interface TableColumn<Row> {
  /** Also the `sort` key of the URL, and the name in the saved preferences. */
  id: string
  header: string
  cell: (row: Row, viewer: Viewer) => ReactNode
  align?: 'start' | 'end'
  /** The direction that the first click gives; leave out when the server cannot sort by it. */
  sort?: 'asc' | 'desc'
  /** False for columns that make no sense without the others. Default true. */
  canHide?: boolean
  isHiddenAtFirst?: boolean
  /** On a phone: the card's heading, a "label: value" line, or not shown. */
  card?: 'title' | 'line' | 'hidden'
  /** Cell of the totals row. */
  total?: (totals: Readonly<Record<string, number>>, viewer: Viewer) => ReactNode
  /** Explains the heading on hover. */
  hint?: string
  /** Stays in view at the end of a table that scrolls sideways. */
  pin?: 'end'
}

export interface FilterOption {
  value: string
  label: string
  /** Rows that would match, with the other filters as they are. */
  count?: number
}

export type TableFilter =
  | { kind: 'choice'; param: string; label: string; options: readonly FilterOption[] }
  | { kind: 'text'; param: string; label: string; placeholder?: string }
  | { kind: 'dates'; from: string; to: string; label: string; timeZone?: string }
  | { kind: 'numbers'; min: string; max: string; label: string; unit: 'BTC' }

export interface TablePageProps<Row> {
  rows: readonly Row[]
  matching: number
  total: number
  page: number
  per: number
  /** For the addresses of further pages, so that rows which arrive meanwhile shift none. */
  upTo?: string | null
  /** How many rows are counted and paged through at most; absent where it is all. */
  most?: number
}

export interface TableStateProps {
  q: string
  sort: { by: string; descending: boolean }
}

export interface TableNoun {
  one: string
  many: string
}

export interface EmptyText {
  title: string
  description: ReactNode
  action?: ReactNode
}

export type TablePreferenceHandler = (change: TablePreference) => Promise<void>

export interface TableToolbarProps<Row> {
  query: string
  pathname: string
  noun: TableNoun
  page: TablePageProps<Row>
  filters: readonly TableFilter[]
  columns: readonly TableColumn<Row>[]
  sort: TableStateProps['sort']
  searchLabel: string
  searchField: RefObject<HTMLInputElement | null>
  text: string
  onSearch: (text: string) => void
  visibility: Readonly<Record<string, boolean>>
  onToggleColumn: (id: string) => void
  density: Density
  onDensity: (density: Density) => void
  hasExport: boolean
}
