import { and, eq, sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { sats } from '@/lib/core/money'
import { addMs, HOUR_MS } from '@/lib/core/time'
import { withTransaction } from '@/lib/db/transaction'
import { channelTable } from '@/lib/domains/liquidity/channel/table'
import { loadRoom } from '@/lib/domains/liquidity/delivery/load-room'
import type { NodeRoom } from '@/lib/domains/liquidity/delivery/placement-rules'
import { leaseTable } from '@/lib/domains/liquidity/lease/table'
import { nodeTable } from '@/lib/domains/liquidity/node/table'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import { auditEventTable } from '@/lib/platform/audit/table'
import { liveEventTable } from '@/lib/platform/live/table'
import { sum } from '@/tests/support/breakdown'
import {
  channelsOf,
  deliver,
  leaseOf,
  nodeCapacities,
  runOperations,
  stepsOf,
} from '@/tests/support/delivery'
import { systemOf } from '@/tests/support/members'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('seeded')
const LATER = addMs(REFERENCE_INSTANT, 3 * HOUR_MS)

describe('a signed lease', () => {
  it('gets pending channels to the node of its lessee, paid from the reserve', () =>
    store.inRollback(async (ctx) => {
      const before = await nodeCapacities(ctx.db, 'trs_001')
      const lease = await deliver(ctx)
      const [first, ...others] = await channelsOf(ctx.db, lease.id)
      expect(others).toEqual([])
      expect(first?.channel).toMatchObject({
        state: 'pending',
        capacitySats: lease.sizeSats,
        localSats: lease.sizeSats,
        remoteSats: 0,
        openedAt: null,
      })
      expect(first?.backing).toMatchObject({
        shareSats: lease.sizeSats,
        fromAt: REFERENCE_INSTANT,
        toAt: null,
      })
      expect(first?.operation).toMatchObject({ kind: 'open', status: 'running', attempt: 1 })
      expect(await nodeCapacities(ctx.db, 'trs_001')).toEqual(before)
    }))

  it('is delivered step by step, each with a log line, an audit row and an event', () =>
    store.inRollback(async (ctx) => {
      const before = await nodeCapacities(ctx.db, 'trs_001')
      const lease = await deliver(ctx)
      await runOperations(ctx, LATER)
      const [opened] = await channelsOf(ctx.db, lease.id)
      const id = opened?.channel.id ?? ''
      expect(opened?.channel.state).toBe('active')
      expect(opened?.operation).toMatchObject({ status: 'done', stepsDone: 6, dueAt: null })
      const steps = await stepsOf(ctx.db, id)
      expect(steps.map(({ seq, step }) => [seq, step])).toEqual([
        [1, 'negotiate'],
        [2, 'fund'],
        [3, 'confirm'],
        [4, 'confirm'],
        [5, 'confirm'],
        [6, 'active'],
      ])
      expect(opened?.channel.fundingOutpoint).toContain(steps[1]?.txid)
      const audits = await ctx.db
        .select()
        .from(auditEventTable)
        .where(and(eq(auditEventTable.entityId, id), eq(auditEventTable.requestId, 'test-request')))
        .orderBy(auditEventTable.seq)
      expect(audits.map(({ action, toStatus }) => [action, toStatus])).toEqual([
        ['channel.ordered', 'pending'],
        ['channel.progressed', 'opening'],
        ...Array.from({ length: 4 }, () => ['channel.progressed', 'opening']),
        ['channel.opened', 'active'],
      ])
      expect(audits.slice(1).map(({ at }) => at)).toEqual(steps.map(({ at }) => at))
      const told = await ctx.db.select().from(liveEventTable).where(eq(liveEventTable.entityId, id))
      expect(new Set(told.map((row) => row.organisationId))).toEqual(
        new Set(['trs_001', 'sub_001', 'flowrate']),
      )
      const delivered = await leaseOf(ctx.db, lease.id)
      expect(delivered).toMatchObject({ status: 'pending', deliveredAt: opened?.channel.openedAt })
      expect(delivered.version).toBe(2)
      expect(await nodeCapacities(ctx.db, 'trs_001')).toEqual(before)
    }))

  it('that no single node can hold gets one channel of each of several', () =>
    store.inRollback(async (ctx) => {
      const before = await nodeCapacities(ctx.db, 'trs_003')
      const room = await loadRoom(systemOf(ctx), 'trs_003')
      const locals = (node: NodeRoom) => sum(node.spliceable.map(({ localSats }) => localSats))
      const most = Math.max(
        ...room.map((node) => Math.min(node.freeSats, node.reserveSats + locals(node))),
      )
      const sizeSats = sats(most + 1_000_000)
      const lease = await deliver(ctx, { treasuryId: 'trs_003', sizeSats })
      await runOperations(ctx, LATER)
      const channels = await channelsOf(ctx.db, lease.id)
      expect(channels.length).toBeGreaterThan(1)
      expect(new Set(channels.map(({ channel }) => channel.nodeId)).size).toBe(channels.length)
      expect(sum(channels.map(({ backing }) => backing.shareSats))).toBe(sizeSats)
      expect((await leaseOf(ctx.db, lease.id)).deliveredAt).not.toBeNull()
      expect(await nodeCapacities(ctx.db, 'trs_003')).toEqual(before)
    }))

  it('waits until channels are spliced out where the reserve is short, then opens', () =>
    store.inRollback(async (ctx) => {
      await emptyReserves(ctx.db, 'trs_002')
      const before = await nodeCapacities(ctx.db, 'trs_002')
      const lease = await deliver(ctx, { treasuryId: 'trs_002', sizeSats: sats(30_000_000) })
      expect(await channelsOf(ctx.db, lease.id)).toEqual([])
      await runOperations(ctx, LATER)
      const [opened] = await channelsOf(ctx.db, lease.id)
      expect(opened?.channel).toMatchObject({ state: 'active', capacitySats: lease.sizeSats })
      expect((await leaseOf(ctx.db, lease.id)).deliveredAt).toBe(opened?.channel.openedAt)
      expect(await nodeCapacities(ctx.db, 'trs_002')).toEqual(before)
      const steps = await ctx.db
        .select({ action: auditEventTable.action })
        .from(auditEventTable)
        .where(eq(auditEventTable.action, 'channel.resized'))
      expect(steps.length).toBeGreaterThan(0)
    }))

  it('has the same channels and instants whoever orders it again from the same rows', async () => {
    const seen: unknown[] = []
    for (let round = 0; round < 2; round += 1) {
      await store.inRollback(async (ctx) => {
        const lease = await deliver(ctx)
        await runOperations(ctx, LATER)
        seen.push([await channelsOf(ctx.db, lease.id), await leaseOf(ctx.db, lease.id)])
      })
    }
    expect(seen[1]).toEqual(seen[0])
  })

  it('is told nothing of the channels when the transaction fails', () =>
    store.inRollback(async (ctx) => {
      const channels = await ctx.db.select().from(channelTable)
      const failing = withTransaction(ctx, async (tx) => {
        await deliver(tx)
        throw new Error('The power went')
      })
      await expect(failing).rejects.toThrow('The power went')
      expect(await ctx.db.select().from(channelTable)).toEqual(channels)
      const [lease] = await ctx.db
        .select()
        .from(leaseTable)
        .where(eq(leaseTable.id, 'lease_made01'))
      expect(lease).toBeUndefined()
    }))
})

/** Puts every node's reserve into one of its unleased channels, on the local side. */
async function emptyReserves(db: typeof store.db, treasuryId: string): Promise<void> {
  await db.execute(sql`
    update channel c set capacity_sats = c.capacity_sats + n.reserve_sats,
      local_sats = c.local_sats + n.reserve_sats
    from node n where n.id = c.node_id and n.treasury_id = ${treasuryId} and c.id = (
      select min(o.id) from channel o where o.node_id = n.id and o.state = 'active'
        and o.is_peer_online
        and not exists (select 1 from lease_backing b where b.channel_id = o.id))`)
  await db
    .update(nodeTable)
    .set({ reserveSats: sats(0) })
    .where(eq(nodeTable.treasuryId, treasuryId))
}
