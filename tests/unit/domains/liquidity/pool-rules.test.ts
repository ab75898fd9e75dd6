import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fact } from '@/lib/core/fact-text'
import { btcText } from '@/lib/core/limits'
import { sats, sumSats } from '@/lib/core/money'
import {
  type AssessInput,
  assessPool,
  type RankedPool,
  rankPools,
} from '@/lib/domains/liquidity/pool/assess-rules'
import type { PoolCheckName } from '@/lib/domains/liquidity/pool/check-rules'
import { marketPricePpm } from '@/lib/domains/liquidity/pool/market-price-rules'
import { peakExposure } from '@/lib/domains/liquidity/pool/rules'
import { splitFee, splitOverTreasuries } from '@/lib/domains/liquidity/pool/split-rules'
import { supplyOf } from '@/lib/domains/liquidity/pool/supply'
import { aLease, aNode } from '@/tests/support/records'

const NOW = new Date('2026-11-20T00:00:00.000Z')
const btc = (amount: number) => sats(Math.round(amount * 100_000_000))

function input(rest: Partial<AssessInput> = {}): AssessInput {
  return {
    demand: {
      sizeSats: btc(2),
      termDays: 30,
      priceMinPpm: 1000,
      priceMaxPpm: 4000,
      jurisdiction: 'CH',
      isAddOn: false,
      leastSats: sats(1_000_000),
    },
    pool: {
      id: 'pool_001',
      name: 'Alpine core',
      minTermDays: 30,
      maxExposureSats: btc(6),
      jurisdictions: ['CH', 'DE'],
    },
    platform: { minTermDays: 30, maxExposureSats: btc(20), jurisdictions: ['CH', 'DE', 'US'] },
    isLesseeCleared: true,
    members: [{ treasuryId: 'trs_001', availableSats: btc(2), isCleared: true, eligibleNodes: 3 }],
    poolExposureSats: btc(4),
    platformExposureSats: btc(4),
    marketPpm: 4000,
    ...rest,
  }
}

const check = (assessed: ReturnType<typeof assessPool>, name: PoolCheckName) =>
  assessed.checks.find((each) => each.check === name)

describe('a pool', () => {
  it('fits at every limit: the shortest term, the last satoshi, the full exposure, the market price', () => {
    expect(assessPool(input())).toMatchObject({
      fit: 'full',
      fitSats: btc(2),
      headroomSats: btc(2),
      changes: [],
      unfixable: [],
    })
  })

  it('serves a part when room or exposure ends before the size', () => {
    const assessed = assessPool(input({ poolExposureSats: sats(btc(4) + 1) }))
    expect(assessed).toMatchObject({
      fit: 'partial',
      fitSats: btc(2) - 1,
      changes: [`at most ${fact.size(199_999_999)}`],
    })
    expect(check(assessed, 'pool_exposure')).toMatchObject({
      passed: false,
      isBlocking: false,
      actual: btc(6) + 1,
      limit: btc(6),
    })
  })

  it('has no room where there is less than the least lease', () => {
    const member = { isCleared: true, eligibleNodes: 1 }
    const assessed = assessPool(
      input({
        members: [
          { treasuryId: 'trs_001', availableSats: sats(999_999), ...member },
          { treasuryId: 'trs_002', availableSats: sats(999_999), ...member },
        ],
      }),
    )
    expect(assessed).toMatchObject({ fit: 'none', fitSats: 0 })
    expect(assessPool(input({ poolExposureSats: sats(btc(6) - 999_999) }))).toMatchObject({
      fit: 'none',
    })
    expect(assessPool(input({ poolExposureSats: sats(btc(6) - 1_000_000) }))).toMatchObject({
      fit: 'partial',
      fitSats: 1_000_000,
    })
  })

  it('never promises a size that can’t be split into leases', () => {
    const member = { isCleared: true, eligibleNodes: 1 }
    const members = ['trs_001', 'trs_002'].map((treasuryId) => ({
      ...{ treasuryId, availableSats: sats(1_000_000), ...member },
    }))
    const ofSize = (sizeSats: number, headroomSats = btc(2)) =>
      assessPool(
        input({
          members: [...members, { treasuryId: 'trs_003', availableSats: sats(999_999), ...member }],
          demand: { ...input().demand, sizeSats: sats(sizeSats) },
          poolExposureSats: sats(btc(6) - headroomSats),
        }),
      )
    const odd = ofSize(1_500_000)
    expect(odd).toMatchObject({ fit: 'partial', fitSats: 1_000_000, availableSats: 2_999_999 })
    expect(odd.changes).toEqual([`at most ${fact.size(1_000_000)}`])
    expect(check(odd, 'availability')).toMatchObject({
      passed: false,
      label: `Usable for this request ${fact.size(1_000_000)} of ${fact.size(1_500_000)} wanted`,
    })
    expect(ofSize(2_000_000)).toMatchObject({ fit: 'full', fitSats: 2_000_000 })
    expect(ofSize(2_000_000, sats(1_999_999))).toMatchObject({ fitSats: 1_000_000 })
  })

  it('names the strictest limit on the size once', () => {
    const members = [
      { treasuryId: 'trs_001', availableSats: btc(1.25), isCleared: true, eligibleNodes: 1 },
    ]
    const assessed = assessPool(input({ members, platformExposureSats: btc(18.5) }))
    expect(assessed.changes).toEqual([`at most ${fact.size(125_000_000)}`])
  })

  it.each([
    ['term', { demand: { ...input().demand, termDays: 29 } }, 'term 30 days instead of 29'],
    ['price', { marketPpm: 4100 }, 'price up to 4,100 ppm instead of 4,000 ppm'],
  ] as const)('that fails on %s says the smallest change', (name, rest, change) => {
    const assessed = assessPool(input(rest))
    expect(assessed).toMatchObject({ fit: 'none', fitSats: 0, changes: [change], unfixable: [] })
    expect(check(assessed, name)).toMatchObject({ passed: false, isBlocking: true })
  })

  it.each([
    ['compliance', { isLesseeCleared: false }],
    ['jurisdiction', { demand: { ...input().demand, jurisdiction: 'BR' } }],
    ['jurisdiction', { demand: { ...input().demand, jurisdiction: 'US' } }],
    [
      'provider_compliance',
      { members: input().members.map((member) => ({ ...member, isCleared: false })) },
    ],
    ['nodes', { members: input().members.map((member) => ({ ...member, eligibleNodes: 0 })) }],
    ['pool_exposure', { poolExposureSats: btc(6) }],
    ['platform_exposure', { platformExposureSats: btc(20) }],
  ] as const)('that fails on %s says that no change of the request helps', (name, rest) => {
    const assessed = assessPool(input(rest))
    expect(assessed).toMatchObject({ fit: 'none', changes: [] })
    expect(assessed.unfixable).toContain(check(assessed, name)?.label)
  })

  it('has nothing to fail on while nobody pays a price', () => {
    expect(check(assessPool(input({ marketPpm: null })), 'price')).toMatchObject({ passed: true })
  })

  it('whose market is below the requested band passes, and says so', () => {
    const assessed = assessPool(input({ marketPpm: 999 }))
    expect(check(assessed, 'price')).toMatchObject({
      passed: true,
      isBlocking: false,
      label: 'Market 999 ppm, below the requested band from 1,000 ppm',
    })
    expect(assessed.fit).toBe('full')
    expect(check(assessPool(input({ marketPpm: 1000 })), 'price')?.label).toBe(
      'Market 1,000 ppm, asked up to 4,000 ppm',
    )
  })

  it('takes the longer of its own and the platform’s shortest term', () => {
    const platform = { ...input().platform, minTermDays: 45 }
    expect(assessPool(input({ platform })).changes).toEqual(['term 45 days instead of 30'])
  })

  it('writes amounts with the decimals that they have', () => {
    expect([0, 1, 10, 1.25, 0.00000001].map((amount) => btcText(btc(amount)))).toEqual([
      '0 BTC',
      '1 BTC',
      '10 BTC',
      '1.25 BTC',
      '0.00000001 BTC',
    ])
  })
})

describe('the ranking', () => {
  const ranked = (poolId: string, rest: Partial<RankedPool> = {}): RankedPool => ({
    ...assessPool(input()),
    poolId,
    uptimePct: 99,
    concentrationPct: 10,
    ...rest,
  })
  const order = (pools: RankedPool[]) =>
    rankPools(pools, { priceMinPpm: 1000, priceMaxPpm: 4000 }).map(({ poolId }) => poolId)

  it('asks for fit, then price, uptime, concentration and id', () => {
    expect(
      order([
        ranked('none', { fit: 'none' }),
        ranked('partial', { fit: 'partial', uptimePct: 100 }),
        ranked('cheap', { marketPpm: 900, uptimePct: 100 }),
        ranked('b'),
        ranked('a'),
        ranked('spread', { concentrationPct: 5 }),
        ranked('steady', { uptimePct: 99.5 }),
      ]),
    ).toEqual(['steady', 'spread', 'a', 'b', 'cheap', 'partial', 'none'])
  })
})

describe('the market price', () => {
  const lease = (feePpm: number, days = 90) =>
    aLease({
      feePpm,
      startAt: '2026-11-01T00:00:00.000Z',
      endAt: new Date(Date.UTC(2026, 10, 1 + days)).toISOString(),
    })

  it('is the median per day of what runs, scaled to the term', () => {
    expect(marketPricePpm([lease(9000), lease(3000, 60), lease(900)], 30, NOW)).toBe(1500)
    expect(marketPricePpm([lease(9000), lease(3000, 60)], 30, NOW)).toBe(2250)
    expect(marketPricePpm([], 30, NOW)).toBeNull()
    expect(marketPricePpm([lease(9000, 5)], 30, NOW)).toBeNull()
  })
})

/** Whether some k largest rooms, each of at least the least lease, can share the size. */
function canBeSplit(size: number, free: readonly number[], least: number): boolean {
  const open = free.filter((room) => room > 0 && room >= least).sort((a, b) => b - a)
  return open.some((_room, index) => {
    const total = open.slice(0, index + 1).reduce((sum, room) => sum + room, 0)
    return total >= size && (index + 1) * least <= size
  })
}

describe('a split over treasuries', () => {
  const rooms = fc.array(fc.integer({ min: 0, max: 5_000_000_000 }), {
    minLength: 1,
    maxLength: 6,
  })

  const LEAST = sats(1_000_000)

  it('adds up, stays within each room, has no part below the least lease, and fails only when there is too little', () => {
    fc.assert(
      fc.property(rooms, fc.integer({ min: 1, max: 6_000_000_000 }), (free, size) => {
        const least = Math.min(LEAST, size)
        const given = free.map((availableSats, index) => ({
          treasuryId: `trs_00${index}`,
          availableSats: sats(availableSats),
        }))
        const parts = splitOverTreasuries(sats(size), given, LEAST)
        const total = sumSats(free)
        if (parts === null) return !canBeSplit(size, free, least)
        const isWithin = parts.every(({ treasuryId, sizeSats }) => {
          const room = given.find((each) => each.treasuryId === treasuryId)
          return sizeSats >= least && sizeSats <= (room?.availableSats ?? -1)
        })
        return isWithin && sumSats(parts.map(({ sizeSats }) => sizeSats)) === size && total >= size
      }),
      { numRuns: 2000, seed: 583 },
    )
  })

  it('leaves out who would get a crumb, while the others have room', () => {
    const room = (treasuryId: string, availableSats: number) => ({
      treasuryId,
      availableSats: sats(availableSats),
    })
    const large = room('trs_001', 1_000_000_000)
    const small = room('trs_002', 2_000_000)
    expect(splitOverTreasuries(btc(1), [small, large], LEAST)).toEqual([
      { treasuryId: 'trs_001', sizeSats: btc(1) },
    ])
    expect(splitOverTreasuries(sats(1_001_000_000), [small, large], LEAST)).toHaveLength(2)
  })

  it('raises a part to the least lease where nobody else has room for it', () => {
    const rooms = [
      { treasuryId: 'trs_001', availableSats: sats(2_950_000) },
      { treasuryId: 'trs_002', availableSats: sats(1_200_000) },
    ]
    expect(splitOverTreasuries(sats(3_000_000), rooms, LEAST)).toEqual([
      { treasuryId: 'trs_001', sizeSats: 1_906_977 },
      { treasuryId: 'trs_002', sizeSats: 1_093_023 },
    ])
    const two = [
      { treasuryId: 'trs_001', availableSats: sats(1_200_000) },
      { treasuryId: 'trs_002', availableSats: sats(1_200_000) },
    ]
    expect(splitOverTreasuries(sats(1_500_000), two, LEAST)).toBeNull()
    expect(splitOverTreasuries(sats(2_000_000), two, LEAST)).toHaveLength(2)
  })

  it('splits a fixed fee to the satoshi', () => {
    const parts = [
      { treasuryId: 'trs_001', sizeSats: btc(2) },
      { treasuryId: 'trs_002', sizeSats: btc(1) },
    ]
    expect(splitFee(sats(100), parts)).toEqual([67, 33])
  })
})

describe('what is free from an instant on', () => {
  const node = aNode()
  const at = (date: string) => new Date(`${date}T00:00:00.000Z`)
  const live = aLease({ id: 'lease_live', sizeSats: sats(40), endAt: '2026-12-01T00:00:00.000Z' })
  const backing = {
    id: 'back_001',
    leaseId: live.id,
    channelId: 'chan_001',
    treasuryId: 'trs_001',
    subscriberId: 'sub_001',
    shareSats: sats(40),
    fromAt: live.startAt,
    toAt: null,
    replacesId: null,
  }
  const pending = aLease({
    id: 'lease_pending',
    status: 'pending',
    sizeSats: sats(10),
    startAt: '2026-12-10T00:00:00.000Z',
    endAt: '2027-03-10T00:00:00.000Z',
  })
  const renewal = aLease({
    id: 'lease_renewal',
    status: 'pending',
    sizeSats: sats(30),
    startAt: live.endAt,
    endAt: '2027-02-01T00:00:00.000Z',
    renewsLeaseId: live.id,
  })
  const free = (from: Date, leases = [live, pending, renewal]) =>
    supplyOf({
      treasuryId: 'trs_001',
      nodes: [{ node, capacitySats: sats(100) }],
      channels: [{ id: 'chan_001', nodeId: node.id }],
      leases,
      backings: [backing],
      policy: {
        lnd: { floor: '0.16.0', advisory: '0.19.0' },
        cln: { floor: '23.05', advisory: '24.11' },
      },
      now: NOW,
      from,
    }).availableSats

  it('counts a running lease until its end and its renewal from there on', () => {
    expect(free(NOW)).toBe(50)
    expect(free(at('2026-11-30'))).toBe(50)
    expect(free(at('2026-12-01'))).toBe(60)
    expect(free(at('2027-02-01'))).toBe(90)
  })

  it('counts a pending lease at any time, for it may still move', () => {
    expect(free(NOW, [pending])).toBe(90)
    expect(free(at('2028-01-01'), [pending])).toBe(90)
  })
})

describe('exposure from an instant on', () => {
  const size = sats(10)
  const live = aLease({ sizeSats: size, endAt: '2026-12-01T00:00:00.000Z' })
  const later = aLease({
    status: 'pending',
    sizeSats: size,
    startAt: '2027-06-01T00:00:00.000Z',
    endAt: '2027-07-01T00:00:00.000Z',
  })
  const peak = (from: string, leases = [live, later]) =>
    peakExposure(leases, { from: `${from}T00:00:00.000Z`, to: null }, NOW)

  it('sees what begins later, and what may be delivered late', () => {
    expect(peak('2026-11-20', [live])).toBe(10)
    expect(peak('2026-12-01', [live])).toBe(0)
    expect(peak('2026-11-20')).toBe(10)
    expect(peak('2028-01-01')).toBe(10)
    expect(peak('2026-11-20', [live, { ...later, startAt: '2026-11-25T00:00:00.000Z' }])).toBe(20)
  })

  it('lets a lessee at its limit renew from the old end on', () => {
    const renewal = { ...later, renewsLeaseId: live.id, startAt: live.endAt }
    expect(peak('2026-11-20', [live, renewal])).toBe(10)
  })
})
