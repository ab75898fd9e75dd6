import { and, desc, eq, isNull } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { ForbiddenError, NotFoundError } from '@/lib/core/errors'
import { sats } from '@/lib/core/money'
import { addMs, fixedClock, HOUR_MS } from '@/lib/core/time'
import type { DbCtx } from '@/lib/db/context'
import { leaseBackingTable, leaseTable } from '@/lib/domains/liquidity/lease/table'
import { reassignCapacity } from '@/lib/domains/liquidity/leasing/reassign-capacity'
import { startRenewal } from '@/lib/domains/liquidity/lifecycle/start-renewal'
import { nodeTable } from '@/lib/domains/liquidity/node/table'
import { scriptFault } from '@/lib/domains/liquidity/orchestration/script-fault'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import { auditEventTable } from '@/lib/platform/audit/table'
import {
  addSignedLease,
  aPendingLease,
  channelsOf,
  deliver,
  leaseOf,
  nodeCapacities,
  runOperations,
} from '@/tests/support/delivery'
import { adminOf, memberOf, systemOf, viewerOf } from '@/tests/support/members'
import { proved } from '@/tests/support/proof'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('seeded')
const STARTED = addMs(REFERENCE_INSTANT, 3 * HOUR_MS)
const MOVED = addMs(STARTED, 3 * HOUR_MS)
const REASON = 'The node has been offline for 72 hours'

/** A running lease of 0.5 BTC behind one channel, and the request to move it. */
async function running(base: DbCtx) {
  const made = await deliver(base)
  await runOperations(base, STARTED)
  await base.db.update(leaseTable).set({ status: 'active' }).where(eq(leaseTable.id, made.id))
  const ctx = { ...base, clock: fixedClock(STARTED) }
  const lease = await leaseOf(ctx.db, made.id)
  const [behind] = await channelsOf(ctx.db, lease.id)
  if (behind === undefined) throw new Error('Nothing was delivered')
  const request = { leaseId: lease.id, channelId: behind.channel.id, reason: REASON }
  return { ctx, lease, behind, request: { ...request, version: lease.version } }
}

const standing = (ctx: DbCtx, leaseId: string) =>
  ctx.db
    .select()
    .from(leaseBackingTable)
    .where(and(eq(leaseBackingTable.leaseId, leaseId), isNull(leaseBackingTable.toAt)))

describe('moving the capacity of a running lease', () => {
  it('opens on another node first, and gives the old channel up when the new one delivers', () =>
    store.inRollback(async (base) => {
      const { ctx, lease, behind, request } = await running(base)
      const capacities = await nodeCapacities(ctx.db, lease.treasuryId)
      await reassignCapacity(await proved(adminOf(ctx)), request)
      const [old, fresh] = await channelsOf(ctx.db, lease.id)
      expect(old?.backing.toAt).toBeNull()
      expect(fresh?.channel).toMatchObject({ state: 'pending', capacitySats: lease.sizeSats })
      expect(fresh?.channel.nodeId).not.toBe(behind.channel.nodeId)

      await runOperations(ctx, MOVED)
      const left = await standing(ctx, lease.id)
      expect(left.map(({ channelId }) => channelId)).toEqual([fresh?.channel.id])
      const [ended, taking] = await channelsOf(ctx.db, lease.id)
      expect(ended?.backing.toAt).toBe(taking?.channel.openedAt)
      expect(ended?.channel.state).toBe('active')
      expect(await nodeCapacities(ctx.db, lease.treasuryId)).toEqual(capacities)
      expect((await leaseOf(ctx.db, lease.id)).status).toBe('active')
    }))

  it('gives up the channel that was named, whichever of several is older', () =>
    store.inRollback(async (base) => {
      const { ctx, lease, behind, request } = await running(base)
      const leaving = 'chan_060'
      await ctx.db
        .update(leaseBackingTable)
        .set({ shareSats: sats(30_000_000) })
        .where(eq(leaseBackingTable.id, behind.backing.id))
      await ctx.db.insert(leaseBackingTable).values({
        ...behind.backing,
        id: 'back_younger',
        channelId: leaving,
        shareSats: sats(20_000_000),
        fromAt: STARTED,
      })
      await reassignCapacity(await proved(adminOf(ctx)), { ...request, channelId: leaving })
      await runOperations(ctx, MOVED)
      const left = await standing(ctx, lease.id)
      expect(left.map(({ shareSats }) => Number(shareSats)).sort()).toEqual([
        20_000_000, 30_000_000,
      ])
      const behindIt = left.map(({ channelId }) => channelId)
      expect(behindIt).toContain(behind.channel.id)
      expect(behindIt).not.toContain(leaving)
    }))

  it('goes on for the lease that renews it, when that starts meanwhile', () =>
    store.inRollback(async (base) => {
      const { ctx, lease, behind, request } = await running(base)
      const handedOver = lease.endAt
      const late = { ...ctx, clock: fixedClock(addMs(handedOver, -HOUR_MS / 6)) }
      await reassignCapacity(await proved(adminOf(late)), request)
      const renewal = aPendingLease({
        id: 'lease_goes_on',
        treasuryId: lease.treasuryId,
        subscriberId: lease.subscriberId,
        sizeSats: lease.sizeSats,
        renewsLeaseId: lease.id,
        startAt: handedOver,
        deliveredAt: lease.deliveredAt,
      })
      await addSignedLease(ctx.db, renewal)
      const system = systemOf({ ...ctx, clock: fixedClock(handedOver) })
      expect(await startRenewal(system, renewal.id, handedOver)).toBe(true)
      const both = await standing(ctx, renewal.id)
      const [old, fresh] = both.sort(
        (a, b) => Number(a.replacesId !== null) - Number(b.replacesId !== null),
      )
      expect(both).toHaveLength(2)
      expect(old?.channelId).toBe(behind.channel.id)
      expect(fresh?.replacesId).toBe(old?.id)

      await runOperations(ctx, addMs(handedOver, 3 * HOUR_MS))
      const left = await standing(ctx, renewal.id)
      expect(left.map(({ channelId }) => channelId)).toEqual([fresh?.channelId])
      expect((await leaseOf(ctx.db, renewal.id)).status).toBe('active')
    }))

  it('is written to the log with its reason', () =>
    store.inRollback(async (base) => {
      const { ctx, lease, request } = await running(base)
      await reassignCapacity(await proved(adminOf(ctx)), request)
      const [row] = await ctx.db
        .select()
        .from(auditEventTable)
        .where(eq(auditEventTable.entityId, lease.id))
        .orderBy(desc(auditEventTable.seq))
        .limit(1)
      expect(row).toMatchObject({
        action: 'lease.capacity_reassigned',
        actorType: 'user',
        reason: REASON,
      })
    }))

  it('keeps what the lease had when the new channel can not be opened, and may be tried again', () =>
    store.inRollback(async (base) => {
      const { ctx, lease, behind, request } = await running(base)
      for (const { id } of await ctx.db.select().from(nodeTable)) {
        await scriptFault(adminOf(ctx), { nodeId: id, fault: 'open_fails', count: 1 })
      }
      await reassignCapacity(await proved(adminOf(ctx)), request)
      await runOperations(ctx, MOVED)
      const left = await standing(ctx, lease.id)
      expect(left.map(({ channelId }) => channelId)).toEqual([behind.channel.id])
      const { version } = await leaseOf(ctx.db, lease.id)
      const again = await proved(adminOf({ ...ctx, clock: fixedClock(MOVED) }))
      const moved = await reassignCapacity(again, { ...request, version })
      expect(moved.version).toBe(version + 1)
    }))

  it('keeps both channels while the new one is too small', () =>
    store.inRollback(async (base) => {
      const { ctx, lease, request } = await running(base)
      for (const { id } of await ctx.db.select().from(nodeTable)) {
        await scriptFault(adminOf(ctx), { nodeId: id, fault: 'too_small', count: 1 })
      }
      await reassignCapacity(await proved(adminOf(ctx)), request)
      await runOperations(ctx, MOVED)
      expect(await standing(ctx, lease.id)).toHaveLength(2)
    }))
})

describe('what can not be moved', () => {
  it('is refused while another move runs, and with an older version', () =>
    store.inRollback(async (base) => {
      const { ctx, request } = await running(base)
      const desk = await proved(adminOf(ctx))
      const { version } = await reassignCapacity(desk, request)
      await expect(reassignCapacity(desk, request)).rejects.toMatchObject({
        status: 409,
        code: 'stale_version',
      })
      await expect(reassignCapacity(desk, { ...request, version })).rejects.toMatchObject({
        status: 409,
        code: 'reassignment_running',
      })
    }))

  it('is refused without room on another node, with the free capacity', () =>
    store.inRollback(async (base) => {
      const { ctx, request } = await running(base)
      await ctx.db.update(nodeTable).set({ reserveSats: sats(0) })
      await expect(reassignCapacity(await proved(adminOf(ctx)), request)).rejects.toMatchObject({
        status: 409,
        code: 'insufficient_availability',
        fresh: { neededSats: 50_000_000 },
      })
    }))

  it('is refused for a lease that does not run and for a channel that does not back it', () =>
    store.inRollback(async (base) => {
      const { ctx, lease, request } = await running(base)
      const desk = await proved(adminOf(ctx))
      await expect(
        reassignCapacity(desk, { ...request, channelId: 'chan_001' }),
      ).rejects.toBeInstanceOf(NotFoundError)
      await ctx.db
        .update(leaseTable)
        .set({ status: 'terminated', endedAt: STARTED })
        .where(eq(leaseTable.id, lease.id))
      await expect(reassignCapacity(desk, request)).rejects.toMatchObject({
        status: 409,
        code: 'illegal_transition',
      })
    }))

  it('is refused to parties and viewers, and without a fresh proof', () =>
    store.inRollback(async (base) => {
      const { ctx, request } = await running(base)
      for (const who of [
        memberOf(ctx, 'trs_001'),
        memberOf(ctx, 'sub_001'),
        viewerOf(ctx, 'trs_001'),
      ]) {
        await expect(reassignCapacity(who, request)).rejects.toBeInstanceOf(ForbiddenError)
      }
      await expect(reassignCapacity(adminOf(ctx), request)).rejects.toMatchObject({
        code: 'reauth_required',
      })
    }))
})
