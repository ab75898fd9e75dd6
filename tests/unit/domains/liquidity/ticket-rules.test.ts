import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ConflictError, ValidationError } from '@/lib/core/errors'
import { plainText } from '@/lib/core/fact-text'
import { sats, ZERO_SATS } from '@/lib/core/money'
import { addMs, DAY_MS, HOUR_MS } from '@/lib/core/time'
import { assertMove, mayMove, type Transitions } from '@/lib/core/transitions'
import { addOnTerm } from '@/lib/domains/liquidity/allocation/add-on-rules'
import {
  assertNotAboveBand,
  bandNotices,
  bandPlace,
  feeTerms,
} from '@/lib/domains/liquidity/allocation/fee-rules'
import {
  ALLOCATION_TRANSITIONS,
  assertHeld,
  CALL_OFF_TRANSITIONS,
  effectiveAllocationStatus,
  reservedUntil,
} from '@/lib/domains/liquidity/allocation/rules'
import { endOf, startOf } from '@/lib/domains/liquidity/allocation/start-rules'
import {
  closedStatus,
  effectiveTicketStatus,
  filledSats,
  remainingSats,
  TICKET_TRANSITIONS,
  ticketLapsesAt,
} from '@/lib/domains/liquidity/ticket/rules'
import { wishErrors } from '@/lib/domains/liquidity/ticket/wish-rules'
import { aLease } from '@/tests/support/records'
import { ALLOCATION_STATUSES, TICKET_STATUSES } from '@/types'

const AT = '2026-11-20T00:00:00.000Z'
const NOW = new Date(AT)

/** The moves that the functional specification lists, and no other. */
function moves<State extends string>(states: readonly State[], table: Transitions<State>) {
  return states.flatMap((from) =>
    states.filter((to) => mayMove(table, from, to)).map((to) => `${from} → ${to}`),
  )
}

describe('state machines', () => {
  it('of a request', () => {
    expect(moves(TICKET_STATUSES, TICKET_TRANSITIONS)).toEqual([
      'pending → matched',
      'pending → rejected',
      'pending → cancelled',
      'pending → lapsed',
      'matched → pending',
    ])
  })

  it('of an allocation', () => {
    expect(moves(ALLOCATION_STATUSES, ALLOCATION_TRANSITIONS)).toEqual([
      'reserved → confirmed',
      'reserved → released',
    ])
  })

  it('of an allocation whose signed lease is called off', () => {
    expect(moves(ALLOCATION_STATUSES, CALL_OFF_TRANSITIONS)).toEqual([
      'reserved → confirmed',
      'reserved → released',
      'confirmed → released',
    ])
  })

  it('refuse anything else with 409 and a sentence', () => {
    const move = () =>
      assertMove(TICKET_TRANSITIONS, { what: 'This request', from: 'lapsed', to: 'pending' })
    expect(move).toThrow(ConflictError)
    expect(move).toThrow("This request is lapsed and can't become pending.")
  })
})

describe('a request', () => {
  const ticket = { sizeSats: sats(100), status: 'pending', updatedAt: AT } as const

  it('is filled by what is not released and adds up with its remainder', () => {
    const allocation = fc.record({
      sizeSats: fc.integer({ min: 1, max: 20 }).map((size) => sats(size)),
      status: fc.constantFrom(...ALLOCATION_STATUSES),
      expiresAt: fc.constantFrom(null, AT, addMs(AT, 1)),
    })
    fc.assert(
      fc.property(fc.array(allocation, { maxLength: 5 }), (allocations) => {
        const filled = filledSats(allocations, NOW)
        const counted = allocations
          .filter(({ status }) => status !== 'released')
          .filter(({ status, expiresAt }) => status === 'confirmed' || expiresAt !== AT)
          .reduce((sum, { sizeSats }) => sum + sizeSats, 0)
        return filled === counted && filled + remainingSats(ticket, filled) === ticket.sizeSats
      }),
      { numRuns: 1000, seed: 583 },
    )
  })

  it('lapses after 30 days to the millisecond, across 29 February too', () => {
    const status = (updatedAt: string, at: string) =>
      effectiveTicketStatus({ ...ticket, updatedAt }, ZERO_SATS, new Date(at))
    expect(status(AT, addMs(AT, 30 * DAY_MS - 1))).toBe('pending')
    expect(status(AT, addMs(AT, 30 * DAY_MS))).toBe('lapsed')
    expect(ticketLapsesAt({ updatedAt: '2028-02-01T00:00:00.000Z' })).toBe(
      '2028-03-02T00:00:00.000Z',
    )
    expect(effectiveTicketStatus(ticket, sats(1), new Date(addMs(AT, 30 * DAY_MS)))).toBe('matched')
  })

  it('that is partly filled is matched when its remainder is closed', () => {
    expect(closedStatus(ZERO_SATS, 'rejected')).toBe('rejected')
    expect(closedStatus(sats(1), 'rejected')).toBe('matched')
  })

  it('says each field that can’t be asked for: the figure, its limit and by how much', () => {
    const policy = { minTermDays: 30, minLeaseSats: sats(1_000_000) }
    const wish = {
      sizeSats: sats(1_000_000),
      termDays: 30,
      priceMinPpm: 0,
      priceMaxPpm: 100_000,
      comment: 'x'.repeat(500),
    }
    expect(wishErrors(wish, policy)).toEqual({})
    const wrong = {
      sizeSats: sats(999_999),
      termDays: 29,
      priceMinPpm: -1,
      priceMaxPpm: 100_001,
      comment: 'x'.repeat(501),
    }
    const complaints = (asked: typeof wish) =>
      Object.fromEntries(
        Object.entries(wishErrors(asked, policy)).map(([field, text]) => [field, plainText(text)]),
      )
    expect(complaints(wrong)).toEqual({
      sizeSats: 'Too little by 1 sat: 0.00999999 BTC is below the minimum of 0.01 BTC.',
      termDays: 'Too little by 1 day: 29 days is below the minimum of 30 days.',
      priceMinPpm: 'Too little by 1 ppm: -1 ppm is below the minimum of 0 ppm.',
      priceMaxPpm: 'Exceeds by 1 ppm: 100,001 ppm is above the limit of 100,000 ppm.',
      note: 'At most 500 characters.',
    })
    expect(complaints({ ...wish, sizeSats: sats(5_100_000_000) })).toEqual({
      sizeSats: 'Exceeds by 1 BTC: 51 BTC is above the limit of 50 BTC.',
    })
    expect(complaints({ ...wish, termDays: 366, priceMinPpm: 5, priceMaxPpm: 4 })).toEqual({
      termDays: 'Exceeds by 1 day: 366 days is above the limit of 365 days.',
      priceMaxPpm: 'Not below the lowest price.',
    })
  })
})

describe('a reservation', () => {
  const expiresAt = reservedUntil(AT)
  const reservation = { status: 'reserved', expiresAt } as const

  it('holds for 72 hours and not a millisecond longer', () => {
    expect(expiresAt).toBe(addMs(AT, 72 * HOUR_MS))
    const before = new Date(addMs(expiresAt, -1))
    expect(effectiveAllocationStatus(reservation, before)).toBe('reserved')
    expect(effectiveAllocationStatus(reservation, new Date(expiresAt))).toBe('released')
    expect(() => assertHeld(reservation, before)).not.toThrow()
    expect(() => assertHeld(reservation, new Date(expiresAt))).toThrow('reservation is over')
  })

  it('that is confirmed never ends by itself', () => {
    const confirmed = { status: 'confirmed', expiresAt: null } as const
    expect(effectiveAllocationStatus(confirmed, new Date('2099-01-01'))).toBe('confirmed')
    expect(() => assertHeld(confirmed, NOW)).toThrow('both signatures')
  })
})

describe('a start', () => {
  it('is now unless later, and never before today or a year ahead', () => {
    const now = new Date('2026-11-20T15:00:00.000Z')
    expect(startOf(undefined, now)).toBe(now.toISOString())
    expect(startOf('2026-11-20T00:00:00.000Z', now)).toBe(now.toISOString())
    expect(startOf('2026-11-21T00:00:00.000Z', now)).toBe('2026-11-21T00:00:00.000Z')
    expect(() => startOf('2026-11-19T23:59:59.999Z', now)).toThrow(ValidationError)
    expect(() => startOf('2027-11-20T15:00:00.001Z', now)).toThrow(ValidationError)
  })

  it('plus a term counts 24-hour days, 29 February among them', () => {
    expect(endOf('2028-02-28T06:00:00.000Z', 2)).toBe('2028-03-01T06:00:00.000Z')
    expect(endOf('2027-02-28T06:00:00.000Z', 2)).toBe('2027-03-02T06:00:00.000Z')
  })
})

describe('an increase', () => {
  it('counts whole days back from the same end', () => {
    const lease = aLease({ endAt: '2026-12-30T00:00:00.000Z' })
    expect(addOnTerm(lease, new Date('2026-11-20T15:00:00.000Z'))).toEqual({
      startAt: '2026-11-21T00:00:00.000Z',
      endAt: lease.endAt,
      termDays: 39,
    })
    expect(addOnTerm(lease, new Date('2026-12-29T00:00:00.000Z')).termDays).toBe(1)
    expect(() => addOnTerm(lease, new Date('2026-12-29T00:00:00.001Z'))).toThrow(
      'less than a day after the start',
    )
  })
})

describe('fee terms', () => {
  it('are a fixed amount or ppm, one of them', () => {
    expect(feeTerms({ feeModel: 'ppm', feePpm: 0 })).toEqual({
      feeModel: 'ppm',
      feeSats: null,
      feePpm: 0,
    })
    expect(() => feeTerms({ feeModel: 'ppm' })).toThrow(ValidationError)
    expect(() => feeTerms({ feeModel: 'fixed', feePpm: 1 })).toThrow(ValidationError)
    expect(() => feeTerms({ feeModel: 'fixed', feeSats: sats(1), feePpm: 1 })).toThrow(
      ValidationError,
    )
  })

  it('are not above the asked band; below it is worth a notice', () => {
    const band = { priceMinPpm: 1000, priceMaxPpm: 2000 }
    const fixed = (feeSats: number) => () =>
      assertNotAboveBand(
        sats(1_000_000),
        feeTerms({ feeModel: 'fixed', feeSats: sats(feeSats) }),
        band,
      )
    expect(fixed(1000)).not.toThrow()
    expect(fixed(2000)).not.toThrow()
    expect(fixed(999)).not.toThrow()
    expect(fixed(2001)).toThrow(
      expect.objectContaining({
        status: 422,
        fieldErrors: {
          feeSats: 'Exceeds by 1 ppm: 2,001 ppm is above the limit of 2,000 ppm.',
        },
      }),
    )
    expect([999, 1000, 2000, 2001].map((ppm) => bandPlace(ppm, band))).toEqual([
      'below',
      'inside',
      'inside',
      'above',
    ])
    expect(bandNotices(1000, band)).toEqual([])
    expect(bandNotices(999, band)).toEqual([
      {
        code: 'below_band',
        detail: '999 ppm is below the requested band of 1,000 ppm to 2,000 ppm.',
      },
    ])
  })
})
