import { describe, expect, it } from 'vitest'
import { sats } from '@/lib/core/money'
import { feeStructure, toContract } from '@/lib/domains/liquidity/contract/rules'
import { contractText } from '@/lib/domains/liquidity/contract/text-rules'
import { adminMetrics } from '@/lib/domains/liquidity/platform/rules'
import {
  availableSats,
  exposureAt,
  peakExposure,
  poolCapacity,
} from '@/lib/domains/liquidity/pool/rules'
import {
  allocatedSats,
  matchedTreasuryId,
  riskTier,
  toDemandTicket,
} from '@/lib/domains/liquidity/ticket/rules'
import {
  type TreasuryMetrics,
  treasuryMetrics,
} from '@/lib/domains/liquidity/treasury/metric-rules'
import type { ContractRecord, DemandTicketRecord } from '@/types'
import { aLease, anIncident } from '../../../support/records'

const NOW = new Date('2026-04-01T00:00:00.000Z')

describe('availability', () => {
  const node = { capacitySats: sats(100), backedSats: sats(40), isEligible: true }

  it('is what eligible nodes hold beyond their leases, less pending and holds', () => {
    const nodes = [node, { ...node, isEligible: false }]
    expect(availableSats({ nodes, unplacedPendingSats: sats(10), holdSats: sats(5) })).toBe(45)
  })

  it('never falls below 0', () => {
    expect(availableSats({ nodes: [node], unplacedPendingSats: sats(70), holdSats: sats(0) })).toBe(
      0,
    )
    expect(availableSats({ nodes: [], unplacedPendingSats: sats(0), holdSats: sats(0) })).toBe(0)
  })

  it('of a pool counts each member once', () => {
    const supplies = [
      { treasuryId: 'trs_001', deployedSats: sats(10), availableSats: sats(4), isCleared: true },
      { treasuryId: 'trs_002', deployedSats: sats(20), availableSats: sats(5), isCleared: false },
    ]
    const pool = { treasuryIds: ['trs_001', 'trs_001'] }
    expect(poolCapacity(pool, supplies)).toEqual({ totalSats: 10, availableSats: 4 })
    const both = { treasuryIds: ['trs_001', 'trs_002'] }
    expect(poolCapacity(both, supplies)).toEqual({ totalSats: 30, availableSats: 4 })
  })
})

describe('exposure', () => {
  const held = aLease({
    id: 'lease_002',
    sizeSats: sats(400_000_000),
    startAt: '2026-01-01T00:00:00.000Z',
    endAt: '2026-12-01T00:00:00.000Z',
  })
  const ending = aLease({ startAt: '2026-02-01T00:00:00.000Z', endAt: '2026-05-01T00:00:00.000Z' })
  const leases = [held, ending]
  const limit = 500_000_000
  const renewed = (from: string) => {
    const next = aLease({
      id: 'lease_003',
      status: 'pending',
      startAt: from,
      endAt: '2026-08-01T00:00:00.000Z',
    })
    return peakExposure([...leases, next], { from, to: next.endAt }, NOW)
  }

  it('stays within 5.0 of 5.0 for a renewal that starts at the end, and not a day before', () => {
    expect(renewed('2026-05-01T00:00:00.000Z')).toBe(limit)
    expect(renewed('2026-04-30T00:00:00.000Z')).toBeGreaterThan(limit)
  })

  it('is half-open and counts pending, active and paused leases', () => {
    expect(exposureAt(leases, '2026-05-01T00:00:00.000Z', NOW)).toBe(400_000_000)
    expect(exposureAt(leases, '2026-04-30T23:59:59.000Z', NOW)).toBe(500_000_000)
    const over = leases.map((lease) => ({ ...lease, status: 'cancelled' as const }))
    expect(exposureAt(over, '2026-04-01T00:00:00.000Z', NOW)).toBe(0)
  })

  it('sees a later start inside the interval', () => {
    const later = aLease({
      id: 'lease_004',
      startAt: '2026-07-01T00:00:00.000Z',
      endAt: '2026-09-01T00:00:00.000Z',
    })
    const interval = { from: '2026-06-01T00:00:00.000Z', to: '2026-08-01T00:00:00.000Z' }
    expect(peakExposure([held, later], interval, NOW)).toBe(500_000_000)
  })
})

describe('a request', () => {
  const record: DemandTicketRecord = {
    id: 'dmd_001',
    subscriberId: 'sub_001',
    kind: 'new',
    sizeSats: sats(100_000_000),
    termDays: 60,
    priceMinPpm: 100,
    priceMaxPpm: 300,
    riskTier: 'low',
    status: 'matched',
    reasonCode: null,
    reason: null,
    comment: null,
    leaseId: null,
    assigneeId: null,
    createdAt: NOW.toISOString(),
    updatedAt: NOW.toISOString(),
    version: 1,
  }
  const allocation = (
    treasuryId: string,
    size: number,
    status: 'reserved' | 'released' = 'reserved',
  ) => ({
    treasuryId,
    sizeSats: sats(size),
    status,
  })

  it('takes the higher of the compliance and the size band', () => {
    expect(riskTier(29, sats(99_999_999))).toBe('low')
    expect(riskTier(30, sats(1))).toBe('medium')
    expect(riskTier(0, sats(100_000_000))).toBe('medium')
    expect(riskTier(70, sats(1))).toBe('high')
    expect(riskTier(0, sats(500_000_001))).toBe('high')
  })

  it('is matched with the treasury of its largest allocation, lowest id on ties', () => {
    const parts = [
      allocation('trs_003', 5),
      allocation('trs_002', 5),
      allocation('trs_001', 9, 'released'),
    ]
    expect(matchedTreasuryId(parts)).toBe('trs_002')
    expect(allocatedSats(parts)).toBe(10)
    expect(toDemandTicket(record, parts).matchedTreasuryId).toBe('trs_002')
    expect(toDemandTicket({ ...record, status: 'pending' }, parts)).not.toHaveProperty(
      'matchedTreasuryId',
    )
    expect(toDemandTicket({ ...record, status: 'lapsed' }, []).status).toBe('rejected')
  })
})

describe('a contract', () => {
  const record: ContractRecord = {
    id: 'ctr_001',
    leaseId: 'lease_001',
    treasuryId: 'trs_001',
    subscriberId: 'sub_001',
    sizeSats: sats(150_000_000),
    termDays: 90,
    startAt: NOW.toISOString(),
    feeModel: 'fixed',
    feeSats: sats(450_000),
    feePpm: null,
    lessorLabel: 'Northlight Treasury',
    lesseeLabel: 'Lessee 7',
    template: 2,
    termsHash: 'x',
    issuedAt: NOW.toISOString(),
    signedByTreasuryAt: null,
    signedBySubscriberAt: NOW.toISOString(),
    completedAt: null,
    status: 'draft',
    version: 1,
  }

  it('says its fee in words and leaves a missing signature out', () => {
    expect(feeStructure(record)).toBe('Fixed 0.00450000 BTC for the term')
    expect(feeStructure({ feeModel: 'ppm', feeSats: null, feePpm: 250 })).toContain('250 ppm')
    const shown = toContract(record)
    expect(shown).not.toHaveProperty('signedByTreasury')
    expect(shown?.terms.size).toBe(1.5)
  })

  it('is not shown when void', () => {
    expect(toContract({ ...record, status: 'void' })).toBeNull()
  })

  it('signs a text that changes with every term', () => {
    const text = contractText(record)
    expect(contractText({ ...record, sizeSats: sats(1) })).not.toBe(text)
    expect(contractText({ ...record, termDays: 91 })).not.toBe(text)
    expect(contractText({ ...record, feeSats: sats(1) })).not.toBe(text)
  })
})

describe('the metrics of the platform', () => {
  const base = treasuryMetrics({
    marginBps: 0,
    leases: [],
    credits: [],
    days: [],
    nodes: [],
    channels: [],
    now: NOW,
  })
  const treasury = (netSats: number, deployed: number, netApy: number): TreasuryMetrics => ({
    ...base,
    deployed: { value: deployed, previous: null, operands: {} },
    netApy: { value: netApy, previous: null, operands: {} },
    window: {
      days: 30,
      averageDeployedSats: sats(deployed),
      earnings: { ...base.window.earnings, netSats: sats(netSats) },
    },
  })

  it('weigh the average net APY by capital and give the simple mean beside it', () => {
    const metrics = adminMetrics({
      treasuries: [treasury(300, 100_000, 3.65), treasury(0, 300_000, 0)],
      breaches: [],
      incidents: [],
      now: NOW,
    })
    expect(metrics.totalSupply.value).toBe(400_000)
    expect(metrics.avgNetApy.value).toBe(0.91)
    expect(metrics.simpleMeanNetApy).toBe(1.83)
  })

  it('count breaches of the last 7 × 24 hours and incidents not resolved', () => {
    const breach = (fromAt: string) => ({ fromAt })
    const metrics = adminMetrics({
      treasuries: [],
      breaches: [
        breach('2026-03-25T00:00:00.000Z'),
        breach('2026-03-24T23:59:59.000Z'),
        breach('2026-03-18T00:00:00.000Z'),
      ],
      incidents: [anIncident({ openedAt: '2026-03-30T00:00:00.000Z', status: 'acknowledged' })],
      now: NOW,
    })
    expect([metrics.slaBreaches.value, metrics.slaBreaches.previous]).toEqual([1, 2])
    expect([metrics.openIncidents.value, metrics.openIncidents.previous]).toEqual([1, 0])
    expect(metrics.avgNetApy.value).toBeNull()
  })
})
