import { describe, expect, it } from 'vitest'
import { type ListRequest, viewList } from '@/lib/core/list-view'

interface Fruit {
  id: string
  kind: string | null
  weight: number | null
}

const FRUIT: Fruit[] = [
  { id: 'f1', kind: 'apple', weight: 10 },
  { id: 'f2', kind: 'pear', weight: null },
  { id: 'f3', kind: 'apple', weight: 9 },
  { id: 'f4', kind: null, weight: 10 },
]

type Request = ListRequest<'weight' | 'kind', 'kind'>

function ask(rest: Partial<Request> = {}, keeps?: (row: Fruit) => boolean) {
  return viewList<Fruit, 'weight' | 'kind', 'kind'>(
    FRUIT,
    {
      q: '',
      sort: { by: 'weight', descending: false },
      facets: { kind: [] },
      page: 1,
      per: 10,
      ...rest,
    },
    {
      id: (row) => row.id,
      text: (row) => [row.id, row.kind],
      sorts: { weight: (row) => row.weight, kind: (row) => row.kind },
      facets: { kind: { value: (row) => row.kind, label: (row) => `A ${row.kind}` } },
      ...(keeps === undefined ? {} : { keeps }),
    },
  )
}

const ids = (rows: readonly Fruit[]) => rows.map(({ id }) => id)

describe('a list told from facts and the clock', () => {
  it('sorts numbers as numbers, ties by id, and what has no value last either way', () => {
    expect(ids(ask().matching)).toEqual(['f3', 'f1', 'f4', 'f2'])
    expect(ids(ask({ sort: { by: 'weight', descending: true } }).matching)).toEqual([
      'f4',
      'f1',
      'f3',
      'f2',
    ])
    expect(ids(ask({ sort: { by: 'kind', descending: false } }).matching)).toEqual([
      'f1',
      'f3',
      'f2',
      'f4',
    ])
  })

  it('searches every text without regard to case', () => {
    expect(ids(ask({ q: 'PEA' }).matching)).toEqual(['f2'])
    expect(ask({ q: 'plum' }).page).toMatchObject({ rows: [], matching: 0, total: 4 })
  })

  it('counts a facet with the other filters, never with its own', () => {
    const view = ask({ facets: { kind: ['pear'] } }, (row) => row.id !== 'f1')
    expect(ids(view.matching)).toEqual(['f2'])
    expect(view.facets.kind).toEqual([
      { value: 'apple', label: 'A apple', count: 1 },
      { value: 'pear', label: 'A pear', count: 1 },
    ])
  })

  it('cuts one page and tells how many match and exist', () => {
    const { page, matching } = ask({ page: 2, per: 10, facets: { kind: ['apple'] } })
    expect(page).toEqual({ rows: [], matching: 2, total: 4, page: 2, per: 10 })
    expect(matching).toHaveLength(2)
  })
})
