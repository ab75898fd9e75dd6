import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  parseTableState,
  readAmount,
  readChoice,
  readDate,
  readDateRange,
  readList,
  readNumber,
  readText,
  readWhole,
  toSearchParams,
} from '@/lib/web/search-params'

const spec = {
  sorts: ['size', 'daysLeft'],
  defaultSort: { by: 'daysLeft', descending: false },
  facets: { status: ['active', 'pending', 'expired'], feeModel: ['fixed', 'ppm'] },
} as const

const parse = (query: string) => parseTableState(toSearchParams(new URLSearchParams(query)), spec)

describe('parseTableState', () => {
  it('reads what the query says', () => {
    expect(parse('q=mempool&sort=-size&page=2&per=50&status=pending,active')).toEqual({
      q: 'mempool',
      sort: { by: 'size', descending: true },
      page: 2,
      per: 50,
      facets: { status: ['active', 'pending'], feeModel: [] },
    })
  })

  it('reads several values of a facet in either spelling', () => {
    for (const query of [
      'status=pending,active',
      'status=pending&status=active',
      'status=active&status=nonsense,pending&status=active',
    ]) {
      expect(parse(query).facets.status, query).toEqual(['active', 'pending'])
    }
    const twice = toSearchParams(new URLSearchParams('treasury=trs_001&treasury=trs_002,trs_001'))
    expect(readList(twice, 'treasury')).toEqual(['trs_001', 'trs_002'])
  })

  it('reads an amount only when it can be read in one way', () => {
    const amountOf = (min: string) => readAmount({ min }, 'min')
    expect(amountOf('1,234.5')).toBe(123_450_000_000)
    for (const text of ['0,05', '1,5', '1,23,456', '-1', 'x', '']) expect(amountOf(text)).toBeNull()
  })

  it.each([
    '',
    'sort=id%22%3B%20drop&page=0&per=7&status=nonsense',
    'sort=-&page=-1&per=1e9&status=,,,',
    'sort=__proto__&page=1e3&per=constructor',
    'sort=--size&page=999999999999999999&per=25.5',
  ])('falls back where %j makes no sense', (query) => {
    expect(parse(query)).toEqual({
      q: '',
      sort: { by: 'daysLeft', descending: false },
      page: 1,
      per: 25,
      facets: { status: [], feeModel: [] },
    })
  })

  it('starts from the page size that the viewer prefers', () => {
    expect(parseTableState({}, spec, 100).per).toBe(100)
    expect(parseTableState({ per: '10' }, spec, 100).per).toBe(10)
    expect(parseTableState({}, spec, 33).per).toBe(25)
  })

  it('never throws', () => {
    const value = fc.oneof(fc.string({ unit: 'binary' }), fc.array(fc.string()))
    fc.assert(
      fc.property(fc.dictionary(fc.string(), value), (params) => {
        const state = parseTableState(params, spec)
        expect(state.page).toBeGreaterThanOrEqual(1)
        expect(readDate(params, 'from')).toSatisfy(
          (date: string | null) => date === null || /^\d{4}-\d{2}-\d{2}$/.test(date),
        )
      }),
    )
  })
})

it('takes the first of a repeated parameter', () => {
  expect(readText({ q: ['one', 'two'] }, 'q')).toBe('one')
  expect(readText(toSearchParams(new URLSearchParams('q=one&q=two')), 'q')).toBe('one')
})

it('drops control characters and half surrogate pairs, and cuts long text', () => {
  expect(readText({ q: ' a\u0000b\ud800c\n ' }, 'q')).toBe('abc')
  expect(readText({ q: '😀'.repeat(200) }, 'q')).toBe('😀'.repeat(100))
})

it('reads days that exist and turns a backward range round', () => {
  expect(readDate({ from: '2028-02-29' }, 'from')).toBe('2028-02-29')
  expect(readDate({ from: '2027-02-29' }, 'from')).toBeNull()
  expect(readDate({ from: '2027-2-9' }, 'from')).toBeNull()
  expect(readDateRange({ from: '2027-03-01', to: '2027-02-01' })).toEqual({
    from: '2027-02-01',
    to: '2027-03-01',
  })
})

it('reads plain numbers within limits only', () => {
  const limits = { min: 0, max: 100 }
  expect(readNumber({ size: '0.5' }, 'size', limits)).toBe(0.5)
  for (const size of ['1e1', '0x10', '', ' 5', '101', '-1', 'NaN', 'Infinity', '٣']) {
    expect(readNumber({ size }, 'size', limits)).toBeNull()
  }
  expect(readWhole({ size: '1.5' }, 'size', limits)).toBeNull()
})

it('knows single choices and free lists', () => {
  expect(readChoice({ tab: 'all' }, 'tab', ['all', 'active'])).toBe('all')
  expect(readChoice({ tab: 'toString' }, 'tab', ['all', 'active'])).toBeNull()
  expect(readList({ type: 'Lease, Lease,Node,%00<x>' }, 'type')).toEqual(['Lease', 'Node'])
})
