import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { addMs, DAY_MS, fixedClock, HOUR_MS } from '@/lib/core/time'
import type { DbCtx } from '@/lib/db/context'
import { issueContract } from '@/lib/domains/liquidity/allocation/issue-contract'
import {
  releaseAllocation,
  releaseExpired,
} from '@/lib/domains/liquidity/allocation/release-allocation'
import { allocationTable } from '@/lib/domains/liquidity/allocation/table'
import { contractTable } from '@/lib/domains/liquidity/contract/table'
import { leaseTable } from '@/lib/domains/liquidity/lease/table'
import { assignTicket } from '@/lib/domains/liquidity/ticket/assign-ticket'
import { rejectTicket } from '@/lib/domains/liquidity/ticket/reject-ticket'
import { ticketTable } from '@/lib/domains/liquidity/ticket/table'
import { syncAlerts } from '@/lib/flows/alerts/sync-alerts'
import { getLeaseView } from '@/lib/flows/lease-view/get-lease-view'
import { getTicketView } from '@/lib/flows/market/get-ticket-view'
import type { UserCtx } from '@/lib/platform/ctx'
import { notificationTable } from '@/lib/platform/notification/table'
import { allocate, aTicket, auditOf, btc } from '@/tests/support/market'
import { adminOf, memberOf, systemOf } from '@/tests/support/members'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('seeded')
const reason = 'The treasury asked for it'

/** A request of 2 BTC wholly reserved, with its contract. */
async function reserved(ctx: DbCtx) {
  const done = await allocate(ctx, await aTicket(ctx), { sizeSats: btc(2), issue: true })
  const [part] = done.parts
  if (part === undefined) throw new Error('Nothing was reserved')
  return { ...part, ticket: done.ticket }
}

async function states(
  ctx: DbCtx,
  { allocation, lease, ticket }: Awaited<ReturnType<typeof reserved>>,
) {
  const [a] = await ctx.db
    .select()
    .from(allocationTable)
    .where(eq(allocationTable.id, allocation.id))
  const [l] = await ctx.db.select().from(leaseTable).where(eq(leaseTable.id, lease.id))
  const [c] = await ctx.db.select().from(contractTable).where(eq(contractTable.leaseId, lease.id))
  const [t] = await ctx.db.select().from(ticketTable).where(eq(ticketTable.id, ticket.id))
  return { allocation: a, lease: l, contract: c, ticket: t }
}

describe('releasing a reservation', () => {
  it('by hand frees lease and contract and opens the request again, with one audit row each', () =>
    store.inRollback(async (ctx) => {
      const made = await reserved(ctx)
      expect(made.ticket.status).toBe('matched')
      await releaseAllocation(adminOf(ctx), { allocationId: made.allocation.id, reason })
      const after = await states(ctx, made)
      expect(after).toMatchObject({
        allocation: { status: 'released' },
        lease: { status: 'cancelled', endedAt: ctx.clock.now().toISOString(), version: 2 },
        contract: { status: 'void', version: 2 },
        ticket: { status: 'pending', version: 3 },
      })
      for (const [id, action] of [
        [made.allocation.id, 'allocation.released'],
        [made.lease.id, 'lease.cancelled'],
        [after.contract?.id ?? '', 'contract.voided'],
        [made.ticket.id, 'ticket.reopened'],
      ] as const) {
        const said = action === 'allocation.released' ? reason : 'Released by Flowrate'
        expect(await auditOf(ctx, id, action)).toMatchObject([{ reason: said }])
      }
      await expect(
        releaseAllocation(adminOf(ctx), { allocationId: made.allocation.id, reason }),
      ).rejects.toMatchObject({ status: 409, code: 'illegal_transition' })
    }))

  it('tells Flowrate alone why', () =>
    store.inRollback(async (ctx) => {
      const { allocation, lease } = await reserved(ctx)
      await releaseAllocation(adminOf(ctx), { allocationId: allocation.id, reason })
      const read = async (actor: UserCtx) =>
        JSON.stringify((await getLeaseView(actor, lease.id)).timeline)
      expect(await read(adminOf(ctx))).toContain(reason)
      for (const party of [memberOf(ctx, lease.treasuryId), memberOf(ctx, lease.subscriberId)]) {
        expect(await read(party)).not.toContain(reason)
        expect(await read(party)).toContain('Released by Flowrate')
      }
    }))

  it('gives the capacity back: the same can be allocated at once', () =>
    store.inRollback(async (ctx) => {
      const made = await reserved(ctx)
      await releaseAllocation(adminOf(ctx), { allocationId: made.allocation.id, reason })
      const { ticket } = await states(ctx, made)
      const again = await allocate(ctx, ticket ?? made.ticket, { sizeSats: btc(2) })
      expect(again.ticket.status).toBe('matched')
    }))

  it('happens at the 72nd hour and not a millisecond before, dated to that instant', () =>
    store.inRollback(async (ctx) => {
      const made = await reserved(ctx)
      const due = made.allocation.expiresAt ?? ''
      const { id } = made.allocation
      expect(await releaseExpired(systemOf(ctx), id, addMs(due, -1))).toBe(false)
      const late = { ...systemOf(ctx), clock: fixedClock(addMs(due, 90 * DAY_MS)) }
      expect(await releaseExpired(late, id, due)).toBe(true)
      expect(await states(ctx, made)).toMatchObject({
        allocation: { status: 'released' },
        lease: { status: 'cancelled', endedAt: due },
        contract: { status: 'void' },
        ticket: { status: 'pending', updatedAt: due },
      })
      expect(await auditOf(ctx, id, 'allocation.released')).toMatchObject([
        { at: due, actorType: 'system', reason: 'Contract was not signed within 72 hours' },
      ])
      expect(await releaseExpired(late, id, due)).toBe(false)
    }))

  it('does not happen to one that was prolonged by its contract', () =>
    store.inRollback(async (ctx) => {
      const done = await allocate(ctx, await aTicket(ctx))
      const { id, expiresAt } = done.parts[0]?.allocation ?? { id: '', expiresAt: '' }
      const later = { ...ctx, clock: fixedClock(addMs(ctx.clock.now(), HOUR_MS)) }
      await issueContract(adminOf(later), { allocationId: id })
      expect(await releaseExpired(systemOf(ctx), id, expiresAt ?? '')).toBe(false)
    }))

  it('holds nothing any more once its time is over, even before the job has come', () =>
    store.inRollback(async (ctx) => {
      const size = { poolId: 'pool_004', treasuryId: 'trs_005', sizeSats: btc(0.05) }
      const made = await allocate(ctx, await aTicket(ctx, { sizeSats: btc(0.1) }), size)
      const wish = { sizeSats: btc(0.1) }
      const ticket = await aTicket(ctx, wish)
      const free = async (at: DbCtx) => {
        const attempt = allocate(at, ticket, { ...size, sizeSats: btc(0.11) })
        const error = await attempt.catch((thrown: unknown) => thrown)
        return (error as { fresh: { availableSats: number } }).fresh.availableSats
      }
      const before = await free(ctx)
      const due = made.parts[0]?.allocation.expiresAt ?? ''
      const after = await free({ ...ctx, clock: fixedClock(due) })
      // The seeded reservations that end by then free theirs too.
      expect(after - before).toBeGreaterThanOrEqual(btc(0.05))
    }))

  it('opens a request again whose remainder was rejected, keeps why, and tells its lessee', () =>
    store.inRollback(async (ctx) => {
      const done = await allocate(ctx, await aTicket(ctx))
      const ticketId = done.ticket.id
      await rejectTicket(adminOf(ctx), { ticketId, reasonCode: 'no_capacity', reason })
      await releaseAllocation(adminOf(ctx), {
        allocationId: done.parts[0]?.allocation.id ?? '',
        reason,
      })
      const [ticket] = await ctx.db.select().from(ticketTable).where(eq(ticketTable.id, ticketId))
      expect(ticket).toMatchObject({ status: 'pending', reasonCode: 'no_capacity', reason })
      await syncAlerts(systemOf(ctx))
      const told = await ctx.db
        .select()
        .from(notificationTable)
        .where(eq(notificationTable.rule, 'request-reopened'))
      expect(
        told.map(({ audience, organisationId, title }) => [audience, organisationId, title]),
      ).toEqual([['subscriber', done.ticket.subscriberId, `Request ${ticketId} is open again`]])
      // What is given after all was not rejected.
      const again = await allocate(ctx, ticket ?? done.ticket, { sizeSats: btc(2) })
      expect(again.ticket).toMatchObject({ status: 'matched', reasonCode: null, reason: null })
    }))

  it('is an event of the request, like every change of what it was promised, for each role', () =>
    store.inRollback(async (ctx) => {
      const done = await allocate(ctx, await aTicket(ctx), { sizeSats: btc(1) })
      const ticketId = done.ticket.id
      const [part] = done.parts
      if (part === undefined) throw new Error('Nothing was reserved')
      const at = (hours: number) => ({
        ...ctx,
        clock: fixedClock(addMs(ctx.clock.now(), hours * HOUR_MS)),
      })
      await assignTicket(adminOf(at(1)), { ticketId, to: 'me' })
      await issueContract(adminOf(at(2)), { allocationId: part.allocation.id })
      await releaseAllocation(adminOf(at(3)), { allocationId: part.allocation.id, reason })
      await assignTicket(adminOf(at(3)), { ticketId, to: 'nobody' })
      const read = async (actor: UserCtx) => (await getTicketView(actor, ticketId)).timeline
      const own = await read(memberOf(at(4), done.ticket.subscriberId))
      const lapses = (hours: number) => addMs(ctx.clock.now(), hours * HOUR_MS + 30 * DAY_MS)
      const held = (hours: number) => addMs(ctx.clock.now(), hours * HOUR_MS + 72 * HOUR_MS)
      expect(own.map(({ action, until }) => [action, until])).toEqual([
        ['ticket.created', null],
        ['allocation.reserved', held(0)],
        ['ticket.allocated', lapses(0)],
        ['ticket.assigned', lapses(1)],
        ['allocation.prolonged', held(2)],
        ['allocation.released', null],
        ['ticket.reopened', lapses(3)],
        ['ticket.given_back', lapses(3)],
      ])
      expect(
        (await getTicketView(memberOf(at(4), done.ticket.subscriberId), ticketId)).lapsesAt,
      ).toBe(own.at(-1)?.until)
      // Why the desk released it is read by the desk alone, and so are its people's names.
      expect(JSON.stringify(own)).not.toContain(reason)
      expect(new Set(own.map(({ by }) => by)).has('Flowrate')).toBe(true)
      expect(JSON.stringify(await read(adminOf(at(4))))).toContain(reason)
      const parties = [
        memberOf(at(4), part.lease.treasuryId),
        memberOf(at(4), part.lease.subscriberId),
      ]
      for (const party of parties) {
        const { timeline } = await getLeaseView(party, part.lease.id)
        const promises = timeline.filter(({ entityType }) => entityType === 'Allocation').reverse()
        expect(promises.map(({ action, until }) => [action, until])).toEqual([
          ['allocation.reserved', held(0)],
          ['allocation.prolonged', held(2)],
          ['allocation.released', null],
        ])
      }
    }))

  it('is for admins alone, and unknown ids are not found', () =>
    store.inRollback(async (ctx) => {
      const { allocation } = await reserved(ctx)
      const input = { allocationId: allocation.id, reason }
      for (const actor of [memberOf(ctx, 'trs_001'), memberOf(ctx, 'sub_001')]) {
        await expect(releaseAllocation(actor, input)).rejects.toMatchObject({ status: 403 })
      }
      await expect(
        releaseAllocation(adminOf(ctx), { ...input, allocationId: 'alloc_nothing' }),
      ).rejects.toMatchObject({ status: 404 })
    }))
})
