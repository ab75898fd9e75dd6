import { describe, expect, it } from 'vitest'
import {
  changeQuery,
  clearedQuery,
  exportHref,
  filterChips,
  sortQuery,
  toggleValue,
} from '@/components/shared/data-table/table-url'
import type { TableFilter } from '@/components/shared/data-table/types'

const filters: TableFilter[] = [
  {
    kind: 'choice',
    param: 'status',
    label: 'Status',
    options: [
      { value: 'active', label: 'Active' },
      { value: 'pending', label: 'Pending' },
    ],
  },
  { kind: 'numbers', min: 'sizeMin', max: 'sizeMax', label: 'Size', unit: 'BTC' },
]

describe('the address of a table’s view', () => {
  it('goes back to the first page when anything but the page changes', () => {
    expect(changeQuery('page=3&q=a', { q: 'b' })).toBe('?q=b')
    expect(changeQuery('q=a', { page: '2' })).toBe('?q=a&page=2')
  })

  it('is empty when nothing is left', () => {
    expect(changeQuery('q=a', { q: '' })).toBe('')
  })

  it('keeps what it does not know', () => {
    expect(changeQuery('range=30&q=a', { q: null })).toBe('?range=30')
  })

  it('writes several values of a filter with plain commas', () => {
    expect(toggleValue('status=active', 'status', 'pending')).toBe('?status=active,pending')
    expect(toggleValue('status=active,pending', 'status', 'active')).toBe('?status=pending')
  })

  it('sorts first in the column’s own direction, then in the other', () => {
    const size = { id: 'size', sort: 'desc' as const }
    expect(sortQuery('', { by: 'id', descending: false }, size)).toBe('?sort=-size')
    expect(sortQuery('', { by: 'size', descending: true }, size)).toBe('?sort=size')
  })

  it('gives one chip per value, each removing only itself', () => {
    const chips = filterChips('status=active,pending&sizeMin=0.5', filters)
    expect(chips.map((chip) => [chip.label, chip.query])).toEqual([
      ['Status: Active', '?status=pending&sizeMin=0.5'],
      ['Status: Pending', '?status=active&sizeMin=0.5'],
      ['Size ≥ 0.5 BTC', '?status=active,pending'],
    ])
  })

  it('gives one chip per value, however the filter is spelled', () => {
    const chips = filterChips('status=active&status=pending', filters)
    expect(chips.map((chip) => [chip.label, chip.query])).toEqual([
      ['Status: Active', '?status=pending'],
      ['Status: Pending', '?status=active'],
    ])
  })

  it('says of an amount that can’t be read that it is not applied', () => {
    expect(filterChips('sizeMin=0,05', filters)).toMatchObject([
      { label: 'Size “0,05” isn’t an amount in BTC: not applied', query: '', isIgnored: true },
    ])
  })

  it('says of a day that does not exist that it is not applied', () => {
    const dates: TableFilter[] = [{ kind: 'dates', from: 'from', to: 'to', label: 'Date' }]
    expect(filterChips('from=2026-02-30&to=2026-03-01', dates)).toMatchObject([
      { label: 'Date “2026-02-30” isn’t a day: not applied', isIgnored: true },
      { label: 'Date to 2026-03-01' },
    ])
  })

  it('gives no chip for a value that does not exist', () => {
    expect(filterChips('status=broken', filters)).toEqual([])
  })

  it('clears search and filters but neither sort nor page size', () => {
    const query = 'q=x&status=active&sizeMax=2&sort=-size&per=50&page=4'
    expect(clearedQuery(query, filters)).toBe('?sort=-size&per=50')
  })

  it('exports the same view, all pages of it', () => {
    expect(exportHref('/admin/audit', 'q=x&page=2&per=10&sort=-at')).toBe(
      '/admin/audit/export.csv?q=x&sort=-at',
    )
  })
})
