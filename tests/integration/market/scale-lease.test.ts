import { describe, expect, it } from 'vitest'
import { dayText } from '@/lib/core/fact-text'
import { sats } from '@/lib/core/money'
import { DAY_MS, fixedClock, toMs } from '@/lib/core/time'
import type { DbCtx } from '@/lib/db/context'
import { requestEarlyEnd } from '@/lib/domains/liquidity/leasing/request-early-end'
import { terminateLease } from '@/lib/domains/liquidity/leasing/terminate-lease'
import { poolTable } from '@/lib/domains/liquidity/pool/table'
import { getLeaseForm } from '@/lib/flows/lease-form/get-lease-form'
import { getLeaseView } from '@/lib/flows/lease-view/get-lease-view'
import { cloneTicket } from '@/lib/flows/market/clone-ticket'
import { createTicket } from '@/lib/flows/market/create-ticket'
import { listSuggestions } from '@/lib/flows/market/list-suggestions'
import { findLease, provenAdmin, signerOf, storyOf, ticketOf } from '@/tests/support/lease-life'
import { allocate, aTicket, btc, conflictOf } from '@/tests/support/market'
import { adminOf, memberOf } from '@/tests/support/members'
import { useTestDb } from '@/tests/support/test-db'
import type { LeaseRecord } from '@/types'

const store = useTestDb('seeded')

/** A lease of trs_001 to sub_001 that runs for a while. */
const aBase = (ctx: DbCtx): Promise<LeaseRecord> =>
  findLease(ctx, { treasuryId: 'trs_001', subscriberId: 'sub_001', status: 'active' })
const daysOf = (ctx: DbCtx, { endAt }: LeaseRecord) =>
  Math.floor((toMs(endAt) - ctx.clock.now().getTime()) / DAY_MS)
const later = (ctx: DbCtx, days: number): DbCtx => ({
  ...ctx,
  clock: fixedClock(new Date(ctx.clock.now().getTime() + days * DAY_MS)),
})

describe('a request for more of a lease', () => {
  it('is as long as the lease still runs, at the named price of a day', () =>
    store.inRollback(async (ctx) => {
      const base = await aBase(ctx)
      const days = daysOf(ctx, base)
      const ticket = await aTicket(ctx, {
        leaseId: base.id,
        termDays: days * 2,
        priceMinPpm: 4000,
        priceMaxPpm: 20_000,
      })
      expect(ticket).toMatchObject({
        kind: 'scale_up',
        leaseId: base.id,
        termDays: days,
        priceMinPpm: 2000,
        priceMaxPpm: 10_000,
      })
      const form = { leaseId: base.id, action: 'scale' } as const
      const { scale } = await getLeaseForm(memberOf(ctx, 'sub_001'), form)
      expect(scale).toMatchObject({ minTermDays: days, maxTermDays: days })
    }))

  it('becomes a lease that adds to it and ends with it', () =>
    store.inRollback(async (ctx) => {
      const base = await aBase(ctx)
      const days = daysOf(ctx, base)
      const ticket = await aTicket(ctx, { leaseId: base.id, termDays: days })
      const [first] = (await allocate(ctx, ticket)).parts
      expect(first?.lease).toMatchObject({ extendsLeaseId: base.id, endAt: base.endAt })
      expect(toMs(first?.lease.endAt ?? '') - toMs(first?.lease.startAt ?? '')).toBe(days * DAY_MS)
      const { lease } = await getLeaseView(memberOf(ctx, 'sub_001'), first?.lease.id ?? '')
      expect(lease.extendsLeaseId).toBe(base.id)
    }))

  it('that is allocated days later asks the same for a day, not for the term', () =>
    store.inRollback(async (ctx) => {
      const base = await aBase(ctx)
      const days = daysOf(ctx, base)
      const wish = { priceMinPpm: 0, priceMaxPpm: days * 200 }
      const ticket = await aTicket(ctx, { leaseId: base.id, termDays: days, ...wish })
      const then = later(ctx, 5)
      const most = (days - 5) * 200
      const { pools, term } = await listSuggestions(adminOf(then), ticket.id)
      expect(term).toMatchObject({ termDays: days - 5, priceMaxPpm: most, endAt: base.endAt })
      expect(pools.length).toBeGreaterThan(0)
      await expect(allocate(then, ticket, { feePpm: most + 1 })).rejects.toMatchObject({
        fieldErrors: { feePpm: expect.stringContaining('Exceeds by 1 ppm') },
      })
      const [part] = (await allocate(then, ticket, { feePpm: most })).parts
      expect(part?.lease).toMatchObject({ extendsLeaseId: base.id, endAt: base.endAt })
    }))

  it('may be shorter than what a pool leases else', () =>
    store.inRollback(async (ctx) => {
      await ctx.db.update(poolTable).set({ minTermDays: 365 })
      const base = await aBase(ctx)
      const ticket = await aTicket(ctx, { leaseId: base.id, termDays: daysOf(ctx, base) })
      expect((await allocate(ctx, ticket)).parts).toHaveLength(1)
      const other = await aTicket(ctx)
      expect((await conflictOf(allocate(ctx, other))).code).toBe('pool_not_eligible')
    }))

  it('may come from another treasury, which does not learn of the lease', () =>
    store.inRollback(async (ctx) => {
      const base = await aBase(ctx)
      const ticket = await aTicket(ctx, { leaseId: base.id, termDays: daysOf(ctx, base) })
      const from = { poolId: 'pool_005', treasuryId: 'trs_003' }
      const [part] = (await allocate(ctx, ticket, from)).parts
      const id = part?.lease.id ?? ''
      expect(part?.lease).toMatchObject({ extendsLeaseId: base.id, treasuryId: 'trs_003' })
      expect((await getLeaseView(memberOf(ctx, 'trs_003'), id)).lease.extendsLeaseId).toBeNull()
      expect((await getLeaseView(adminOf(ctx), id)).lease.extendsLeaseId).toBe(base.id)
    }))

  it('is refused with a sentence for a lease that is over, about to be, or to end early', () =>
    store.inRollback(async (ctx) => {
      const base = await aBase(ctx)
      const ask = (at: DbCtx) =>
        conflictOf(aTicket(at, { leaseId: base.id, termDays: 30 })).then(({ code, message }) => [
          code,
          message,
        ])
      const day = dayText(base.endAt)
      expect(await ask({ ...ctx, clock: fixedClock(base.endAt) })).toEqual([
        'lease_not_running',
        `${base.id} is expired: only a running lease can be added to.`,
      ])
      const lastDay = fixedClock(new Date(toMs(base.endAt) - DAY_MS + 1))
      expect(await ask({ ...ctx, clock: lastDay })).toEqual([
        'lease_ends_too_soon',
        `${base.id} ends on ${day}, less than a day after the start.`,
      ])
      const reason = 'No longer needed'
      await requestEarlyEnd(await signerOf(ctx, 'sub_001'), { leaseId: base.id, reason })
      expect(await ask(ctx)).toEqual(['early_end_open', `An early end of ${base.id} is asked for.`])
      await expect(
        createTicket(memberOf(ctx, 'sub_002'), {
          leaseId: base.id,
          sizeSats: sats(1_000_000),
          termDays: 30,
          priceMinPpm: 0,
          priceMaxPpm: 1,
        }),
      ).rejects.toMatchObject({ status: 404 })
    }))

  it('lapses with the lease, and what it was given stays', () =>
    store.inRollback(async (ctx) => {
      const base = await aBase(ctx)
      const wish = { leaseId: base.id, termDays: daysOf(ctx, base) }
      const [none, some] = [await aTicket(ctx, wish), await aTicket(ctx, wish)]
      await allocate(ctx, some, { poolId: 'pool_002', sizeSats: btc(0.1) })
      const cloned = await cloneTicket(memberOf(ctx, 'sub_001'), { ticketId: none.id })
      expect(cloned).toMatchObject({ kind: 'scale_up', leaseId: base.id })
      const reason = 'Asked for by operations'
      await terminateLease(await provenAdmin(ctx), { leaseId: base.id, reason })
      expect(await ticketOf(ctx, none.id)).toMatchObject({
        status: 'lapsed',
        reason: `${base.id}, which it adds to, has ended`,
      })
      expect(await storyOf(ctx, none.id)).toContain('ticket.lapsed pending lapsed')
      expect(await ticketOf(ctx, some.id)).toMatchObject({
        status: expect.not.stringMatching('pending'),
      })
      const again = await cloneTicket(memberOf(ctx, 'sub_001'), { ticketId: none.id }).catch(
        (error: { status: number }) => error,
      )
      // Alone it must be as long as any other request.
      if (none.termDays < 30) expect(again).toMatchObject({ status: 422 })
      else expect(again).toMatchObject({ kind: 'new', leaseId: null })
    }))
})
