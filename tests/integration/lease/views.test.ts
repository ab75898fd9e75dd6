import { describe, expect, it } from 'vitest'
import { fixedClock } from '@/lib/core/time'
import { getLeaseView } from '@/lib/flows/lease-view/get-lease-view'
import { EVERY_LEASE, LEASE_SORTS, type LeaseListRequest } from '@/lib/flows/lease-view/list-rules'
import { listEveryLeaseView, listLeaseViews } from '@/lib/flows/lease-view/queries'
import { answerRenewal } from '@/lib/flows/renewal/answer-renewal'
import { requestRenewal } from '@/lib/flows/renewal/request-renewal'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import type { UserCtx } from '@/lib/platform/ctx'
import { signerOf } from '@/tests/support/lease-life'
import { adminOf, memberOf, viewerOf } from '@/tests/support/members'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('seeded')
const admin = () => adminOf(store.ctx)
const treasury = () => memberOf(store.ctx, 'trs_001')
const subscriber = () => memberOf(store.ctx, 'sub_001')

const list = (ctx: UserCtx, part: Partial<LeaseListRequest> = {}) =>
  listLeaseViews(ctx, { ...EVERY_LEASE, per: 100, ...part })

describe('the list of leases', () => {
  it('is the whole demo world for admins, own leases for parties, tab by tab', async () => {
    const { tabs, page } = await list(admin())
    expect(page).toMatchObject({ total: 50, matching: 50 })
    expect(tabs).toMatchObject({ all: 50, active: 25, pending: 8, ended: 17 })
    const parts = await Promise.all(
      ['trs_001', 'trs_002', 'trs_003', 'trs_004', 'trs_005'].map((id) =>
        list(memberOf(store.ctx, id)),
      ),
    )
    expect(parts.reduce((sum, part) => sum + part.page.total, 0)).toBe(50)
  })

  it('has the running ones first, what ends next on top, then pending, then ended', async () => {
    const rows = await listEveryLeaseView(admin())
    const groups = rows.map(({ status }) =>
      ['active', 'paused', 'pending'].indexOf(status === 'paused' ? 'active' : status),
    )
    const order = groups.map((group) => (group === -1 ? 9 : group))
    expect(order).toEqual([...order].sort((a, b) => a - b))
    const left = rows.filter(({ status }) => status === 'active').map(({ endAt }) => endAt)
    expect(left).toEqual([...left].sort())
  })

  it('filters by tab, status, fee model, size, expiry, name and text', async () => {
    const all = (await list(admin())).matching
    const check = async (
      part: Partial<LeaseListRequest>,
      keeps: (row: (typeof all)[number]) => boolean,
    ) => {
      const { matching, page } = await list(admin(), part)
      expect(matching.map(({ id }) => id).sort()).toEqual(
        all
          .filter(keeps)
          .map(({ id }) => id)
          .sort(),
      )
      expect(page.matching).toBeGreaterThan(0)
      expect(page.matching).toBeLessThan(50)
    }
    await check({ tab: 'pending' }, ({ status }) => status === 'pending')
    await check({ tab: 'expiring' }, ({ isExpiring }) => isExpiring)
    await check({ expiring: true }, ({ isExpiring }) => isExpiring)
    await check({ facets: { status: ['paused', 'expired'], feeModel: [] } }, ({ status }) =>
      ['paused', 'expired'].includes(status),
    )
    await check(
      { facets: { status: [], feeModel: ['fixed'] } },
      ({ feeModel }) => feeModel === 'fixed',
    )
    const [min, max] = [all[3]?.sizeSats ?? null, all[3]?.sizeSats ?? null]
    await check({ sizeMinSats: min, sizeMaxSats: max }, ({ sizeSats }) => sizeSats === min)
    await check({ counterparty: 'QUAYLINE' }, ({ desk }) => desk?.subscriberId === 'sub_001')
    await check({ q: 'lease_00' }, ({ id }) => id.includes('lease_00'))
  })

  it('sorts by every column, both ways', async () => {
    for (const by of LEASE_SORTS) {
      const up = (await list(admin(), { sort: { by, descending: false } })).matching
      const down = (await list(admin(), { sort: { by, descending: true } })).matching
      expect(up, by).toHaveLength(50)
      expect(down.map(({ id }) => id).sort()).toEqual(up.map(({ id }) => id).sort())
    }
  })

  it('finds no anonymised treasury by its own name', async () => {
    const lessee = memberOf(store.ctx, 'sub_001')
    for (const q of ['Kestrelby', 'trs_003', 'Larch']) {
      expect((await list(lessee, { q })).matching).toEqual([])
    }
    expect((await list(admin(), { q: 'Kestrelby' })).matching.length).toBeGreaterThan(5)
  })

  it('tells both parties the same figures and each its own names', async () => {
    const [mine, theirs] = [(await list(treasury())).matching, (await list(subscriber())).matching]
    const shared = mine.filter(({ id }) => theirs.some((row) => row.id === id))
    expect(shared.length).toBeGreaterThanOrEqual(2)
    for (const row of shared) {
      const other = theirs.find(({ id }) => id === row.id)
      expect(other).toMatchObject({
        sizeSats: row.sizeSats,
        deliveredSats: row.deliveredSats,
        totalFeeSats: row.totalFeeSats,
        status: row.status,
        counterparty: 'Aldermoor Treasury',
        desk: null,
      })
      expect(row).toMatchObject({ counterparty: 'Exchange Amber', desk: null })
    }
  })

  it('delivers what live leases owe, as long as their channels are usable', async () => {
    const live = (await list(admin(), { tab: 'active' })).matching
    for (const { deliveredSats, deliveredPct, sizeSats } of live) {
      expect(deliveredSats).not.toBeNull()
      expect(deliveredSats ?? 0).toBeLessThanOrEqual(sizeSats)
      expect(deliveredPct ?? 0).toBeLessThanOrEqual(100)
    }
    expect(live.filter(({ deliveredPct }) => deliveredPct === 100).length).toBeGreaterThan(15)
    const ended = (await list(admin(), { tab: 'ended' })).matching
    expect(new Set(ended.map(({ deliveredSats }) => deliveredSats))).toEqual(new Set([null]))
  })

  it('offers a viewer nothing that works', async () => {
    const rows = (await list(viewerOf(store.ctx, 'sub_001'))).matching
    const actions = rows.flatMap((row) => row.actions)
    expect(actions.length).toBeGreaterThan(0)
    expect(actions.filter(({ blockedBy }) => blockedBy === null)).toEqual([])
  })

  it('reads right even if every job is late', async () => {
    const late = { ...admin(), clock: fixedClock('2027-12-01T00:00:00.000Z') }
    const rows = (await list(late)).matching
    expect(rows.filter(({ status }) => status === 'active' || status === 'paused')).toEqual([])
  })
})

describe('one lease', () => {
  it('is found by its parties and Flowrate alone', async () => {
    const [row] = (await list(subscriber())).matching
    const id = row?.id ?? ''
    expect((await getLeaseView(subscriber(), id)).lease).toEqual(row)
    await expect(getLeaseView(memberOf(store.ctx, 'sub_002'), id)).rejects.toMatchObject({
      status: 404,
    })
    await expect(getLeaseView(admin(), 'lease_nope')).rejects.toMatchObject({ status: 404 })
  })

  it('shows channels that add up to what is delivered, and months that add up to what is accrued', async () => {
    for (const row of (await list(admin())).matching) {
      const { lease, channels, months } = await getLeaseView(admin(), row.id)
      if (lease.status === 'active') {
        const given = channels.reduce((sum, channel) => sum + channel.deliveredSats, 0)
        expect(Math.min(lease.sizeSats, given), lease.id).toBe(lease.deliveredSats)
      }
      if (lease.status === 'completed') {
        expect(months.reduce((sum, month) => sum + month.accruedSats, 0)).toBe(lease.totalFeeSats)
      }
      if (lease.status === 'pending') expect(months).toEqual([])
    }
  })

  it('tells its story with renewals before and after', () =>
    store.inRollback(async (ctx) => {
      const me = memberOf(ctx, 'sub_001')
      const running = (await list(me, { tab: 'active' })).matching.find(({ actions }) =>
        actions.some(({ name, blockedBy }) => name === 'renew' && blockedBy === null),
      )
      if (running === undefined) throw new Error('Nothing to renew')
      const answer = await requestRenewal(await signerOf(ctx, 'sub_001'), {
        leaseId: running.id,
        termDays: 60,
      })
      if (answer.kind !== 'renewal') throw new Error('Not a renewal')
      const waiting = await getLeaseView(me, running.id)
      expect(waiting.lease.renewal).toMatchObject({ id: answer.renewal.id, termDays: 60 })
      expect(waiting.lease.actions.map(({ name }) => name)).toContain('withdraw_renewal')
      const accepted = await answerRenewal(await signerOf(ctx, answer.renewal.treasuryId), {
        renewalId: answer.renewal.id,
        accept: true,
      })
      const { lease, chain, timeline, renewals } = await getLeaseView(me, running.id)
      expect(lease).toMatchObject({ renewedByLeaseId: accepted.newLeaseId, renewal: null })
      expect(chain).toContainEqual(
        expect.objectContaining({ leaseId: accepted.newLeaseId, relation: 'renewed_by' }),
      )
      expect(renewals[0]).toMatchObject({ status: 'accepted', newLeaseId: accepted.newLeaseId })
      const [last, first] = timeline
      expect([first?.action, last?.action]).toEqual(['renewal.requested', 'renewal.accepted'])
      // Own people by name, the other side by its label.
      expect(first?.by).toBe('A member')
      expect(last?.by).toBe(lease.counterparty)
      expect(last?.at).toBe(REFERENCE_INSTANT)
    }))
})
