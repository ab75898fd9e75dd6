import { describe, expect, it } from 'vitest'
import { sats } from '@/lib/core/money'
import {
  blendedCostPpm,
  capacityDays,
  daysAboveUsedLimit,
  fixedCostSats,
  isBackingAt,
  primaryPeers,
  type SubscriberMetricsInput,
  subscriberMetrics,
  toCapacityDataPoint,
  wasOpenAt,
} from '@/lib/domains/liquidity/subscriber/rules'
import { aLease, anIncident } from '../../../support/records'

const NOW = new Date('2026-11-20T00:00:00.000Z')

describe('the blended cost', () => {
  it('is 400 ppm for 1.0 BTC at 300 and 0.5 BTC at 600, not 450', () => {
    const leases = [
      aLease({ feePpm: 300 }),
      aLease({ id: 'lease_002', feePpm: 600, sizeSats: sats(50_000_000) }),
    ]
    expect(blendedCostPpm(leases)).toBe(400)
  })

  it('is null without a lease, and the fixed part 0', () => {
    expect(blendedCostPpm([])).toBeNull()
    expect(fixedCostSats([aLease()])).toBe(0)
  })
})

describe('the metrics of a subscriber', () => {
  const input: SubscriberMetricsInput = {
    leases: [],
    renewedLeaseIds: new Set(),
    htlcs: { htlcAttempts: 0, htlcSettled: 0 },
    previousHtlcs: { htlcAttempts: 0, htlcSettled: 0 },
    incidents: [],
    since: '2026-06-01T00:00:00.000Z',
    now: NOW,
  }

  it('are 0 or null without leases and attempts', () => {
    const metrics = subscriberMetrics(input)
    expect(metrics.inboundLeased.value).toBe(0)
    expect(metrics.expiring.value).toBe(0)
    expect(metrics.effectiveCost.value).toBeNull()
    expect(metrics.paymentSuccess.value).toBeNull()
    expect(metrics.openIncidents.value).toBe(0)
  })

  it('count live leases, paused ones too, and no ended or pending one', () => {
    const leases = [
      aLease(),
      aLease({ id: 'lease_002', status: 'paused', sizeSats: sats(5) }),
      aLease({ id: 'lease_003', status: 'pending' }),
      aLease({ id: 'lease_004', endAt: NOW.toISOString() }),
    ]
    expect(subscriberMetrics({ ...input, leases }).inboundLeased.value).toBe(100_000_005)
  })

  it('show 94.9 % for 949 of 1 000 attempts', () => {
    const metrics = subscriberMetrics({ ...input, htlcs: { htlcAttempts: 1000, htlcSettled: 949 } })
    expect(metrics.paymentSuccess.value).toBe(94.9)
  })

  it('compare open incidents with those of a week ago', () => {
    const incidents = [
      anIncident(),
      anIncident({
        id: 'inc_002',
        status: 'resolved',
        openedAt: '2026-11-10T00:00:00.000Z',
        resolvedAt: '2026-11-15T00:00:00.000Z',
      }),
    ]
    const { openIncidents } = subscriberMetrics({ ...input, incidents })
    expect([openIncidents.value, openIncidents.previous]).toEqual([1, 1])
    expect(wasOpenAt(anIncident(), '2026-11-19T16:59:59.000Z')).toBe(false)
  })
})

describe('delivered and used', () => {
  const lease = { id: 'lease_001', sizeSats: sats(1000) }
  const backing = {
    leaseId: 'lease_001',
    channelId: 'chan_001',
    shareSats: sats(1000),
    fromAt: '2026-11-18T00:00:00.000Z',
    toAt: null,
  }
  const facts = {
    channelId: 'chan_001',
    date: '2026-11-18',
    onlineSeconds: 86_400,
    observedSeconds: 86_400,
    minInboundSats: sats(400),
    htlcAttempts: 200,
    htlcSettled: 190,
  }
  const run = (change: Partial<typeof facts>, shares = [backing]) =>
    capacityDays({
      leases: [lease],
      backings: shares,
      channelDays: [{ ...facts, ...change }],
      from: '2026-11-17',
      to: '2026-11-19',
    })

  it('are the share while online and what was taken of it', () => {
    expect(run({})[1]).toEqual({
      date: '2026-11-18',
      htlcAttempts: 200,
      htlcSettled: 190,
      successPct: 95,
      leasedSats: 1000,
      deliveredSats: 1000,
      usedSats: 600,
    })
  })

  it('are a gap, not a zero, on a day without a leased channel', () => {
    const [before] = run({})
    expect(before).toMatchObject({ deliveredSats: null, usedSats: null })
    expect(before && toCapacityDataPoint(before)).toBeNull()
  })

  it('fall with the time online and never below 0 for used', () => {
    expect(run({ onlineSeconds: 21_600 })[1]).toMatchObject({ deliveredSats: 250, usedSats: 0 })
  })

  it('never exceed the size of the lease', () => {
    const wide = { ...backing, shareSats: sats(5000) }
    expect(run({}, [wide])[1]?.deliveredSats).toBe(1000)
  })

  it('count days in a row above 80 % of delivered, up to the last', () => {
    const high = { ...run({ minInboundSats: sats(199) })[1] }
    const edge = { ...run({ minInboundSats: sats(200) })[1] }
    const all = [edge, high, high] as Parameters<typeof daysAboveUsedLimit>[0]
    expect(daysAboveUsedLimit(all)).toBe(2)
    expect(daysAboveUsedLimit([])).toBe(0)
  })

  it('hold from the start of a backing to its end', () => {
    const ended = { ...backing, toAt: '2026-11-20T00:00:00.000Z' }
    expect(isBackingAt(backing, NOW)).toBe(true)
    expect(isBackingAt(ended, NOW)).toBe(false)
    expect(isBackingAt(ended, new Date('2026-11-19T00:00:00.000Z'))).toBe(true)
  })
})

describe('primary peers', () => {
  it('are the three with the largest share, by name on ties', () => {
    const shares = [
      { label: 'D', shareSats: sats(1) },
      { label: 'A', shareSats: sats(5) },
      { label: 'B', shareSats: sats(3) },
      { label: 'C', shareSats: sats(3) },
      { label: 'D', shareSats: sats(1) },
    ]
    expect(primaryPeers(shares)).toEqual(['A', 'B', 'C'])
  })
})
