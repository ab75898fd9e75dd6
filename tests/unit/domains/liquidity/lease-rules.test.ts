import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sats } from '@/lib/core/money'
import { addDays, eachDate, startOfDay } from '@/lib/core/time'
import {
  accrualOn,
  accruedSats,
  annualisedPpm,
  effectiveCostPpm,
  effectiveLeaseStatus,
  isExpiring,
  leaseDaysLeft,
  leaseFeeSats,
  lesseeOn,
  renewedLeaseIds,
  termDays,
  toLease,
  wasLiveAt,
} from '@/lib/domains/liquidity/lease/rules'
import { LEASE_STATUSES } from '@/types'
import { aLease } from '../../../support/records'

const NOW = new Date('2026-11-20T00:00:00.000Z')
const fixed = (feeSats: number) =>
  ({ feeModel: 'fixed', feeSats: sats(feeSats), feePpm: null }) as const

describe('the fee of a lease', () => {
  it('is 30 864 sats for 1.23456789 BTC at 250 ppm', () => {
    const lease = aLease({ sizeSats: sats(123_456_789), feePpm: 250 })
    expect(leaseFeeSats(lease)).toBe(30_864)
  })

  it('is the amount of a fixed one', () => {
    expect(leaseFeeSats(aLease(fixed(1_000_003)))).toBe(1_000_003)
  })

  it('needs the field of its model', () => {
    expect(() => leaseFeeSats(aLease({ feePpm: null }))).toThrow(RangeError)
    expect(() => leaseFeeSats(aLease({ ...fixed(1), feeSats: null }))).toThrow(RangeError)
  })

  it('compares by ppm of the term and of a year', () => {
    const lease = aLease({
      ...fixed(10_000),
      sizeSats: sats(1_000_000),
      endAt: '2026-10-31T00:00:00.000Z',
    })
    expect(termDays(lease)).toBe(30)
    expect(effectiveCostPpm(lease)).toBe(10_000)
    expect(annualisedPpm(lease)).toBe(121_667)
  })
})

describe('accrual', () => {
  const lease = aLease({
    ...fixed(1_000_003),
    startAt: '2026-01-20T00:00:00.000Z',
    endAt: '2026-04-20T00:00:00.000Z',
  })

  it('of 1 000 003 sats over 90 days bills 133 333 + 311 112 + 344 446 + 211 112', () => {
    const bounds = ['2026-01-01', '2026-02-01', '2026-03-01', '2026-04-01', '2026-05-01']
    const months = bounds.slice(1).map((end, index) => {
      const begin = bounds[index] ?? ''
      return accruedSats(lease, startOfDay(end)) - accruedSats(lease, startOfDay(begin))
    })
    expect(months).toEqual([133_333, 311_112, 344_446, 211_112])
  })

  it('of all days is the whole fee, to the satoshi', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500_000_000 }),
        fc.integer({ min: 1, max: 120 }),
        (fee, days) => {
          const from = '2026-01-20'
          const to = addDays(from, days)
          const one = aLease({ ...fixed(fee), startAt: startOfDay(from), endAt: startOfDay(to) })
          let sum = 0
          for (const date of eachDate('2026-01-18', addDays(to, 2))) sum += accrualOn(one, date)
          expect(sum).toBe(fee)
        },
      ),
      { numRuns: 50 },
    )
  })

  it('stops where the lease ended early and never starts for one that did not run', () => {
    const ended = { ...lease, status: 'terminated', endedAt: '2026-02-01T00:00:00.000Z' } as const
    expect(accruedSats(ended, '2026-06-01T00:00:00.000Z')).toBe(133_333)
    for (const status of ['pending', 'cancelled'] as const) {
      expect(accruedSats({ ...lease, status }, '2026-06-01T00:00:00.000Z')).toBe(0)
    }
    expect(accruedSats({ ...lease, status: 'paused' }, '2026-06-01T00:00:00.000Z')).toBe(1_000_003)
  })

  it('takes the fee of an early end on the day on which the lease last ran, once', () => {
    const endedAt = '2026-02-01T00:00:00.000Z'
    for (const fee of [50_000, -500_000]) {
      const ended = aLease({ ...lease, status: 'terminated', endedAt, endFeeSats: sats(fee) })
      expect(accruedSats(ended, new Date(Date.parse(endedAt) - 1))).toBe(133_333)
      expect(accruedSats(ended, endedAt)).toBe(133_333 + fee)
      expect(accruedSats(ended, '2027-06-01T00:00:00.000Z')).toBe(133_333 + fee)
      expect(accrualOn(ended, '2026-01-31')).toBe(11_111 + fee)
      expect(accrualOn(ended, '2026-02-01')).toBe(0)
    }
  })

  it('ends on the leap day for a term of 365 days from 1 March 2027', () => {
    const long = aLease({
      ...fixed(365),
      startAt: '2027-03-01T00:00:00.000Z',
      endAt: '2028-02-29T00:00:00.000Z',
    })
    expect(termDays(long)).toBe(365)
    const february =
      accruedSats(long, '2028-03-01T00:00:00.000Z') - accruedSats(long, '2028-02-01T00:00:00.000Z')
    expect(february).toBe(28)
  })
})

describe('the status of a lease', () => {
  it('is expired at its end, even when no job has said so', () => {
    const lease = aLease({ endAt: NOW.toISOString() })
    expect(effectiveLeaseStatus(lease, NOW)).toBe('expired')
    expect(effectiveLeaseStatus({ ...lease, status: 'paused' }, NOW)).toBe('expired')
    expect(effectiveLeaseStatus(lease, new Date(NOW.getTime() - 1))).toBe('active')
  })

  it('shows in the narrower words of the data model', () => {
    const shown = LEASE_STATUSES.map((status) => toLease(aLease({ status }), 'A', NOW).status)
    expect(shown).toEqual([
      'pending',
      'active',
      'active',
      'expired',
      'expired',
      'cancelled',
      'cancelled',
      'cancelled',
    ])
  })

  it('of the past is told by dates and end', () => {
    const lease = aLease({ status: 'completed', endedAt: '2027-01-15T00:00:00.000Z' })
    expect(wasLiveAt(lease, '2026-10-01T00:00:00.000Z')).toBe(true)
    expect(wasLiveAt(lease, '2026-12-30T00:00:00.000Z')).toBe(false)
    expect(wasLiveAt(aLease({ status: 'pending' }), NOW)).toBe(false)
    expect(
      wasLiveAt(aLease({ status: 'terminated', endedAt: '2026-11-01T00:00:00.000Z' }), NOW),
    ).toBe(false)
  })
})

describe('the days that a lease has left', () => {
  const lease = { startAt: '2026-10-01T00:00:00.000Z', endAt: '2026-12-30T12:00:00.000Z' }
  const at = new Date('2026-11-20T12:00:00.000Z')

  it('count the one that has begun, and none once it is over', () => {
    expect(leaseDaysLeft({ ...lease, status: 'active' }, at)).toBe(40)
    expect(leaseDaysLeft({ ...lease, status: 'paused' }, at)).toBe(40)
    const over = { ...lease, endAt: '2026-11-20T11:59:59.999Z' }
    expect(leaseDaysLeft({ ...over, status: 'active' }, at)).toBe(0)
    expect(leaseDaysLeft({ ...over, status: 'completed' }, at)).toBe(0)
  })

  it.each(['pending', 'cancelled', 'terminated'] as const)(
    'are none to tell of one that is %s',
    (status) => {
      expect(leaseDaysLeft({ ...lease, deliveredAt: null, status }, at)).toBeNull()
    },
  )
})

describe('an expiring lease', () => {
  const ending = (days: number) => aLease({ endAt: startOfDay(addDays('2026-11-20', days)) })
  const none = new Set<string>()

  it('has 1 to 14 days left', () => {
    expect([0, 1, 14, 15].map((days) => isExpiring(ending(days), NOW, none))).toEqual([
      false,
      true,
      true,
      false,
    ])
  })

  it('is not one that was renewed', () => {
    const next = aLease({ id: 'lease_002', renewsLeaseId: 'lease_001', status: 'pending' })
    expect(isExpiring(ending(5), NOW, renewedLeaseIds([ending(5), next]))).toBe(false)
    const withdrawn = { ...next, status: 'cancelled' } as const
    expect(isExpiring(ending(5), NOW, renewedLeaseIds([withdrawn]))).toBe(true)
  })
})

describe('a lease as pages see it', () => {
  it('shows bitcoin exact to the satoshi and only the fee of its model', () => {
    const lease = toLease(
      aLease({ ...fixed(450_001), sizeSats: sats(123_456_789) }),
      'Exchange Amber',
      NOW,
    )
    expect(lease).toMatchObject({
      size: 1.23456789,
      feeAmount: 0.00450001,
      daysRemaining: 40,
      lesseeAlias: 'Exchange Amber',
    })
    expect(lease).not.toHaveProperty('feePPM')
  })
})

describe('the lessee of a channel on a day', () => {
  const backing = {
    subscriberId: 'sub_001',
    fromAt: '2026-11-10T00:00:00.000Z',
    toAt: '2026-11-12T00:00:00.000Z',
  }

  it('is the one whose lease it backs during the day', () => {
    const days = ['2026-11-09', '2026-11-10', '2026-11-11', '2026-11-12']
    expect(days.map((date) => lesseeOn([backing], date))).toEqual([
      null,
      'sub_001',
      'sub_001',
      null,
    ])
    expect(lesseeOn([{ ...backing, toAt: null }], '2027-01-01')).toBe('sub_001')
    expect(lesseeOn([], '2026-11-10')).toBeNull()
  })
})

describe('a delivered lease whose start has come', () => {
  const start = '2026-11-20T00:00:00.000Z'
  const end = '2026-12-20T00:00:00.000Z'
  const waiting = aLease({ status: 'pending', startAt: start, endAt: end, deliveredAt: start })

  it('reads as active before any job has said so', () => {
    expect(effectiveLeaseStatus(waiting, new Date(Date.parse(start) - 1))).toBe('pending')
    expect(effectiveLeaseStatus(waiting, new Date(start))).toBe('active')
    expect(effectiveLeaseStatus(waiting, new Date(end))).toBe('expired')
  })

  it('earns from then on as it will when it is activated', () => {
    const at = '2026-11-30T00:00:00.000Z'
    expect(accruedSats(waiting, at)).toBe(accruedSats({ ...waiting, status: 'active' }, at))
    expect(accruedSats(waiting, start)).toBe(0)
  })

  it('moves with a late delivery, start and end alike', () => {
    const late = { ...waiting, deliveredAt: '2026-11-20T06:00:00.000Z' }
    expect(effectiveLeaseStatus(late, new Date('2026-11-20T05:59:59.999Z'))).toBe('pending')
    expect(effectiveLeaseStatus(late, new Date('2026-11-20T06:00:00.000Z'))).toBe('active')
    expect(effectiveLeaseStatus(late, new Date('2026-12-20T05:59:59.999Z'))).toBe('active')
  })

  it('stays pending while it is not delivered', () => {
    expect(effectiveLeaseStatus({ ...waiting, deliveredAt: null }, new Date(end))).toBe('pending')
  })
})
