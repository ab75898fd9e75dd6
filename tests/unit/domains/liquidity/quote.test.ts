import { expect, it } from 'vitest'
import { sats, sumSats } from '@/lib/core/money'
import { quoteAllocation } from '@/lib/domains/liquidity/allocation/quote-rules'

const TERM = { startAt: '2026-11-20T12:00:00.000Z', termDays: 90 }
const part = (treasuryId: string, sizeSats: number, marginBps: number) => ({
  treasuryId,
  sizeSats: sats(sizeSats),
  marginBps,
})

it('quotes fee, margin and net of one treasury at a rate', () => {
  const quote = quoteAllocation(
    [part('trs_001', 120_000_000, 1000)],
    { feeModel: 'ppm', feePpm: 9000, feeSats: null },
    TERM,
  )
  expect(quote).toMatchObject({
    feeSats: 1_080_000,
    effectivePpm: 9000,
    annualisedPpm: 36_500,
    marginSats: 108_000,
    netSats: 972_000,
  })
})

it('splits a fixed fee over the treasuries to the satoshi and takes each one’s own margin', () => {
  const quote = quoteAllocation(
    [part('trs_001', 2, 1000), part('trs_002', 1, 500)],
    { feeModel: 'fixed', feePpm: null, feeSats: sats(1000) },
    TERM,
  )
  expect(quote.parts).toEqual([
    { treasuryId: 'trs_001', sizeSats: 2, feeSats: 667, marginSats: 66, netSats: 601 },
    { treasuryId: 'trs_002', sizeSats: 1, feeSats: 333, marginSats: 16, netSats: 317 },
  ])
  expect(quote.feeSats).toBe(1000)
  expect(quote.marginSats + quote.netSats).toBe(1000)
})

it('rounds the fee of each lease by itself, as each lease will', () => {
  const quote = quoteAllocation(
    [part('trs_001', 1501, 0), part('trs_002', 1501, 0)],
    { feeModel: 'ppm', feePpm: 1000, feeSats: null },
    TERM,
  )
  expect(quote.feeSats).toBe(4)
  expect(sumSats(quote.parts.map(({ feeSats }) => feeSats))).toBe(4)
})
