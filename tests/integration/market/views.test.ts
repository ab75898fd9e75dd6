import { describe, expect, it } from 'vitest'
import { addMs, DAY_MS, fixedClock, HOUR_MS } from '@/lib/core/time'
import { listTreasuryPools } from '@/lib/flows/fleet-entities'
import { getTicketView } from '@/lib/flows/market/get-ticket-view'
import { listSuggestions } from '@/lib/flows/market/list-suggestions'
import { listPoolViews, listTicketViews } from '@/lib/flows/market/queries'
import { allocate, aTicket, btc } from '@/tests/support/market'
import { adminOf, memberOf } from '@/tests/support/members'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('seeded')

describe('the list of requests', () => {
  it('adds up: filled + remaining = size, fallbacks of renewals on top', async () => {
    const views = await listTicketViews(adminOf(store.ctx))
    expect(views).toHaveLength(25)
    for (const view of views) expect(view.filledSats + view.remainingSats).toBe(view.sizeSats)
    expect(views[0]).toMatchObject({ kind: 'renewal_fallback', status: 'pending' })
    const pending = views.filter(({ status }) => status === 'pending').slice(1)
    expect(pending.map(({ createdAt }) => createdAt)).toEqual(
      pending.map(({ createdAt }) => createdAt).sort(),
    )
  })

  it('can be narrowed', async () => {
    const views = await listTicketViews(adminOf(store.ctx), {
      status: ['pending'],
      kind: ['scale_up'],
    })
    expect(views).toHaveLength(1)
  })

  it('says who provides by the name that the viewer may know', () =>
    store.inRollback(async (ctx) => {
      const ticket = await aTicket(ctx)
      await allocate(ctx, ticket, { poolId: 'pool_003' })
      const own = await getTicketView(memberOf(ctx, 'sub_001'), ticket.id)
      expect(own).toMatchObject({ filledSats: btc(0.5), remainingSats: btc(1.5), desk: null })
      expect(own.allocations).toMatchObject([{ providerLabel: 'Pool Harbour', desk: null }])
      expect(JSON.stringify(own)).not.toMatch(/trs_|Kestrelby/)
      const desk = await getTicketView(adminOf(ctx), ticket.id)
      expect(desk.desk).toMatchObject({ subscriberId: 'sub_001', isCleared: true })
      expect(desk.allocations[0]?.desk).toMatchObject({ treasuryName: 'Kestrelby Family Office' })
    }))

  it('is right even when the job is late', () =>
    store.inRollback(async (ctx) => {
      const ticket = await aTicket(ctx)
      await allocate(ctx, ticket)
      const view = (ms: number) =>
        getTicketView(adminOf({ ...ctx, clock: fixedClock(addMs(ctx.clock.now(), ms)) }), ticket.id)
      expect((await view(72 * HOUR_MS - 1)).filledSats).toBe(btc(0.5))
      expect(await view(72 * HOUR_MS)).toMatchObject({
        filledSats: 0,
        remainingSats: btc(2),
        allocations: [{ status: 'released' }],
      })
      expect((await view(30 * DAY_MS - 1)).status).toBe('pending')
      expect(await view(30 * DAY_MS)).toMatchObject({ status: 'lapsed', lapsesAt: null })
    }))

  it('keeps others’ requests apart', () =>
    store.inRollback(async (ctx) => {
      const { id } = await aTicket(ctx)
      for (const actor of [memberOf(ctx, 'sub_002'), memberOf(ctx, 'trs_001')]) {
        await expect(getTicketView(actor, id)).rejects.toMatchObject({ status: 404 })
      }
      expect(await listTicketViews(memberOf(ctx, 'trs_001'))).toEqual([])
      await expect(getTicketView(adminOf(ctx), '\u0000')).rejects.toMatchObject({ status: 404 })
    }))
})

describe('the list of pools', () => {
  it('shows the same room as every other page', async () => {
    const admin = adminOf(store.ctx)
    const [views, pools] = await Promise.all([listPoolViews(admin), listTreasuryPools(admin)])
    expect(views.map(({ id, totalSats, availableSats }) => [id, totalSats, availableSats])).toEqual(
      pools.map((pool) => [pool.id, btc(pool.totalCapacity), btc(pool.availableCapacity)]),
    )
    expect(views.reduce((sum, view) => sum + view.activeLeases, 0)).toBe(25)
  })

  it('is the admins’ business alone', async () => {
    expect(await listPoolViews(memberOf(store.ctx, 'trs_001'))).toEqual([])
    expect(await listPoolViews(memberOf(store.ctx, 'sub_001'))).toEqual([])
  })
})

describe('suggestions', () => {
  it('rank what fits first and say why the others do not, and what would help', () =>
    store.inRollback(async (ctx) => {
      const { id } = await aTicket(ctx, { termDays: 45 })
      const { pools, ticketVersion, remainingSats } = await listSuggestions(adminOf(ctx), id)
      expect([ticketVersion, remainingSats, pools.length]).toEqual([1, btc(2), 5])
      const fits = pools.map(({ fit }) => fit)
      expect([...fits].sort((a, b) => order(a) - order(b))).toEqual(fits)
      const harbour = pools.find(({ poolId }) => poolId === 'pool_003')
      expect(harbour).toMatchObject({ fit: 'none', fitSats: 0 })
      expect(harbour?.changes).toContain('term 60 days instead of 45')
      expect(pools[0]).toMatchObject({ fit: 'full', fitSats: btc(2), changes: [], unfixable: [] })
      expect(pools[0]?.uptimePct).toBeGreaterThan(90)
    }))

  it('offer exactly what an allocation then gets', () =>
    store.inRollback(async (ctx) => {
      const ticket = await aTicket(ctx, { sizeSats: btc(50) })
      const { pools } = await listSuggestions(adminOf(ctx), ticket.id)
      const best = pools.find(({ fitSats }) => fitSats > 0)
      const done = await allocate(ctx, ticket, {
        poolId: best?.poolId ?? '',
        sizeSats: best?.fitSats ?? btc(0),
      })
      expect(done.filledSats).toBe(best?.fitSats)
      const after = await listSuggestions(adminOf(ctx), ticket.id)
      expect(after.pools.find(({ poolId }) => poolId === best?.poolId)?.fitSats).toBe(0)
    }))

  it('are for admins, and none for a request that is closed', () =>
    store.inRollback(async (ctx) => {
      const { id } = await aTicket(ctx)
      await expect(listSuggestions(memberOf(ctx, 'sub_001'), id)).rejects.toMatchObject({
        status: 403,
      })
      const later = { ...ctx, clock: fixedClock(addMs(ctx.clock.now(), 30 * DAY_MS)) }
      expect((await listSuggestions(adminOf(later), id)).pools).toEqual([])
    }))
})

const order = (fit: string) => ['full', 'partial', 'none'].indexOf(fit)
