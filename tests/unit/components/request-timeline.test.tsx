// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { RequestTimeline } from '@/components/liquidity/ticket/request-timeline'
import { sats } from '@/lib/core/money'
import type { TicketDetail, TicketEvent } from '@/lib/flows/market/view-rules'

afterEach(cleanup)

const event = (id: string, action: string, rest: Partial<TicketEvent> = {}): TicketEvent => ({
  id,
  action,
  at: `2026-11-20T0${id}:00:00.000Z`,
  entityId: 'dmd_001',
  to: 'pending',
  by: 'Ada Admin',
  reason: null,
  sizeSats: null,
  until: null,
  ...rest,
})
const ofAllocation = { entityId: 'alloc_001', sizeSats: sats(150_000_000) }

const REQUEST: TicketDetail = {
  id: 'dmd_001',
  kind: 'new',
  sizeSats: sats(150_000_000),
  filledSats: sats(0),
  remainingSats: sats(150_000_000),
  termDays: 90,
  priceMinPpm: 1000,
  priceMaxPpm: 3000,
  riskTier: 'medium',
  status: 'pending',
  reasonCode: null,
  reason: null,
  note: null,
  leaseId: null,
  createdAt: '2026-11-20T00:00:00.000Z',
  updatedAt: '2026-11-20T05:00:00.000Z',
  lapsesAt: '2026-12-20T05:00:00.000Z',
  version: 5,
  allocations: [
    {
      id: 'alloc_001',
      leaseId: 'lease_001',
      contractId: null,
      sizeSats: sats(150_000_000),
      status: 'released',
      expiresAt: null,
      createdAt: '2026-11-20T02:00:00.000Z',
      providerLabel: 'Alpine core',
      desk: {
        treasuryId: 'trs_001',
        treasuryName: 'Aldermoor Treasury',
        poolId: 'pool_001',
        poolName: 'Alpine core',
        note: null,
      },
    },
  ],
  desk: null,
  timeline: [
    event('0', 'ticket.created', { by: 'Sub Owner' }),
    event('1', 'ticket.assigned', { until: '2026-12-20T01:00:00.000Z' }),
    event('2', 'allocation.reserved', { ...ofAllocation, until: '2026-11-23T02:00:00.000Z' }),
    event('3', 'allocation.released', { ...ofAllocation, reason: 'The node is gone' }),
    event('4', 'ticket.reopened', { until: '2026-12-20T04:00:00.000Z' }),
    event('5', 'ticket.given_back', { until: '2026-12-20T05:00:00.000Z' }),
  ],
}

function told(reader: 'desk' | 'subscriber', request = REQUEST): string[] {
  render(
    <RequestTimeline request={request} viewer={{ unit: 'btc', timeZone: 'UTC' }} reader={reader} />,
  )
  return screen
    .getAllByRole('listitem')
    .map((item) => item.lastElementChild?.textContent?.replaceAll(/\s+/g, ' ') ?? '')
}

describe('the timeline of a request', () => {
  it('tells Flowrate who changed which promise, and why', () => {
    expect(told('desk')).toEqual([
      'Requested by Sub Owner',
      expect.stringMatching(/^Taken in hand by Ada Admin, lapses 20 Dec 2026/),
      expect.stringMatching(
        /^1.50000000 BTC of Aldermoor Treasury reserved by Ada Admin, held until 23 Nov 2026/,
      ),
      '1.50000000 BTC of Aldermoor Treasury released by Ada Admin: The node is gone',
      expect.stringMatching(/^Open again by Ada Admin, lapses 20 Dec 2026/),
      expect.stringMatching(/^Given back to the queue by Ada Admin, lapses/),
      'Lapses if nothing happens to it',
    ])
  })

  it('tells the subscriber the same of its provider, without Flowrate’s people', () => {
    const lines = told('subscriber').join('\n')
    expect(lines).toContain('1.50000000 BTC of Alpine core reserved')
    expect(lines).toContain('Waits for Flowrate again, lapses')
    expect(lines).not.toMatch(/Ada|Aldermoor/)
  })

  it.each([null, 'ctr_001'])(
    'tells of a reservation with the contract %s that fell back before there was a log of it',
    (contractId) => {
      const [first] = REQUEST.allocations
      if (first === undefined) throw new Error('No allocation')
      const request: TicketDetail = {
        ...REQUEST,
        allocations: [{ ...first, contractId, expiresAt: '2026-11-23T02:00:00.000Z' }],
        timeline: REQUEST.timeline.slice(0, 1),
      }
      expect(told('desk', request)).toEqual([
        'Requested by Sub Owner',
        '1.50000000 BTC allocated by Aldermoor Treasury',
        '1.50000000 BTC of Aldermoor Treasury released: its time was over',
        'Lapses if nothing happens to it',
      ])
    },
  )
})
