import { and, desc, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { ForbiddenError, NotFoundError } from '@/lib/core/errors'
import { addMs, fixedClock, HOUR_MS, MINUTE_MS } from '@/lib/core/time'
import type { DbCtx } from '@/lib/db/context'
import { withTransaction } from '@/lib/db/transaction'
import { channelOperationTable, lightningFaultTable } from '@/lib/domains/liquidity/channel/table'
import { advanceChannel } from '@/lib/domains/liquidity/orchestration/advance-channel'
import { failChannel } from '@/lib/domains/liquidity/orchestration/fail-channel'
import { retryChannel } from '@/lib/domains/liquidity/orchestration/retry-channel'
import { scriptFault } from '@/lib/domains/liquidity/orchestration/script-fault'
import { getLeaseView } from '@/lib/flows/lease-view/get-lease-view'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import { auditEventTable } from '@/lib/platform/audit/table'
import {
  channelsOf,
  deliver,
  leaseOf,
  nodeCapacities,
  runOperations,
  stepsOf,
} from '@/tests/support/delivery'
import { adminOf, memberOf, viewerOf } from '@/tests/support/members'
import { useTestDb } from '@/tests/support/test-db'
import { LIGHTNING_FAULTS, type LightningFault } from '@/types'

const store = useTestDb('seeded')
const LATER = addMs(REFERENCE_INSTANT, 3 * HOUR_MS)
const REASON = 'The peer does not answer any more'

/** A lease whose one channel runs into a fault. */
async function withFault(ctx: DbCtx, fault: LightningFault) {
  const nodeId = await withTransaction(ctx, async (tx) => {
    const lease = await deliver(tx, { id: 'lease_probe1' })
    return (await channelsOf(tx.db, lease.id))[0]?.channel.nodeId ?? ''
  })
  // The second lease goes to the node with most room left: script all of the treasury's.
  for (const id of ['node_001', 'node_002', 'node_003', 'node_004', 'node_005', nodeId]) {
    await scriptFault(adminOf(ctx), { nodeId: id, fault, count: 1 })
  }
  const lease = await deliver(ctx)
  await runOperations(ctx, LATER)
  const [first] = await channelsOf(ctx.db, lease.id)
  if (first?.operation === undefined) throw new Error('No channel was ordered')
  return { lease, ...first, operation: first.operation }
}

const later = (ctx: DbCtx, at = LATER) => ({ ...ctx, clock: fixedClock(at) })

async function newestAudit(ctx: DbCtx, entityId: string) {
  const [row] = await ctx.db
    .select()
    .from(auditEventTable)
    .where(eq(auditEventTable.entityId, entityId))
    .orderBy(desc(auditEventTable.seq))
    .limit(1)
  return row
}

describe('advancing a channel', () => {
  it('runs the next step at once, and the one after it is due later', () =>
    store.inRollback(async (ctx) => {
      const lease = await deliver(ctx)
      const [ordered] = await channelsOf(ctx.db, lease.id)
      const channelId = ordered?.channel.id ?? ''
      const moved = await advanceChannel(adminOf(ctx), { channelId })
      expect(moved).toMatchObject({
        state: 'opening',
        operation: { status: 'running', stepsDone: 1 },
      })
      const [after] = await channelsOf(ctx.db, lease.id)
      expect(after?.operation?.dueAt?.localeCompare(REFERENCE_INSTANT)).toBe(1)
      expect(await newestAudit(ctx, channelId)).toMatchObject({
        action: 'channel.progressed',
        actorType: 'user',
        fromStatus: 'pending',
        toStatus: 'opening',
      })
      for (let step = 0; step < 5; step += 1) await advanceChannel(adminOf(ctx), { channelId })
      expect((await leaseOf(ctx.db, lease.id)).deliveredAt).toBe(REFERENCE_INSTANT)
      await expect(advanceChannel(adminOf(ctx), { channelId })).rejects.toMatchObject({
        status: 409,
        code: 'no_operation',
      })
    }))
})

describe('a peer that is offline', () => {
  it('is asked three times, 30 minutes apart, then the operation waits for a person', () =>
    store.inRollback(async (ctx) => {
      const { channel, operation } = await withFault(ctx, 'peer_offline')
      expect(operation).toMatchObject({ status: 'waiting', attempt: 3, dueAt: null })
      expect(channel.state).toBe('pending')
      const steps = await stepsOf(ctx.db, channel.id)
      expect(steps.map(({ status }) => status)).toEqual(['failed', 'failed', 'failed'])
      const gaps = steps
        .slice(1)
        .map(({ at }, index) => Date.parse(at) - Date.parse(steps[index]?.at ?? ''))
      expect(gaps).toEqual([30 * MINUTE_MS, 30 * MINUTE_MS])
      await expect(advanceChannel(adminOf(ctx), { channelId: channel.id })).rejects.toMatchObject({
        code: 'operation_waits',
      })
    }))

  it('accepts the attempt that an admin orders', () =>
    store.inRollback(async (ctx) => {
      const { lease, channel } = await withFault(ctx, 'peer_offline')
      const moved = await retryChannel(adminOf(later(ctx)), { channelId: channel.id })
      expect(moved.operation).toMatchObject({ status: 'running', stepsDone: 0 })
      await runOperations(ctx, addMs(LATER, 2 * HOUR_MS))
      expect((await leaseOf(ctx.db, lease.id)).deliveredAt).not.toBeNull()
    }))
})

describe('an opening that fails', () => {
  it('returns its funds to the reserve and keeps its place for the lease', () =>
    store.inRollback(async (ctx) => {
      const before = await nodeCapacities(ctx.db, 'trs_001')
      const { lease, channel, operation } = await withFault(ctx, 'open_fails')
      expect(channel.state).toBe('failed')
      expect(operation).toMatchObject({ status: 'failed', dueAt: null })
      expect(await nodeCapacities(ctx.db, 'trs_001')).toEqual(before)
      expect((await leaseOf(ctx.db, lease.id)).deliveredAt).toBeNull()
      expect(await newestAudit(ctx, channel.id)).toMatchObject({
        action: 'channel.failed',
        fromStatus: 'opening',
        toStatus: 'failed',
      })
    }))

  it('is replaced by another channel when an admin retries', () =>
    store.inRollback(async (ctx) => {
      const { lease, channel } = await withFault(ctx, 'open_fails')
      await ctx.db.delete(lightningFaultTable)
      await retryChannel(adminOf(later(ctx)), { channelId: channel.id })
      const [failed, fresh] = await channelsOf(ctx.db, lease.id)
      expect(failed?.backing.toAt).toBe(LATER)
      expect(fresh?.channel).toMatchObject({ state: 'pending', capacitySats: lease.sizeSats })
      await runOperations(ctx, addMs(LATER, 2 * HOUR_MS))
      expect((await leaseOf(ctx.db, lease.id)).deliveredAt).not.toBeNull()
      await expect(
        retryChannel(adminOf(later(ctx)), { channelId: channel.id }),
      ).rejects.toMatchObject({ code: 'nothing_to_retry' })
    }))
})

describe('a channel that came out too small', () => {
  it('does not deliver the lease until the rest is spliced in', () =>
    store.inRollback(async (ctx) => {
      const before = await nodeCapacities(ctx.db, 'trs_001')
      const { lease, channel } = await withFault(ctx, 'too_small')
      expect(channel).toMatchObject({ state: 'active', capacitySats: lease.sizeSats * 0.9 })
      expect((await leaseOf(ctx.db, lease.id)).deliveredAt).toBeNull()
      expect(await nodeCapacities(ctx.db, 'trs_001')).toEqual(before)
      const moved = await retryChannel(adminOf(later(ctx)), { channelId: channel.id })
      expect(moved.operation).toMatchObject({ kind: 'splice_in', status: 'running' })
      await runOperations(ctx, addMs(LATER, 2 * HOUR_MS))
      const [resized] = await channelsOf(ctx.db, lease.id)
      expect(resized?.channel).toMatchObject({ state: 'active', capacitySats: lease.sizeSats })
      expect((await leaseOf(ctx.db, lease.id)).deliveredAt).not.toBeNull()
      expect(await nodeCapacities(ctx.db, 'trs_001')).toEqual(before)
    }))
})

describe('giving a channel up', () => {
  it('fails the opening, tells Flowrate alone why, and returns the funds', () =>
    store.inRollback(async (ctx) => {
      const before = await nodeCapacities(ctx.db, 'trs_001')
      const lease = await deliver(ctx)
      const [ordered] = await channelsOf(ctx.db, lease.id)
      const channelId = ordered?.channel.id ?? ''
      const moved = await failChannel(adminOf(ctx), { channelId, reason: REASON })
      expect(moved).toMatchObject({ state: 'failed', operation: { status: 'failed' } })
      expect(await nodeCapacities(ctx.db, 'trs_001')).toEqual(before)
      expect(await newestAudit(ctx, channelId)).toMatchObject({
        action: 'channel.failed',
        reason: REASON,
      })
      // Why is read by Flowrate alone: not in the step log, nor in the parties' timelines.
      expect((await stepsOf(ctx.db, channelId)).at(-1)?.message).toBe('Given up by Flowrate')
      for (const party of ['trs_001', 'sub_001']) {
        const { timeline } = await getLeaseView(memberOf(ctx, party), lease.id)
        expect(JSON.stringify(timeline)).not.toContain(REASON)
      }
      await expect(failChannel(adminOf(ctx), { channelId, reason: REASON })).rejects.toMatchObject({
        status: 409,
        code: 'no_operation',
      })
    }))
})

describe('scripting a fault', () => {
  it.each(LIGHTNING_FAULTS)('%s strikes the next operation of the node alone', (fault) =>
    store.inRollback(async (ctx) => {
      const { operation } = await withFault(ctx, fault)
      expect(operation.fault).toBe(fault)
      const rows = await ctx.db
        .select()
        .from(lightningFaultTable)
        .where(
          and(
            eq(lightningFaultTable.nodeId, operation.nodeId),
            eq(lightningFaultTable.remaining, 0),
          ),
        )
      expect(rows.length).toBe(1)
    }),
  )

  it('names the node in the audit log', () =>
    store.inRollback(async (ctx) => {
      await scriptFault(adminOf(ctx), { nodeId: 'node_001', fault: 'open_fails', count: 2 })
      expect(await newestAudit(ctx, 'node_001')).toMatchObject({
        action: 'node.fault_scripted',
        details: { fault: 'open_fails', count: 2 },
      })
      const unknown = { nodeId: 'node_999', fault: 'open_fails', count: 2 } as const
      await expect(scriptFault(adminOf(ctx), unknown)).rejects.toThrow(NotFoundError)
    }))
})

const COMMANDS = {
  advance: (ctx: Parameters<typeof advanceChannel>[0], channelId: string) =>
    advanceChannel(ctx, { channelId }),
  retry: (ctx: Parameters<typeof advanceChannel>[0], channelId: string) =>
    retryChannel(ctx, { channelId }),
  fail: (ctx: Parameters<typeof advanceChannel>[0], channelId: string) =>
    failChannel(ctx, { channelId, reason: REASON }),
}

describe.each(Object.entries(COMMANDS))('who may %s a channel', (_name, command) => {
  it('admins: not its treasury, not a lessee, not a viewer, and no unknown id', () =>
    store.inRollback(async (ctx) => {
      const lease = await deliver(ctx)
      const [ordered] = await channelsOf(ctx.db, lease.id)
      const id = ordered?.channel.id ?? ''
      const operations = await ctx.db.select().from(channelOperationTable)
      for (const who of ['trs_001', 'trs_002', 'sub_001']) {
        await expect(command(memberOf(ctx, who), id)).rejects.toThrow(ForbiddenError)
      }
      await expect(command(viewerOf(ctx, 'flowrate'), id)).rejects.toThrow(ForbiddenError)
      await expect(command(adminOf(ctx), 'chan_999')).rejects.toThrow(NotFoundError)
      expect(await ctx.db.select().from(channelOperationTable)).toEqual(operations)
    }))
})
