import { expect, it } from 'vitest'
import { dueWords } from '@/lib/domains/liquidity/lifecycle/due-words'

const FROM = '2026-11-20T12:00:00.000Z'

it('says what comes due in plain words, one and several', () => {
  const counts = new Map([
    ['lease_end', 3],
    ['ticket_lapse', 1],
    ['operation_step', 9],
    ['lease_start', 0],
  ] as const)
  expect(dueWords(counts, FROM, '2027-02-18T12:00:00.000Z')).toEqual([
    '3 leases end',
    '1 request lapses',
    '3 months are closed',
  ])
})

it('says nothing where nothing comes due', () => {
  expect(dueWords(new Map(), FROM, '2026-11-30T23:59:59.000Z')).toEqual([])
  expect(dueWords(new Map(), FROM, '2026-12-01T00:00:00.000Z')).toEqual(['1 month is closed'])
})
