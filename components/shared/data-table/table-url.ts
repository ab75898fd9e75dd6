import { parseAmountText } from '@/lib/core/number-text'
import { isCalendarDay } from '@/lib/core/time'
import type { TableFilter } from './types'

type NumberFilter = Extract<TableFilter, { kind: 'numbers' }>

/** Parameter → new value; null or "" removes it. */
export type QueryChange = Readonly<Record<string, string | null>>

/**
 * The query string after a change, "?" included, or "" when nothing is left. A change of anything
 * but the page itself goes back to the first page.
 */
export function changeQuery(current: string, change: QueryChange): string {
  const params = new URLSearchParams(current)
  if (!('page' in change)) {
    params.delete('page')
    params.delete('upTo')
  }
  for (const [name, value] of Object.entries(change)) {
    if (value === null || value === '') params.delete(name)
    else params.set(name, value)
  }
  return toQuery(params)
}

function toQuery(params: URLSearchParams): string {
  const text = params.toString().replaceAll('%2C', ',')
  return text ? `?${text}` : ''
}

export function listOf(current: string, param: string): string[] {
  const texts = new URLSearchParams(current).getAll(param)
  return [...new Set(texts.flatMap((text) => text.split(',')).filter(Boolean))]
}

/** Adds the value to a comma-separated parameter, or takes it out. */
export function toggleValue(current: string, param: string, value: string): string {
  const chosen = listOf(current, param)
  const next = chosen.includes(value)
    ? chosen.filter((other) => other !== value)
    : [...chosen, value]
  return changeQuery(current, { [param]: next.join(',') })
}

/** A click on a heading: the column's own first direction, then the other one. */
export function sortQuery(
  current: string,
  sort: { by: string; descending: boolean },
  column: { id: string; sort?: 'asc' | 'desc' },
): string {
  const descending = sort.by === column.id ? !sort.descending : column.sort === 'desc'
  return changeQuery(current, { sort: `${descending ? '-' : ''}${column.id}` })
}

export interface FilterChip {
  key: string
  label: string
  /** The query without this filter. */
  query: string
  /** Set where the value can't be read and the filter does nothing. */
  isIgnored?: true
}

/** One chip per active filter value, each with the query that removes it alone. */
export function filterChips(current: string, filters: readonly TableFilter[]): FilterChip[] {
  const params = new URLSearchParams(current)
  const chips: FilterChip[] = []
  const add = (param: string, label: string, query: string) =>
    chips.push({ key: `${param}=${label}`, label, query })
  const addIgnored = (param: string, label: string, what: string) => {
    const value = params.get(param) ?? ''
    const query = changeQuery(current, { [param]: null })
    const sentence = `${label} “${value.slice(0, 20)}” isn’t ${what}: not applied`
    chips.push({ key: `${param}=${value}`, label: sentence, query, isIgnored: true })
  }
  const addSingle = (param: string, prefix: string, suffix = '') => {
    const value = params.get(param)
    if (value) add(param, `${prefix} ${value}${suffix}`, changeQuery(current, { [param]: null }))
  }
  const addNumber = (param: string, prefix: string, { label, unit }: NumberFilter) => {
    const value = params.get(param)
    const isRead = !value || parseAmountText(value, 'btc') !== null
    if (isRead) addSingle(param, prefix, ` ${unit}`)
    else addIgnored(param, label, `an amount in ${unit}`)
  }
  const addDay = (param: string, prefix: string, label: string, zone: string) => {
    const value = params.get(param)
    if (!value || isCalendarDay(value)) addSingle(param, prefix, zone)
    else addIgnored(param, label, 'a day')
  }
  for (const filter of filters) {
    switch (filter.kind) {
      case 'choice':
        for (const option of filter.options) {
          if (!listOf(current, filter.param).includes(option.value)) continue
          const query = toggleValue(current, filter.param, option.value)
          add(filter.param, `${filter.label}: ${option.label}`, query)
        }
        break
      case 'text':
        addSingle(filter.param, `${filter.label}:`)
        break
      case 'dates': {
        const zone = filter.timeZone === undefined ? '' : ` (${filter.timeZone})`
        addDay(filter.from, `${filter.label} from`, filter.label, zone)
        addDay(filter.to, `${filter.label} to`, filter.label, zone)
        break
      }
      case 'numbers':
        addNumber(filter.min, `${filter.label} ≥`, filter)
        addNumber(filter.max, `${filter.label} ≤`, filter)
        break
    }
  }
  return chips
}

/** The query with the search and every filter taken out; sort and page size stay. */
export function clearedQuery(current: string, filters: readonly TableFilter[]): string {
  const change: Record<string, null> = { q: null }
  for (const param of filters.flatMap(paramsOf)) change[param] = null
  return changeQuery(current, change)
}

export function paramsOf(filter: TableFilter): string[] {
  switch (filter.kind) {
    case 'choice':
    case 'text':
      return [filter.param]
    case 'dates':
      return [filter.from, filter.to]
    case 'numbers':
      return [filter.min, filter.max]
  }
}

/** Address of the export of the same view: all pages of it. */
export function exportHref(pathname: string, current: string): string {
  return `${pathname}/export.csv${changeQuery(current, { page: null, upTo: null, per: null })}`
}
