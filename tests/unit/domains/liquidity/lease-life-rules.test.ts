import { describe, expect, it } from 'vitest'
import { ConflictError } from '@/lib/core/errors'
import { sats } from '@/lib/core/money'
import {
  CONTRACT_VERBS,
  calledOffContract,
  completedContract,
  signedContract,
  voidedContract,
} from '@/lib/domains/liquidity/contract/rules'
import {
  approvedTerms,
  EARLY_END_VERBS,
  earlyEndFeeSats,
  earlyEndTerms,
  mayLeaveFree,
  moveEarlyEnd,
} from '@/lib/domains/liquidity/early-end/rules'
import { LEASE_VERBS, moveLease } from '@/lib/domains/liquidity/lease/life-rules'
import { renewalBlockers, renewalKind } from '@/lib/domains/liquidity/renewal/block-rules'
import {
  fallbackBand,
  moveRenewal,
  RENEWAL_VERBS,
  renewalTerms,
  respondBy,
} from '@/lib/domains/liquidity/renewal/rules'
import { CONTRACT_STATUSES, EARLY_END_STATUSES, LEASE_STATUSES, RENEWAL_STATUSES } from '@/types'
import { aContract, aLease, anEarlyEnd, aRenewal } from '../../../support/records'

const NOW = '2026-11-20T00:00:00.000Z'
const now = new Date(NOW)
const DAY = 86_400_000

const refused = (from: string, word: string) => `${from} and can't be ${word}`
const outcome = (run: () => { status: string; version: number }) => {
  try {
    return run().status
  } catch (error) {
    if (error instanceof ConflictError) return error
    throw error
  }
}

describe('a lease moves', () => {
  const LEGAL: Record<string, string> = {
    'pending activate': 'active',
    'pending cancel': 'cancelled',
    'active pause': 'paused',
    'paused resume': 'active',
    'active expire': 'expired',
    'paused expire': 'expired',
    'expired complete': 'completed',
    'active terminate': 'terminated',
    'paused terminate': 'terminated',
    'defaulted terminate': 'terminated',
    'active default': 'defaulted',
    'paused default': 'defaulted',
    'expired default': 'defaulted',
    'defaulted cure': 'active',
  }
  const cases = LEASE_STATUSES.flatMap((from) => LEASE_VERBS.map((verb) => [from, verb] as const))

  it.each(cases)('from %s by "%s" as the specification says', (from, verb) => {
    const lease = aLease({ status: from, endedAt: from === 'defaulted' ? NOW : null })
    const at = verb === 'expire' ? lease.endAt : NOW
    const result = outcome(() => moveLease(lease, verb, at))
    const legal = LEGAL[`${from} ${verb}`]
    if (legal !== undefined) {
      expect(result).toBe(legal)
      expect(moveLease(lease, verb, at).version).toBe(lease.version + 1)
      return
    }
    expect(result).toBeInstanceOf(ConflictError)
    expect(result).toMatchObject({ code: 'illegal_transition', status: 409 })
    expect((result as ConflictError).message).toContain(`lease_001 is ${from}`)
  })

  it('not once its end has passed, whatever the row says', () => {
    const lease = aLease()
    const atEnd = new Date(lease.endAt)
    for (const verb of ['pause', 'terminate'] as const) {
      expect(() => moveLease(lease, verb, atEnd)).toThrow(refused('expired', ''))
      expect(moveLease(lease, verb, new Date(atEnd.getTime() - 1)).endedAt).toBe(
        verb === 'terminate' ? '2026-12-29T23:59:59.999Z' : null,
      )
    }
  })

  it('into expiry no millisecond before its end', () => {
    const lease = aLease()
    expect(() => moveLease(lease, 'expire', new Date(Date.parse(lease.endAt) - 1))).toThrow(
      'runs until 30 Dec 2026, 00:00 UTC',
    )
    expect(moveLease(lease, 'expire', lease.endAt).status).toBe('expired')
  })

  it('out of a default within 14 days to the second, and before its end', () => {
    const lease = aLease({ status: 'defaulted', endedAt: NOW })
    const day14 = now.getTime() + 14 * DAY
    expect(moveLease(lease, 'cure', new Date(day14)).endedAt).toBeNull()
    expect(() => moveLease(lease, 'cure', new Date(day14 + 1))).toThrow('within 14 days')
    const ending = { ...lease, endAt: new Date(day14 - DAY).toISOString() }
    expect(() => moveLease(ending, 'cure', ending.endAt)).toThrow('before its end')
  })
})

describe('a contract moves', () => {
  const move = (from: (typeof CONTRACT_STATUSES)[number], verb: string) => {
    const contract = aContract({ status: from })
    if (verb === 'void') return voidedContract(contract)
    if (verb === 'call_off') return calledOffContract(contract)
    if (verb === 'complete') return completedContract(contract, NOW)
    return signedContract(contract, { party: 'treasury', termsHash: contract.termsHash, at: NOW })
  }
  const LEGAL: Record<string, string> = {
    'draft sign': 'draft',
    'draft void': 'void',
    'active complete': 'completed',
    'active call_off': 'void',
  }
  const cases = CONTRACT_STATUSES.flatMap((from) =>
    CONTRACT_VERBS.map((verb) => [from, verb] as const),
  )

  it.each(cases)('from %s by "%s" as the specification says', (from, verb) => {
    const result = outcome(() => move(from, verb))
    const legal = LEGAL[`${from} ${verb}`]
    if (legal !== undefined) expect(result).toBe(legal)
    else expect(result).toMatchObject({ code: 'illegal_transition' })
  })

  it('to active with the second signature, whoever signs first', () => {
    for (const [first, second] of [
      ['treasury', 'subscriber'],
      ['subscriber', 'treasury'],
    ] as const) {
      const { termsHash } = aContract()
      const half = signedContract(aContract(), { party: first, termsHash, at: NOW })
      expect(half.status).toBe('draft')
      expect(() => signedContract(half, { party: first, termsHash, at: NOW })).toThrow(
        'already signed',
      )
      expect(signedContract(half, { party: second, termsHash, at: NOW }).status).toBe('active')
    }
  })

  it('by no signature over other terms', () => {
    const sign = () =>
      signedContract(aContract(), { party: 'treasury', termsHash: 'f'.repeat(64), at: NOW })
    expect(sign).toThrow('not the terms')
  })
})

describe('a renewal request moves', () => {
  const cases = RENEWAL_STATUSES.flatMap((from) =>
    RENEWAL_VERBS.map((verb) => [from, verb] as const),
  )
  const TO = { accept: 'accepted', decline: 'declined', lapse: 'lapsed', withdraw: 'withdrawn' }

  it.each(cases)('from %s by "%s" as the specification says', (from, verb) => {
    const renewal = aRenewal({ status: from })
    const at = verb === 'lapse' ? renewal.respondBy : NOW
    const result = outcome(() => moveRenewal(renewal, verb, at))
    if (from === 'requested') expect(result).toBe(TO[verb])
    else expect(result).toMatchObject({ code: 'illegal_transition' })
  })

  it('is answered until just before respondBy, and lapses exactly then', () => {
    const renewal = aRenewal()
    const due = Date.parse(renewal.respondBy)
    expect(moveRenewal(renewal, 'accept', new Date(due - 1)).status).toBe('accepted')
    expect(() => moveRenewal(renewal, 'accept', new Date(due))).toThrow(refused('lapsed', 'accept'))
    expect(() => moveRenewal(renewal, 'lapse', new Date(due - 1))).toThrow('may be answered until')
    expect(moveRenewal(renewal, 'lapse', new Date(due)).status).toBe('lapsed')
  })
})

describe('an early end moves', () => {
  const LEGAL: Record<string, string> = {
    'requested approve': 'approved',
    'requested decline': 'declined',
    'requested withdraw': 'withdrawn',
    'requested drop': 'withdrawn',
    'approved drop': 'withdrawn',
    'approved finish': 'done',
  }
  const cases = EARLY_END_STATUSES.flatMap((from) =>
    EARLY_END_VERBS.map((verb) => [from, verb] as const),
  )
  it.each(cases)('from %s by "%s" as the specification says', (from, verb) => {
    const result = outcome(() => moveEarlyEnd(anEarlyEnd({ status: from }), verb, NOW))
    const legal = LEGAL[`${from} ${verb}`]
    if (legal !== undefined) expect(result).toBe(legal)
    else expect(result).toMatchObject({ code: 'illegal_transition' })
  })
})

describe('the terms of an early end', () => {
  // 90 days at 900 000 sats: 10 000 a day.
  const lease = aLease({ feeModel: 'fixed', feeSats: sats(900_000), feePpm: null })
  const ask = { requestedAt: NOW, requestedBy: 'subscriber', isWaived: false } as const

  it('are 30 days of notice and 10 % of what is not accrued then', () => {
    expect(earlyEndTerms(lease, { ...ask, requestedAt: '2026-10-11T00:00:00.000Z' })).toEqual({
      effectiveAt: '2026-11-10T00:00:00.000Z',
      feeSats: 50_000,
      isFeeWaived: false,
    })
  })

  it('cost at least the fee of one day', () => {
    expect(earlyEndTerms(lease, ask)).toMatchObject({
      effectiveAt: '2026-12-20T00:00:00.000Z',
      feeSats: 10_000,
    })
    expect(earlyEndFeeSats(lease, '2026-12-29T00:00:00.000Z')).toBe(10_000)
  })

  it('never reach past the term', () => {
    const { effectiveAt } = earlyEndTerms(lease, {
      ...ask,
      requestedAt: '2026-12-15T00:00:00.000Z',
    })
    expect(effectiveAt).toBe(lease.endAt)
  })

  it('cost nothing when waived or asked by Flowrate', () => {
    expect(earlyEndTerms(lease, { ...ask, isWaived: true })).toMatchObject({ feeSats: 0 })
    expect(earlyEndTerms(lease, { ...ask, requestedBy: 'admin' })).toMatchObject({
      feeSats: 0,
      isFeeWaived: true,
    })
  })

  it('become now, at a smaller fee, when the approval comes after the notice', () => {
    const terms = earlyEndTerms(lease, { ...ask, requestedAt: '2026-10-11T00:00:00.000Z' })
    expect(approvedTerms(lease, terms, new Date('2026-11-09T00:00:00.000Z'))).toEqual(terms)
    expect(approvedTerms(lease, terms, now)).toEqual({
      effectiveAt: NOW,
      feeSats: 40_000,
      isFeeWaived: false,
    })
  })

  it('are free after more than 24 hours offline', () => {
    const breach = (hours: number, metric: 'uptime' | 'delivered' = 'uptime') => ({
      leaseId: 'lease_001',
      metric,
      fromAt: '2026-11-01T00:00:00.000Z',
      toAt: new Date(Date.parse('2026-11-01T00:00:00.000Z') + hours * 3_600_000).toISOString(),
    })
    expect(mayLeaveFree([breach(24)], 'lease_001', now)).toBe(false)
    expect(mayLeaveFree([breach(24.01)], 'lease_001', now)).toBe(true)
    expect(mayLeaveFree([{ ...breach(1), toAt: null }], 'lease_001', now)).toBe(true)
    expect(mayLeaveFree([breach(48, 'delivered')], 'lease_001', now)).toBe(false)
    expect(mayLeaveFree([breach(48)], 'lease_002', now)).toBe(false)
  })
})

describe('the terms of a renewal', () => {
  it('start at the old end instant and run n × 24 hours', () => {
    const lease = aLease({
      startAt: '2027-12-01T06:30:00.000Z',
      endAt: '2028-01-30T06:30:00.000Z',
    })
    const terms = renewalTerms(lease, { termDays: 30 })
    expect(terms.startAt).toBe(lease.endAt)
    expect(terms.endAt).toBe('2028-02-29T06:30:00.000Z')
    expect(renewalTerms(lease, { termDays: 60 }).endAt).toBe('2028-03-30T06:30:00.000Z')
  })

  it('are the same when nothing else is asked', () => {
    const lease = aLease()
    expect(renewalTerms(lease, { termDays: 90 })).toMatchObject({
      sizeSats: lease.sizeSats,
      feeModel: 'ppm',
      feePpm: 3000,
      feeSats: null,
      totalSats: 300_000,
      effectivePpm: 3000,
      annualisedPpm: 12_167,
    })
  })

  it('keep the price of a day and satoshi for another term and size', () => {
    const fixed = aLease({ feeModel: 'fixed', feeSats: sats(900_001), feePpm: null })
    expect(renewalTerms(fixed, { termDays: 90 }).feeSats).toBe(900_001)
    expect(renewalTerms(fixed, { termDays: 45, sizeSats: sats(50_000_000) }).feeSats).toBe(225_000)
    expect(renewalTerms(aLease(), { termDays: 45 }).feePpm).toBe(1500)
    expect(renewalTerms(fixed, { termDays: 30, feeModel: 'ppm' })).toMatchObject({
      feeSats: null,
      feePpm: 3000,
    })
  })

  it('are answered within 72 hours, at the latest at the old end', () => {
    expect(respondBy(aLease(), now)).toBe('2026-11-23T00:00:00.000Z')
    expect(respondBy(aLease({ endAt: '2026-11-21T00:00:00.000Z' }), now)).toBe(
      '2026-11-21T00:00:00.000Z',
    )
  })

  it('fall back to a band of 20 % around the old price', () => {
    expect(fallbackBand(aLease(), 90)).toEqual({ priceMinPpm: 2400, priceMaxPpm: 3600 })
  })
})

describe('a renewal is blocked', () => {
  const free = {
    openRenewal: null,
    renewedBy: null,
    earlyEnd: null,
    fallbackTicketId: null,
    hasInvoiceLongOverdue: false,
    isComplianceLapsed: false,
  }
  const blocks = (lease: Parameters<typeof aLease>[0], facts = {}) =>
    renewalBlockers(aLease(lease), { ...free, ...facts }, 'subscriber', now)

  it('by nothing within 60 days of the end, to the millisecond', () => {
    const in60 = new Date(now.getTime() + 60 * DAY)
    expect(blocks({ endAt: in60.toISOString() })).toEqual([])
    expect(blocks({ endAt: new Date(in60.getTime() + 1).toISOString() })).toEqual([
      'Renewals open 60 days before the end, on 20 Nov 2026.',
    ])
  })

  it('by each fact with its sentence', () => {
    expect(blocks({ status: 'defaulted' })[0]).toContain('is defaulted')
    expect(blocks({}, { renewedBy: 'lease_009' })[0]).toContain('lease_009')
    expect(blocks({}, { openRenewal: aRenewal() })[0]).toContain('waits for an answer')
    expect(blocks({}, { openRenewal: aRenewal({ status: 'declined' }) })).toEqual([])
    expect(blocks({ isCancelAtTerm: true })[0]).toContain('end at its term')
    expect(blocks({}, { earlyEnd: { status: 'approved' } })[0]).toContain('early end')
    expect(blocks({}, { earlyEnd: { status: 'declined' } })).toEqual([])
    expect(blocks({}, { hasInvoiceLongOverdue: true })[0]).toContain('overdue')
    expect(blocks({}, { isComplianceLapsed: true })[0]).toContain('compliance')
  })

  it('up to 30 days after the end for the subscriber alone, who gets a new request', () => {
    const ended = (days: number) =>
      aLease({ endAt: new Date(now.getTime() - days * DAY).toISOString() })
    expect(renewalKind(ended(0), 'subscriber', now)).toBe('ticket')
    expect(renewalKind(ended(30), 'subscriber', now)).toBe('ticket')
    expect(renewalKind(ended(31), 'subscriber', now)).toBeNull()
    expect(renewalKind(ended(1), 'treasury', now)).toBeNull()
    expect(renewalKind(aLease({ status: 'terminated' }), 'subscriber', now)).toBeNull()
    expect(renewalKind(aLease(), 'treasury', now)).toBe('renewal')
  })
})
