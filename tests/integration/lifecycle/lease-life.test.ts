import { asc, eq, sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { sats } from '@/lib/core/money'
import { addMs, DAY_MS, fixedClock, HOUR_MS, MINUTE_MS } from '@/lib/core/time'
import type { DbCtx } from '@/lib/db/context'
import { contractTable } from '@/lib/domains/liquidity/contract/table'
import { earlyEndTable } from '@/lib/domains/liquidity/early-end/table'
import { leaseBackingTable, leaseTable } from '@/lib/domains/liquidity/lease/table'
import { nextDue } from '@/lib/domains/liquidity/lifecycle/next-due'
import { renewalTable } from '@/lib/domains/liquidity/renewal/table'
import { handleEvent } from '@/lib/flows/lifecycle/handle-event'
import { runDue } from '@/lib/flows/lifecycle/run-due'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import { auditEventTable } from '@/lib/platform/audit/table'
import {
  addSignedLease,
  aPendingLease,
  channelsOf,
  deliver,
  leaseOf,
} from '@/tests/support/delivery'
import { systemOf } from '@/tests/support/members'
import { useTestDb } from '@/tests/support/test-db'
import type { EarlyEndRecord, LeaseRecord } from '@/types'

const store = useTestDb('seeded')
const later = (days: number, hours = 0) => addMs(REFERENCE_INSTANT, days * DAY_MS + hours * HOUR_MS)
const at = (ctx: DbCtx, instant: string) => systemOf({ ...ctx, clock: fixedClock(instant) })
const run = (ctx: DbCtx, instant: string) => runDue(at(ctx, instant))

const backingsOf = (ctx: DbCtx, leaseId: string) =>
  ctx.db
    .select()
    .from(leaseBackingTable)
    .where(eq(leaseBackingTable.leaseId, leaseId))
    .orderBy(asc(leaseBackingTable.id))

async function auditsOf(ctx: DbCtx, entityId: string) {
  const rows = await ctx.db
    .select()
    .from(auditEventTable)
    .where(eq(auditEventTable.entityId, entityId))
    .orderBy(asc(auditEventTable.seq))
  return rows.map(({ action, at: when }) => [action, when])
}

/** A lease that runs since before the world's first day, with its backing. */
async function aRunningLease(ctx: DbCtx, rest: Partial<LeaseRecord> = {}): Promise<LeaseRecord> {
  const lease = await deliver(ctx, { startAt: later(0, 2), endAt: later(30, 2), ...rest })
  await run(ctx, later(0, 3))
  const active = await leaseOf(ctx.db, lease.id)
  expect(active.status).toBe('active')
  return active
}

async function renew(ctx: DbCtx, old: LeaseRecord, rest: Partial<LeaseRecord> = {}) {
  return addSignedLease(
    ctx.db,
    aPendingLease({
      id: 'lease_renew1',
      renewsLeaseId: old.id,
      sizeSats: old.sizeSats,
      startAt: old.endAt,
      deliveredAt: later(10),
      ...rest,
    }),
  )
}

function anEarlyEnd(lease: LeaseRecord, rest: Partial<EarlyEndRecord> = {}): EarlyEndRecord {
  return {
    id: 'end_made01',
    leaseId: lease.id,
    treasuryId: lease.treasuryId,
    subscriberId: lease.subscriberId,
    requestedBy: 'subscriber',
    reason: 'Moving to another provider',
    status: 'approved',
    effectiveAt: later(12, 5),
    feeSats: sats(1000),
    isFeeWaived: false,
    createdAt: later(1),
    answeredAt: later(2),
    answerReason: null,
    version: 2,
    ...rest,
  }
}

describe('a delivered lease', () => {
  it('that is early waits for its planned start to the millisecond', () =>
    store.inRollback(async (ctx) => {
      const lease = await deliver(ctx, { startAt: later(1) })
      await run(ctx, addMs(later(1), -1))
      const waiting = await leaseOf(ctx.db, lease.id)
      expect(waiting.status).toBe('pending')
      expect(waiting.deliveredAt).not.toBeNull()
      await run(ctx, later(1))
      expect(await leaseOf(ctx.db, lease.id)).toMatchObject({
        status: 'active',
        startAt: lease.startAt,
        endAt: lease.endAt,
      })
      expect(await auditsOf(ctx, lease.id)).toContainEqual(['lease.activated', later(1)])
    }))

  it('that is late starts when it is delivered, and its term keeps its length', () =>
    store.inRollback(async (ctx) => {
      const lease = await deliver(ctx, { startAt: addMs(REFERENCE_INSTANT, 5 * MINUTE_MS) })
      await run(ctx, later(0, 3))
      const active = await leaseOf(ctx.db, lease.id)
      expect(active.status).toBe('active')
      expect(active.startAt).toBe(active.deliveredAt)
      expect(Date.parse(active.endAt) - Date.parse(active.startAt)).toBe(
        Date.parse(lease.endAt) - Date.parse(lease.startAt),
      )
    }))

  it('does not start without an active contract', () =>
    store.inRollback(async (ctx) => {
      const lease = await deliver(ctx)
      await ctx.db
        .update(contractTable)
        .set({ status: 'draft' })
        .where(eq(contractTable.leaseId, lease.id))
      await run(ctx, later(1))
      expect((await leaseOf(ctx.db, lease.id)).status).toBe('pending')
    }))
})

describe('a lease that nothing continues', () => {
  it('expires at its end, and its channels stay open without a lease', () =>
    store.inRollback(async (ctx) => {
      const lease = await aRunningLease(ctx)
      await run(ctx, addMs(lease.endAt, -1))
      expect((await leaseOf(ctx.db, lease.id)).status).toBe('active')
      await run(ctx, later(40))
      expect(await leaseOf(ctx.db, lease.id)).toMatchObject({ status: 'expired', endedAt: null })
      const [backing] = await channelsOf(ctx.db, lease.id)
      expect(backing?.backing.toAt).toBe(lease.endAt)
      expect(backing?.channel.state).toBe('active')
      expect((await auditsOf(ctx, lease.id)).at(-1)).toEqual(['lease.expired', lease.endAt])
    }))

  it('makes room for the lease that waits for it', () =>
    store.inRollback(async (ctx) => {
      const first = await aRunningLease(ctx)
      const [held] = await channelsOf(ctx.db, first.id)
      // All that its treasury could give is in the channel of the first lease.
      await ctx.db.execute(sql`
        update node set reserve_sats = 0, status = 'offline', status_since = ${later(-9)}
        where treasury_id = 'trs_001' and id <> ${held?.channel.nodeId ?? ''}`)
      await ctx.db.execute(sql`
        update node set reserve_sats = 0 where id = ${held?.channel.nodeId ?? ''}`)
      await ctx.db.execute(sql`
        update channel set local_sats = 0, remote_sats = capacity_sats
        where node_id = ${held?.channel.nodeId ?? ''} and id <> ${held?.channel.id ?? ''}`)
      const second = await deliver(
        ctx,
        { id: 'lease_made02', startAt: first.endAt, endAt: addMs(first.endAt, 30 * DAY_MS) },
        later(1),
      )
      await run(ctx, later(20))
      expect(await channelsOf(ctx.db, second.id)).toEqual([])
      await run(ctx, later(31))
      expect((await leaseOf(ctx.db, second.id)).status).toBe('active')
    }))
})

describe('a renewed lease', () => {
  it('ends at the instant its renewal starts, on the same channels, without gap or overlap', () =>
    store.inRollback(async (ctx) => {
      const old = await aRunningLease(ctx)
      const renewal = await renew(ctx, old)
      await run(ctx, addMs(old.endAt, -1))
      expect((await leaseOf(ctx.db, renewal.id)).status).toBe('pending')
      await run(ctx, old.endAt)
      expect((await leaseOf(ctx.db, old.id)).status).toBe('expired')
      expect(await leaseOf(ctx.db, renewal.id)).toMatchObject({
        status: 'active',
        startAt: old.endAt,
        endAt: renewal.endAt,
      })
      const [before] = await backingsOf(ctx, old.id)
      const after = await backingsOf(ctx, renewal.id)
      expect(before?.toAt).toBe(old.endAt)
      expect(after).toEqual([
        { ...before, id: after[0]?.id, leaseId: renewal.id, fromAt: old.endAt, toAt: null },
      ])
    }))

  it('keeps only what a smaller renewal needs', () =>
    store.inRollback(async (ctx) => {
      const old = await aRunningLease(ctx)
      const renewal = await renew(ctx, old, { sizeSats: sats(20_000_000) })
      await run(ctx, later(31))
      const [backing] = await backingsOf(ctx, renewal.id)
      expect(backing?.shareSats).toBe(20_000_000)
    }))

  it('that is terminated first is not continued', () =>
    store.inRollback(async (ctx) => {
      const old = await aRunningLease(ctx)
      const renewal = await renew(ctx, old)
      await ctx.db.insert(earlyEndTable).values(anEarlyEnd(old))
      await run(ctx, later(31))
      expect((await leaseOf(ctx.db, old.id)).status).toBe('terminated')
      expect((await leaseOf(ctx.db, renewal.id)).status).toBe('cancelled')
      expect(await backingsOf(ctx, renewal.id)).toEqual([])
    }))
})

describe('an approved early end', () => {
  it('terminates the lease at its instant, with contract and backing', () =>
    store.inRollback(async (ctx) => {
      const lease = await aRunningLease(ctx)
      await ctx.db.insert(earlyEndTable).values(anEarlyEnd(lease))
      await run(ctx, later(20))
      const ended = await leaseOf(ctx.db, lease.id)
      expect(ended).toMatchObject({
        status: 'terminated',
        endedAt: later(12, 5),
        endAt: lease.endAt,
      })
      const [backing] = await backingsOf(ctx, lease.id)
      expect(backing?.toAt).toBe(later(12, 5))
      const [contract] = await ctx.db
        .select()
        .from(contractTable)
        .where(eq(contractTable.leaseId, lease.id))
      expect(contract).toMatchObject({ status: 'completed', completedAt: later(12, 5) })
      const [request] = await ctx.db.select().from(earlyEndTable)
      expect(request?.status).toBe('done')
    }))

  it('at the very end of the term still comes before the end', () =>
    store.inRollback(async (ctx) => {
      const lease = await aRunningLease(ctx)
      await ctx.db.insert(earlyEndTable).values(anEarlyEnd(lease, { effectiveAt: lease.endAt }))
      await run(ctx, later(40))
      expect(await leaseOf(ctx.db, lease.id)).toMatchObject({
        status: 'terminated',
        endedAt: lease.endAt,
      })
    }))

  it('that nobody approved lapses with the lease', () =>
    store.inRollback(async (ctx) => {
      const lease = await aRunningLease(ctx)
      await ctx.db.insert(earlyEndTable).values(anEarlyEnd(lease, { status: 'requested' }))
      await run(ctx, later(40))
      const [request] = await ctx.db.select().from(earlyEndTable)
      expect(request).toMatchObject({ status: 'withdrawn', answeredAt: lease.endAt, version: 3 })
      expect(await auditsOf(ctx, 'end_made01')).toEqual([['early_end.withdrawn', lease.endAt]])
    }))
})

describe('the scheduler', () => {
  it('leaves nothing due behind, for months', () =>
    store.inRollback(async (ctx) => {
      const outcome = await run(ctx, later(90))
      expect(outcome.failed).toBe(0)
      expect(outcome.done).toBeGreaterThan(20)
      expect(await nextDue(ctx, new Date(later(90)))).toBeNull()
    }))

  it('lapses what nobody answered in time', () =>
    store.inRollback(async (ctx) => {
      await run(ctx, later(8))
      const open = await ctx.db
        .select()
        .from(renewalTable)
        .where(eq(renewalTable.status, 'requested'))
      expect(open).toEqual([])
      const late = await ctx.db
        .select()
        .from(leaseTable)
        .where(sql`status = 'active' and end_at <= ${later(8)}`)
      expect(late).toEqual([])
    }))

  it('goes on after an event that fails, and tries that one again next time', () =>
    store.inRollback(async (ctx) => {
      const lease = await deliver(ctx)
      const [ordered] = await channelsOf(ctx.db, lease.id)
      await ctx.db.execute(sql`update channel_operation set steps_done = 99
        where id = ${ordered?.operation?.id ?? ''}`)
      const first = await run(ctx, later(5))
      expect(first).toMatchObject({ failed: 1 })
      expect(first.done).toBeGreaterThan(5)
      await ctx.db.execute(sql`update channel_operation set steps_done = 0
        where id = ${ordered?.operation?.id ?? ''}`)
      expect(await run(ctx, later(5))).toMatchObject({ failed: 0 })
    }))

  it('skips an event that is over when its turn comes', () =>
    store.inRollback(async (ctx) => {
      const lease = await aRunningLease(ctx)
      const system = at(ctx, later(40))
      const event = { kind: 'lease_end', id: lease.id, at: lease.endAt } as const
      expect(await handleEvent(system, event)).toBe(true)
      expect(await handleEvent(system, event)).toBe(false)
      for (const kind of ['lease_start', 'renewal_start'] as const) {
        expect(await handleEvent(system, { ...event, kind })).toBe(false)
      }
      for (const kind of ['operation_step', 'early_end'] as const) {
        expect(await handleEvent(system, { kind, id: 'nothing', at: lease.endAt })).toBe(false)
      }
    }))
})
