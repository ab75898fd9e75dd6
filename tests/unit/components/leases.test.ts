import { describe, expect, it } from 'vitest'
import { actionWords } from '@/components/liquidity/lease-detail/timeline-words'
import { toLeaseRow } from '@/components/liquidity/lease-table/lease-row'
import { nextStepOf } from '@/components/liquidity/lease-table/next-step'
import { sats } from '@/lib/core/money'
import type { LeaseView } from '@/lib/flows/lease-view/view'

const LEASE: LeaseView = {
  id: 'lease_001',
  version: 1,
  lessorLabel: 'Harbour pool',
  lesseeLabel: 'Acme Payments',
  counterparty: 'Harbour pool',
  isProviderAnonymised: true,
  providerBadge: 'kyb_verified',
  sizeSats: sats(100_000_000),
  deliveredSats: sats(100_000_000),
  deliveredPct: 100,
  startAt: '2026-10-01T00:00:00.000Z',
  endAt: '2026-12-30T00:00:00.000Z',
  endedAt: null,
  endFeeSats: sats(0),
  termDays: 90,
  daysLeft: 40,
  feeModel: 'ppm',
  feeSats: null,
  feePpm: 9000,
  totalFeeSats: sats(900_000),
  effectivePpm: 9000,
  annualisedPpm: 36_500,
  status: 'active',
  isExpiring: false,
  isCancelAtTerm: false,
  renewsLeaseId: null,
  renewedByLeaseId: null,
  extendsLeaseId: null,
  reservedUntil: null,
  contract: null,
  renewal: null,
  earlyEnd: null,
  actions: [],
  desk: null,
}

describe('a row of the table of leases', () => {
  it('carries both names for Flowrate alone, and the badge for subscribers alone', () => {
    expect(toLeaseRow(LEASE, 'admin')).toMatchObject({
      lessor: 'Harbour pool',
      lessee: 'Acme Payments',
      providerBadge: null,
      isProviderAnonymised: false,
    })
    expect(toLeaseRow(LEASE, 'subscriber')).toMatchObject({
      lessor: null,
      lessee: null,
      counterparty: 'Harbour pool',
      providerBadge: 'kyb_verified',
      isProviderAnonymised: true,
    })
    expect(toLeaseRow(LEASE, 'treasury')).toMatchObject({ lessor: null, providerBadge: null })
  })

  it('leaves contract, desk and totals on the server', () => {
    const row = Object.keys(toLeaseRow(LEASE, 'admin'))
    for (const field of ['desk', 'contract', 'earlyEnd', 'totalFeeSats', 'version']) {
      expect(row).not.toContain(field)
    }
  })
})

describe('the next step of a lease', () => {
  const offer = (name: 'sign' | 'renew' | 'accept_renewal', blockedBy: string | null = null) => ({
    name,
    blockedBy,
  })

  it('is what somebody else waits for, before a renewal', () => {
    const actions = [offer('renew'), offer('accept_renewal')]
    expect(nextStepOf({ isExpiring: true, actions })).toBe('accept_renewal')
    expect(nextStepOf({ isExpiring: false, actions: [offer('sign')] })).toBe('sign')
  })

  it('is the renewal only near the end, and nothing that is blocked', () => {
    expect(nextStepOf({ isExpiring: true, actions: [offer('renew')] })).toBe('renew')
    expect(nextStepOf({ isExpiring: false, actions: [offer('renew')] })).toBeNull()
    expect(nextStepOf({ isExpiring: true, actions: [offer('sign', 'Too late.')] })).toBeNull()
  })
})

describe('the words of a timeline', () => {
  it('tells known events in words and others by their name', () => {
    expect(actionWords('contract.signed')).toBe('Contract signed')
    expect(actionWords('early_end.approved')).toBe('Early end approved')
  })
})
