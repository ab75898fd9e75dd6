import { describe, expect, it } from 'vitest'
import {
  allowedActions,
  LEASE_ACTIONS,
  type LeaseFacts,
  SIGNER_BLOCK,
  VIEWER_BLOCK,
} from '@/lib/domains/liquidity/lease/policy'
import { LESSEE_BLOCK } from '@/lib/domains/liquidity/renewal/block-rules'
import { LEASE_STATUSES, type LeaseRecord, ROLES, type Role } from '@/types'
import { aContract, aLease, anEarlyEnd, aRenewal } from '../../../support/records'

const now = new Date('2026-11-20T00:00:00.000Z')
const NONE: LeaseFacts = {
  contract: null,
  reservedUntil: null,
  openRenewal: null,
  renewedBy: null,
  earlyEnd: null,
  fallbackTicketId: null,
  hasInvoiceLongOverdue: false,
  isComplianceLapsed: false,
}

const actor = (role: Role) => ({ role, memberRole: role === 'admin' ? 'admin' : 'owner' }) as const
const offered = (role: Role, lease: Partial<LeaseRecord> = {}, facts: Partial<LeaseFacts> = {}) =>
  allowedActions(aLease(lease), actor(role), now, { ...NONE, ...facts })
const free = (...args: Parameters<typeof offered>) =>
  offered(...args).flatMap(({ name, blockedBy }) => (blockedBy === null ? [name] : []))
const blocked = (name: string, ...args: Parameters<typeof offered>) =>
  offered(...args).find((action) => action.name === name)?.blockedBy

describe('on a running lease', () => {
  it('each role finds its own actions', () => {
    expect(free('subscriber')).toEqual(['renew', 'scale', 'cancel_at_term', 'request_early_end'])
    expect(free('treasury')).toEqual(['renew', 'increase', 'request_early_end'])
    expect(free('admin')).toEqual([
      'increase',
      'request_early_end',
      'pause',
      'reassign',
      'terminate',
    ])
    expect(free('admin', { status: 'paused' })).toEqual([
      'request_early_end',
      'resume',
      'reassign',
      'terminate',
    ])
  })

  it('Flowrate calls a signed one off that has not begun, unless it renews another', () => {
    const pending = { status: 'pending', deliveredAt: null } as const
    const signed = { contract: aContract({ status: 'active' }) }
    expect(free('admin', pending, signed)).toEqual(['cancel_undelivered'])
    expect(free('admin', pending, { contract: aContract() })).not.toContain('cancel_undelivered')
    const renewal = { ...pending, renewsLeaseId: 'lease_009' }
    expect(blocked('cancel_undelivered', 'admin', renewal, signed)).toContain('It renews lease_009')
    for (const role of ['treasury', 'subscriber'] as const) {
      expect(free(role, pending, signed)).toEqual([])
    }
  })

  it('a viewer sees the same actions, none of which can be done', () => {
    const viewer = { role: 'subscriber', memberRole: 'viewer' } as const
    const actions = allowedActions(aLease(), viewer, now, NONE)
    expect(actions.map(({ name }) => name)).toEqual(offered('subscriber').map(({ name }) => name))
    expect(new Set(actions.map(({ blockedBy }) => blockedBy))).toEqual(new Set([VIEWER_BLOCK]))
  })

  it('an operator works but does not sign', () => {
    const blockedFor = (role: Role, rest: Partial<LeaseRecord> = {}, facts = {}) =>
      allowedActions(aLease(rest), { role, memberRole: 'operator' }, now, { ...NONE, ...facts })
        .filter(({ blockedBy }) => blockedBy === SIGNER_BLOCK)
        .map(({ name }) => name)
    expect(blockedFor('subscriber')).toEqual(['renew'])
    expect(blockedFor('treasury')).toEqual(['renew', 'increase'])
    const openRenewal = aRenewal()
    expect(blockedFor('treasury', {}, { openRenewal })).toEqual(['accept_renewal', 'increase'])
    expect(blockedFor('treasury', {}, { earlyEnd: anEarlyEnd() })).toContain('answer_early_end')
    expect(blockedFor('subscriber', { status: 'pending' }, { contract: aContract() })).toEqual([
      'sign',
    ])
    const isOver = { status: 'expired', endAt: now.toISOString() } as const
    expect(blockedFor('subscriber', isOver)).toEqual([])
  })

  it('its treasury never learns what stands against the lessee', () => {
    const against = { hasInvoiceLongOverdue: true, isComplianceLapsed: true }
    expect(blocked('renew', 'subscriber', {}, against)).toContain('overdue')
    expect(blocked('renew', 'treasury', {}, against)).toBe(LESSEE_BLOCK)
    const openRenewal = aRenewal()
    expect(blocked('accept_renewal', 'treasury', {}, { ...against, openRenewal })).toBe(
      LESSEE_BLOCK,
    )
  })

  it('the term is the subscriber’s to let run out, unless it is renewed or about to be', () => {
    expect(free('subscriber', { isCancelAtTerm: true })).toContain('undo_cancel_at_term')
    expect(blocked('cancel_at_term', 'subscriber', {}, { renewedBy: 'lease_009' })).toContain('009')
    expect(blocked('cancel_at_term', 'subscriber', {}, { openRenewal: aRenewal() })).toContain(
      'ren_001',
    )
    expect(blocked('renew', 'subscriber', { isCancelAtTerm: true })).toContain('Undo that first')
  })

  it('nobody asks for an early end within the notice', () => {
    const endAt = '2026-12-20T00:00:00.000Z'
    expect(blocked('request_early_end', 'treasury', { endAt })).toContain('within the notice')
    expect(free('treasury', { endAt: '2026-12-20T00:00:00.001Z' })).toContain('request_early_end')
  })

  it('is not one whose end has passed, though no job has said so', () => {
    const endAt = now.toISOString()
    expect(free('subscriber', { endAt })).toEqual(['renew'])
    expect(free('treasury', { endAt })).toEqual([])
    expect(free('admin', { endAt })).toEqual([])
  })
})

describe('an open renewal', () => {
  const openRenewal = aRenewal()

  it('is answered by the other side and withdrawn by its own', () => {
    expect(free('subscriber', {}, { openRenewal })).toContain('withdraw_renewal')
    expect(free('treasury', {}, { openRenewal })).toEqual(
      expect.arrayContaining(['accept_renewal', 'decline_renewal']),
    )
    expect(free('admin', {}, { openRenewal })).not.toContain('accept_renewal')
    expect(blocked('accept_renewal', 'treasury', {}, { openRenewal, earlyEnd: anEarlyEnd() })).toBe(
      'An early end is open.',
    )
  })

  it('is over at its instant: both may ask anew', () => {
    const lapsed = aRenewal({ respondBy: now.toISOString() })
    expect(free('treasury', {}, { openRenewal: lapsed })).toContain('renew')
  })
})

describe('an early end', () => {
  it('is answered by the other side or Flowrate, withdrawn by its own', () => {
    const earlyEnd = anEarlyEnd()
    expect(free('subscriber', {}, { earlyEnd })).toContain('withdraw_early_end')
    expect(free('treasury', {}, { earlyEnd })).toContain('answer_early_end')
    expect(free('admin', {}, { earlyEnd })).toContain('answer_early_end')
    const byFlowrate = anEarlyEnd({ requestedBy: 'admin' })
    expect(free('admin', {}, { earlyEnd: byFlowrate })).toContain('withdraw_early_end')
    expect(free('subscriber', {}, { earlyEnd: byFlowrate })).toContain('answer_early_end')
  })

  it('leaves nothing to ask once approved', () => {
    const earlyEnd = anEarlyEnd({ status: 'approved' })
    expect(free('subscriber', {}, { earlyEnd })).toEqual(['cancel_at_term'])
    expect(blocked('scale', 'subscriber', {}, { earlyEnd })).toBe('It ends early.')
  })

  it('that is asked for, and the last 24 hours, leave no room for more capacity', () => {
    const earlyEnd = anEarlyEnd()
    const inOneDay = { endAt: '2026-11-21T00:00:00.000Z' }
    const sooner = { endAt: '2026-11-20T23:59:59.999Z' }
    for (const [name, role] of [
      ['scale', 'subscriber'],
      ['increase', 'treasury'],
      ['increase', 'admin'],
    ] as const) {
      expect(blocked(name, role, {}, { earlyEnd })).toBe('An early end is asked for.')
      expect(blocked(name, role, inOneDay)).toBeNull()
      expect(blocked(name, role, sooner)).toBe('It ends on 20 Nov 2026, in less than a day.')
    }
    const declined = anEarlyEnd({ status: 'declined' })
    expect(blocked('scale', 'subscriber', {}, { earlyEnd: declined })).toBeNull()
  })
})

describe('a draft contract', () => {
  const pending = { status: 'pending' } as const

  it('is signed once by each side and voided by anybody', () => {
    const contract = aContract()
    for (const role of ['treasury', 'subscriber'] as const) {
      expect(free(role, pending, { contract })).toEqual(['sign', 'void'])
    }
    expect(free('admin', pending, { contract })).toEqual(['void'])
    const half = aContract({ signedByTreasuryAt: now.toISOString() })
    expect(free('treasury', pending, { contract: half })).toEqual(['void'])
    expect(free('subscriber', pending, { contract: half })).toEqual(['sign', 'void'])
  })

  it('can no longer be signed when the reservation is over', () => {
    const facts = { contract: aContract(), reservedUntil: now.toISOString() }
    expect(blocked('sign', 'treasury', pending, facts)).toBe('The time for signing is over.')
  })
})

it('nothing is offered twice, and nothing at all on what is over', () => {
  for (const status of LEASE_STATUSES) {
    for (const role of ROLES) {
      const names = offered(role, { status }).map(({ name }) => name)
      expect(new Set(names).size).toBe(names.length)
      for (const name of names) expect(LEASE_ACTIONS).toContain(name)
      if (status === 'cancelled' || status === 'terminated') expect(names).toEqual([])
    }
  }
})
