import type { FacetValue, ListWords } from '@/lib/core/list-words'
import type { TableColumn, TableFilter } from './types'

type Cells<Words extends ListWords, Row> = {
  readonly [Id in keyof Words['columns']]: Omit<TableColumn<Row>, 'id' | 'header' | 'sort'>
}

/** The columns of a table: the list's words, with a cell for each. */
export function columnsOf<Words extends ListWords, Row>(
  words: Words,
  cells: Cells<Words, Row>,
): readonly TableColumn<Row>[] {
  return Object.entries(words.columns).map(([id, column]) => ({
    id,
    ...column,
    ...cells[id as keyof Words['columns']],
  }))
}

/** The filters of a table: the list's words, with what there is to choose now. */
export function filtersOf(
  words: ListWords,
  facets: Readonly<Record<string, readonly FacetValue[]>>,
  timeZone: string,
): TableFilter[] {
  return Object.entries(words.filters).map(([param, filter]): TableFilter => {
    const { label } = filter
    switch (filter.kind) {
      case 'choice':
        return { kind: 'choice', param, label, options: facets[param] ?? [] }
      case 'text':
        return { ...filter, param }
      case 'days':
        return { kind: 'dates', label, ...filter.params, timeZone }
      case 'amount':
        return { kind: 'numbers', label, ...filter.params, unit: 'BTC' }
    }
  })
}
