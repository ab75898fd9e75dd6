import { describe, expect, it } from 'vitest'
import { allocateForm } from '@/lib/domains/liquidity/allocation/form-inputs'
import { createPoolForm, editPoolForm } from '@/lib/domains/liquidity/pool/form-inputs'
import {
  cancelTicketForm,
  rejectTicketForm,
  requestForm,
} from '@/lib/domains/liquidity/ticket/form-inputs'
import { parseInput } from '@/lib/web/parse-input'

const ALLOCATION = {
  ticketId: 'dmd_001',
  version: '3',
  unit: ['btc', 'btc'],
  poolId: 'pool_001',
  treasuryId: '',
  sizeSats: '1.2',
  feeModel: 'ppm',
  feePpm: '9,000',
  startsAt: '2026-11-20',
  note: '',
}

const POOL = {
  name: 'Northern',
  nickname: 'North',
  treasuryIds: 'trs_001',
  minTermDays: '30',
  unit: 'btc',
  maxExposureSats: '10',
  jurisdictions: 'de, FR',
}

function errorsOf(attempt: () => unknown): Record<string, string> {
  try {
    attempt()
  } catch (error) {
    return (error as { fieldErrors: Record<string, string> }).fieldErrors
  }
  throw new Error('nothing was refused')
}

const REQUEST = {
  unit: ['btc', 'btc'],
  sizeSats: '1,000.5',
  termDays: '90',
  preset: 'standard',
  priceMinPpm: '1,000',
  priceMaxPpm: '9 000',
  note: ' For the season ',
}

describe('the form of a request', () => {
  it('reads what people type, and the lease that it scales', () => {
    const wish = {
      ...{ sizeSats: 100_050_000_000, termDays: 90, priceMinPpm: 1000, priceMaxPpm: 9000 },
      note: 'For the season',
    }
    expect(parseInput(requestForm, REQUEST)).toEqual(wish)
    expect(parseInput(requestForm, { ...REQUEST, leaseId: 'lease_001' })).toEqual({
      ...wish,
      leaseId: 'lease_001',
    })
  })

  it.each([
    ['sizeSats', { sizeSats: '' }],
    ['sizeSats', { unit: 'sats', sizeSats: '1.5' }],
    ['termDays', { termDays: '90.5' }],
    ['priceMinPpm', { priceMinPpm: '' }],
    ['priceMaxPpm', { priceMaxPpm: '100001' }],
    ['note', { note: 'x'.repeat(501) }],
    ['leaseId', { leaseId: "'--" }],
  ])('names %s for %o', (field, change) => {
    const errors = errorsOf(() => parseInput(requestForm, { ...REQUEST, ...change }))
    expect(Object.keys(errors)).toEqual([field])
  })

  it('is cancelled with or without the version that the screen showed', () => {
    expect(parseInput(cancelTicketForm, { ticketId: 'dmd_001' })).toEqual({ ticketId: 'dmd_001' })
    expect(parseInput(cancelTicketForm, { ticketId: 'dmd_001', version: '3' })).toMatchObject({
      version: 3,
    })
  })
})

describe('the form of an allocation', () => {
  it('reads amounts in the form’s unit and issues the contract unless told otherwise', () => {
    expect(parseInput(allocateForm, ALLOCATION)).toEqual({
      ticketId: 'dmd_001',
      version: 3,
      poolId: 'pool_001',
      sizeSats: 120_000_000,
      feeModel: 'ppm',
      feePpm: 9000,
      startsAt: '2026-11-20T00:00:00.000Z',
      note: '',
      issue: true,
    })
    const reserved = { ...ALLOCATION, issue: 'false', unit: 'sats', sizeSats: '1200' }
    expect(parseInput(allocateForm, reserved)).toMatchObject({ sizeSats: 1200, issue: false })
  })

  it('reads a split by hand: its sum is the size, and what is left empty gives nothing', () => {
    const byHand = {
      ...ALLOCATION,
      treasuryId: 'by-hand',
      splitTreasury: ['trs_001', 'trs_002', 'trs_003', 'trs_004'],
      splitSats: ['0.00000001', '', '1.2', '0'],
    }
    const input = parseInput(allocateForm, byHand)
    expect(input).toMatchObject({
      sizeSats: 120_000_001,
      split: [
        { treasuryId: 'trs_001', sizeSats: 1 },
        { treasuryId: 'trs_003', sizeSats: 120_000_000 },
      ],
    })
    expect(input).not.toHaveProperty('treasuryId')
    const single = { ...byHand, splitTreasury: 'trs_001', splitSats: '1' }
    expect(parseInput(allocateForm, single)).toMatchObject({ sizeSats: 100_000_000 })
    for (const splitSats of [
      ['', '', '', ''],
      ['x', '', '', ''],
      ['-1', '', '', ''],
    ]) {
      expect(() => parseInput(allocateForm, { ...byHand, splitSats })).toThrow(
        expect.objectContaining({ status: 422 }),
      )
    }
  })

  it('takes the fee of its model alone', () => {
    const fixed = { ...ALLOCATION, feeModel: 'fixed', feeSats: '0.01' }
    const input = parseInput(allocateForm, fixed)
    expect(input).toMatchObject({ feeModel: 'fixed', feeSats: 1_000_000 })
    expect(input).not.toHaveProperty('feePpm')
  })

  it.each([
    ['sizeSats', { sizeSats: '' }],
    ['sizeSats', { sizeSats: '1.000000001' }],
    ['sizeSats', { sizeSats: '0' }],
    ['sizeSats', { sizeSats: '-1' }],
    ['feePpm', { feePpm: '9.5' }],
    ['feePpm', { feePpm: '100001' }],
    ['feeSats', { feeModel: 'fixed', feeSats: '' }],
    ['startsAt', { startsAt: '20.11.2026' }],
    ['note', { note: 'x'.repeat(501) }],
    ['poolId', { poolId: '' }],
  ])('names %s for %o', (field, change) => {
    const errors = errorsOf(() => parseInput(allocateForm, { ...ALLOCATION, ...change }))
    expect(Object.keys(errors)).toEqual([field])
  })
})

describe('the form of a pool', () => {
  it('reads one or more treasuries and country codes of any spelling', () => {
    expect(parseInput(createPoolForm, POOL)).toEqual({
      name: 'Northern',
      nickname: 'North',
      treasuryIds: ['trs_001'],
      minTermDays: 30,
      maxExposureSats: 1_000_000_000,
      jurisdictions: ['DE', 'FR'],
    })
    const edited = {
      ...POOL,
      treasuryIds: ['trs_001', 'trs_002'],
      poolId: 'pool_001',
      version: '2',
    }
    expect(parseInput(editPoolForm, edited)).toMatchObject({
      treasuryIds: ['trs_001', 'trs_002'],
      poolId: 'pool_001',
      version: 2,
    })
  })

  it.each([
    ['name', { name: 'ab' }],
    ['treasuryIds', { treasuryIds: [] }],
    ['minTermDays', { minTermDays: '0' }],
    ['minTermDays', { minTermDays: '366' }],
    ['maxExposureSats', { maxExposureSats: '0' }],
    ['jurisdictions', { jurisdictions: '' }],
    ['jurisdictions', { jurisdictions: 'DE, Germany' }],
  ])('names %s for %o', (field, change) => {
    const errors = errorsOf(() => parseInput(createPoolForm, { ...POOL, ...change }))
    expect(Object.keys(errors)).toEqual([field])
  })
})

it('a rejection needs a code and ten characters', () => {
  const form = {
    ticketId: 'dmd_001',
    version: '1',
    reasonCode: 'price',
    reason: 'Too cheap to serve',
  }
  expect(parseInput(rejectTicketForm, form)).toMatchObject({ reasonCode: 'price', version: 1 })
  const short = errorsOf(() => parseInput(rejectTicketForm, { ...form, reason: 'No' }))
  expect(Object.keys(short)).toEqual(['reason'])
  const odd = errorsOf(() => parseInput(rejectTicketForm, { ...form, reasonCode: 'mood' }))
  expect(Object.keys(odd)).toEqual(['reasonCode'])
})
