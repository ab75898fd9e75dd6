import { describe, expect, it } from 'vitest'
import { everything, type ListWords } from '@/lib/core/list-words'
import { DEFAULT_PREFERENCES } from '@/lib/platform/preference/rules'
import { readListRequest } from '@/lib/web/list-request'
import type { RawSearchParams } from '@/lib/web/search-params'
import type { ViewerCtx } from '@/lib/web/viewer'

const WORDS = {
  columns: {
    name: { header: 'Name', sort: 'asc' },
    size: { header: 'Size', sort: 'desc' },
    note: { header: 'Note' },
  },
  filters: {
    state: {
      kind: 'choice',
      label: 'State',
      options: { open: 'Open', shut: 'Shut' },
      initial: ['open'],
    },
    place: { kind: 'choice', label: 'Place' },
    who: { kind: 'text', label: 'Who' },
    day: { kind: 'days', label: 'Day', params: { from: 'from', to: 'to' } },
    size: { kind: 'amount', label: 'Size', params: { min: 'sizeMin', max: 'sizeMax' } },
  },
  sort: { by: 'size', descending: true },
} as const satisfies ListWords

const viewer = {
  preferences: { ...DEFAULT_PREFERENCES, tables: { things: { per: 50 } } },
  display: { unit: 'btc', timeZone: 'Asia/Kathmandu' },
} as unknown as ViewerCtx

const read = (params: RawSearchParams) => readListRequest(viewer, WORDS, 'things', params)

describe('what an address asks of a list', () => {
  it('is everything in its own order when it says nothing, but for what is chosen at first', () => {
    const all = everything(WORDS)
    expect(read({})).toEqual({
      ...all,
      per: 50,
      timeZone: 'Asia/Kathmandu',
      filters: { ...all.filters, state: ['open'] },
    })
  })

  it('is read by the names of the words', () => {
    const params = { state: 'shut', place: 'a,b', who: ' Ada ', from: '2026-11-02', sizeMax: '0.5' }
    expect(read(params).filters).toEqual({
      state: ['shut'],
      place: ['a', 'b'],
      who: 'Ada',
      day: { from: '2026-11-02', to: null },
      size: { min: null, max: 50_000_000 },
    })
    expect(read({ sort: '-name', q: 'x', per: '10', page: '3' })).toMatchObject({
      sort: { by: 'name', descending: true },
      q: 'x',
      per: 10,
      page: 3,
    })
  })

  it.each([
    ['a sort that the column does not have', { sort: 'note' }],
    ['a value that does not exist', { state: 'broken' }],
    ['an amount with a comma', { sizeMin: '0,5' }],
    ['a day that does not exist', { from: '2026-02-30' }],
    ['a page that is no number', { page: 'x' }],
    ['an inherited name', { state: 'constructor', sort: 'toString' }],
  ])('passes over %s', (_what, params) => {
    expect(read(params)).toEqual(read({}))
  })

  it('keeps further pages to what the first one knew, and the first one open', () => {
    expect(read({ page: '2', upTo: '1234' }).upTo).toBe('1234')
    expect(read({ upTo: '1234' }).upTo).toBeNull()
  })
})
