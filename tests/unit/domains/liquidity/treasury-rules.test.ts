import { describe, expect, it } from 'vitest'
import { sats } from '@/lib/core/money'
import { addDays, startOfDay } from '@/lib/core/time'
import {
  firstVerifiedAddress,
  type TreasuryMetricsInput,
  toTreasury,
  treasuryMetrics,
} from '@/lib/domains/liquidity/treasury/metric-rules'
import {
  apyPct,
  averageDeployedSats,
  dailyEarnings,
  leasedSats,
  marginOf,
  sumEarnings,
  type TreasuryDay,
} from '@/lib/domains/liquidity/treasury/rules'
import { aLease } from '../../../support/records'

const NOW = new Date('2026-11-20T00:00:00.000Z')

function days(from: string, count: number, feeMsat: bigint, deployed = 250_000_000): TreasuryDay[] {
  return Array.from({ length: count }, (_, index) => ({
    date: addDays(from, index),
    routedSats: sats(1_000_000),
    feeMsat,
    deployedSats: sats(deployed),
  }))
}

const none = { leases: [], credits: [], marginBps: 1000 }

describe('APY', () => {
  it('is 7.30 % gross and 6.68 % net for 1 500 000 sats in 30 days on 2.5 BTC at 8.5 %', () => {
    const net = 1_500_000 - marginOf(sats(1_500_000), 850)
    expect(apyPct(1_500_000, 250_000_000, 30)).toBe(7.3)
    expect(apyPct(net, 250_000_000, 30)).toBe(6.68)
  })

  it('is null with nothing deployed or less than a week, and negative when credits exceed earnings', () => {
    expect(apyPct(1, 0, 30)).toBeNull()
    expect(apyPct(1, 100, 6)).toBeNull()
    expect(apyPct(-1_500_000, 250_000_000, 30)).toBe(-7.3)
  })
})

describe('daily earnings', () => {
  it('sum millisatoshis and convert once: 999 + 999 + 3 msat are 2 sats with 1 msat carried', () => {
    const three = days('2026-11-01', 3, 0n)
    const fees = [1998n, 3n, 999n]
    const input = three.map((day, index) => ({ ...day, feeMsat: fees[index] ?? 0n }))
    const earned = dailyEarnings({ ...none, days: input, from: '2026-11-01', to: '2026-11-04' })
    expect(earned.map((day) => day.routingSats)).toEqual([1, 1, 1])
    expect(sumEarnings(earned, { from: '2026-11-01', to: '2026-11-03' }).routingSats).toBe(2)
  })

  it('of any start agree with those since inception', () => {
    const leases = [
      aLease({ startAt: '2026-10-05T00:00:00.000Z', endAt: '2027-01-03T00:00:00.000Z' }),
    ]
    const all = days('2026-10-03', 48, 12_345n)
    const input = { leases, credits: [], marginBps: 850, days: all, to: '2026-11-20' }
    const whole = dailyEarnings({ ...input, from: '2026-10-03' })
    const part = dailyEarnings({ ...input, from: '2026-11-07' })
    expect(part).toEqual(whole.filter((day) => day.date >= '2026-11-07'))
  })

  it('take a margin that is the floor of the month, restarting each month', () => {
    const all = days('2026-10-01', 50, 7_777n)
    const earned = dailyEarnings({ ...none, days: all, from: '2026-10-01', to: '2026-11-20' })
    const october = sumEarnings(earned, { from: '2026-10-01', to: '2026-11-01' })
    expect(october.grossSats).toBe(241)
    expect(october.marginSats).toBe(24)
    const november = sumEarnings(earned, { from: '2026-11-01', to: '2026-11-20' })
    expect(october.grossSats + november.grossSats).toBe(Math.floor((50 * 7777) / 1000))
    expect(november.marginSats).toBe(Math.floor(november.grossSats / 10))
  })

  it('book a credit on the UTC day of the breach, inside the lease fees', () => {
    const credits = [{ bookedOn: '2026-11-02', creditSats: sats(50) }]
    const earned = dailyEarnings({
      ...none,
      credits,
      days: days('2026-11-01', 3, 10_000n),
      from: '2026-11-01',
      to: '2026-11-04',
    })
    expect(earned.map((day) => day.leaseSats)).toEqual([0, -50, 0])
    expect(earned.map((day) => day.creditSats)).toEqual([0, 50, 0])
  })

  it('of a loss month are negative, take no margin and leave net = gross', () => {
    const credits = [{ bookedOn: '2026-11-02', creditSats: sats(1_000) }]
    const earned = dailyEarnings({
      ...none,
      credits,
      days: days('2026-11-01', 10, 10_000n),
      from: '2026-11-01',
      to: '2026-11-11',
    })
    const month = sumEarnings(earned, { from: '2026-11-01', to: '2026-12-01' })
    expect(month).toMatchObject({ grossSats: -900, marginSats: 0, netSats: -900 })
  })

  it('add up to the fee of a lease over its term', () => {
    const lease = aLease({ startAt: '2026-10-01T00:00:00.000Z', endAt: '2026-10-31T00:00:00.000Z' })
    const earned = dailyEarnings({
      ...none,
      leases: [lease],
      days: days('2026-09-20', 60, 0n),
      from: '2026-09-20',
      to: '2026-11-19',
    })
    expect(sumEarnings(earned, { from: '2026-09-20', to: '2026-11-19' }).leaseSats).toBe(300_000)
  })
})

describe('leased and deployed', () => {
  it('count live and pending leases, but not the pending renewal of a live one', () => {
    const live = aLease()
    const pending = aLease({ id: 'lease_002', status: 'pending', sizeSats: sats(7) })
    const renewal = aLease({ id: 'lease_003', status: 'pending', renewsLeaseId: live.id })
    const over = aLease({ id: 'lease_004', endAt: startOfDay('2026-11-20') })
    expect(leasedSats([live, pending, renewal, over], NOW)).toBe(100_000_007)
  })

  it('average over the days that have facts', () => {
    const two = [...days('2026-11-18', 1, 0n, 100), ...days('2026-11-19', 1, 0n, 201)]
    expect(averageDeployedSats(two, { from: '2026-10-21', to: '2026-11-20' })).toBe(151)
    expect(averageDeployedSats([], { from: '2026-10-21', to: '2026-11-20' })).toBe(0)
  })
})

describe('the metrics of a treasury', () => {
  const empty: TreasuryMetricsInput = { ...none, days: [], nodes: [], channels: [], now: NOW }

  it('are 0 or null, never NaN, with nothing deployed, leased or connected', () => {
    const metrics = treasuryMetrics(empty)
    expect(metrics.deployed.value).toBe(0)
    expect(metrics.activeLeases.value).toBe(0)
    expect(metrics.earnedToDate.value).toBe(0)
    for (const metric of [
      metrics.grossApy,
      metrics.netApy,
      metrics.utilization,
      metrics.nodeUptime,
    ]) {
      expect(metric.value).toBeNull()
      expect(metric.previous).toBeNull()
    }
    expect(metrics.capitalUtilizationPct).toBeNull()
    const record = {
      id: 'trs_009',
      name: 'New',
      marginBps: 1000,
      alias: 'A',
      isAnonymised: false,
      jurisdiction: 'CH',
      policyTemplateId: 'tmpl_001',
      createdAt: NOW.toISOString(),
    }
    expect(Object.values(toTreasury(record, metrics, null)).some(Number.isNaN)).toBe(false)
  })

  it('print 7.30, 6.68 and 0.62 for the case of the specification', () => {
    const metrics = treasuryMetrics({
      ...empty,
      marginBps: 850,
      days: days('2026-10-21', 30, 50_000_000n),
      nodes: [],
    })
    expect([metrics.grossApy.value, metrics.netApy.value, metrics.marginPp]).toEqual([
      7.3, 6.68, 0.62,
    ])
    expect(metrics.grossApy.operands).toEqual({
      earnedSats: 1_500_000,
      averageDeployedSats: 250_000_000,
      days: 30,
    })
  })

  it('hide the delta while the window before lacks days', () => {
    const young = treasuryMetrics({ ...empty, days: days('2026-10-01', 50, 1_000_000n) })
    expect(young.grossApy.previous).toBeNull()
    const old = treasuryMetrics({ ...empty, days: days('2026-09-01', 80, 1_000_000n) })
    expect(old.grossApy.previous).not.toBeNull()
    expect(old.earnedToDate.previous).toBe(45_000)
  })

  it('use the days since inception when there are fewer than 30', () => {
    const week = treasuryMetrics({ ...empty, days: days('2026-11-13', 7, 50_000_000n) })
    expect(week.grossApy.value).toBe(7.3)
    const sixDays = treasuryMetrics({ ...empty, days: days('2026-11-14', 6, 50_000_000n) })
    expect(sixDays.grossApy.value).toBeNull()
  })

  it('weigh utilization by capacity and average uptime as shown', () => {
    const metrics = treasuryMetrics({
      ...empty,
      channels: [
        { capacitySats: sats(300), routedSats: sats(150), previousRoutedSats: sats(0) },
        { capacitySats: sats(100), routedSats: sats(150), previousRoutedSats: sats(0) },
      ],
      nodes: [{ ...aNodeFacts(99_990, 100_000) }, { ...aNodeFacts(99_970, 100_000) }],
    })
    expect(metrics.utilization.value).toBe(75)
    expect(metrics.nodeUptime.value).toBe(99.98)
  })
})

function aNodeFacts(onlineSeconds: number, observedSeconds: number) {
  return {
    capacitySats: sats(1),
    onlineSeconds,
    observedSeconds,
    previousOnlineSeconds: 0,
    previousObservedSeconds: 0,
  }
}

describe('the payout address', () => {
  it('is the first that was verified', () => {
    expect(
      firstVerifiedAddress([
        { address: 'a', verifiedAt: null },
        { address: 'b', verifiedAt: '2026-02-01T00:00:00.000Z' },
        { address: 'c', verifiedAt: '2026-01-01T00:00:00.000Z' },
      ]),
    ).toBe('c')
    expect(firstVerifiedAddress([{ address: 'a', verifiedAt: null }])).toBeNull()
  })
})
