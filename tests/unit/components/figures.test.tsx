import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { timingText } from '@/app/(admin)/admin/_components/queue-panel'
import { kpiDelta } from '@/components/liquidity/kpi/kpi-parts'
import { treasuryKpis } from '@/components/liquidity/kpi/treasury-kpis'
import { passedOf } from '@/components/liquidity/lease-detail/lease-term'
import { exactValue } from '@/components/shared/kpi'
import { StatCard } from '@/components/shared/stat-card'
import { sats } from '@/lib/core/money'
import { isOverduePayout, nextPayout } from '@/lib/domains/billing/payout/rules'
import { treasuryMetrics } from '@/lib/domains/liquidity/treasury/metric-rules'
import { aLease } from '@/tests/support/records'
import type { PayoutRecord } from '@/types'

const NOW = new Date('2026-11-20T12:00:00.000Z')

const metrics = treasuryMetrics({
  marginBps: 700,
  leases: [aLease()],
  credits: [{ bookedOn: '2026-11-12', creditSats: sats(40_000) }],
  days: ['2026-11-10', '2026-11-11', '2026-11-12', '2026-11-13'].map((date) => ({
    date,
    routedSats: sats(1_000),
    feeMsat: 5_000_000n,
    deployedSats: sats(200_000_000),
  })),
  nodes: [],
  channels: [],
  now: NOW,
})
const kpis = treasuryKpis(metrics, sats(12_345), 'sats')
const kpi = (name: string) => {
  const found = kpis.find((each) => each.name === name)
  if (found === undefined) throw new Error(`No card ${name}`)
  return found
}

describe('the term of a lease', () => {
  it('has passed by as many percent as days', () => {
    const lease = {
      status: 'active' as const,
      startAt: '2026-07-16T18:20:00.000Z',
      endAt: '2026-12-13T18:20:00.000Z',
      endedAt: null,
      termDays: 150,
    }
    expect(passedOf(lease, NOW.toISOString())).toEqual({ passedDays: 126, passedPct: 84 })
    expect(passedOf(lease, '2027-01-01T00:00:00.000Z')).toEqual({
      passedDays: 150,
      passedPct: 100,
    })
  })
})

describe('the cards of a treasury', () => {
  it('draw under "Earned to date" the way to its own figure', () => {
    const card = kpi('earned-to-date')
    expect(card.sparkline?.at(-1)).toBe(Number(exactValue(card.value)))
    const days = metrics.earnings.slice(-(card.sparkline?.length ?? 0)).map((day) => day.netSats)
    const steps = (card.sparkline ?? [])
      .slice(1)
      .map((sum, at) => sum - (card.sparkline?.[at] ?? 0))
    expect(steps).toEqual(days.slice(1))
  })

  it('say what is available under what is deployed', () => {
    expect(kpi('deployed').sub).toContainEqual({
      label: 'Available',
      value: { kind: 'sats', sats: 12_345 },
    })
  })

  it('tell differences of percentages in percentage points', () => {
    const margin = {
      ...kpi('net-apy'),
      sub: [{ label: 'Flowrate margin', value: { kind: 'pp', value: 0.32 } }],
    } as const
    expect(renderToStaticMarkup(<StatCard kpi={margin} unit="btc" />)).toContain('0.32<')
    expect(kpi('net-apy').sub?.[0]?.value.kind).toBe('pp')
    const change = kpiDelta('percent', { value: 4.1, previous: 3.9, operands: {} }, 'up', 'before')
    expect(change?.value).toEqual({ kind: 'pp', value: 0.2 })
    const text = renderToStaticMarkup(
      <StatCard kpi={{ ...kpi('gross-apy'), delta: change }} unit="btc" />,
    )
    expect(text).toMatch(/0\.20.*pp/)
    expect(
      kpiDelta('ppm', { value: 4, previous: 3, operands: {} }, 'up', 'before')?.value.kind,
    ).toBe('ppm')
  })
})

describe('a payout past its day', () => {
  const payout: PayoutRecord = {
    id: 'pay_001',
    treasuryId: 'trs_001',
    amountSats: sats(1_000),
    address: 'bcrt1q',
    method: 'onchain',
    status: 'scheduled',
    scheduledFor: '2026-11-25T09:00:00.000Z',
    txid: null,
    createdAt: '2026-11-01T02:00:00.000Z',
  }
  const late = new Date('2027-02-21T10:00:00.000Z')

  it('is overdue until it is sent', () => {
    expect(isOverduePayout(payout, NOW)).toBe(false)
    expect(isOverduePayout(payout, late)).toBe(true)
    expect(isOverduePayout({ ...payout, status: 'approved' }, late)).toBe(true)
    expect(isOverduePayout({ ...payout, status: 'sent' }, late)).toBe(false)
    expect(nextPayout([payout], late)).toMatchObject({ id: 'pay_001', isOverdue: true })
    expect(nextPayout([{ ...payout, status: 'sent' }], late)).toBeNull()
  })

  it('is said to be overdue at the head of its queue', () => {
    expect(timingText(payout.scheduledFor, 'due', NOW)).toBe('next in 4 days')
    expect(timingText(payout.scheduledFor, 'due', new Date('2026-11-25T08:30:00.000Z'))).toBe(
      'next in less than an hour',
    )
    expect(timingText(payout.scheduledFor, 'due', late)).toBe('overdue by 88 days')
    expect(timingText(payout.createdAt, 'since', NOW)).toBe('oldest 19 days')
  })
})
