import { and, eq, sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { sats } from '@/lib/core/money'
import { addMs, fixedClock, HOUR_MS } from '@/lib/core/time'
import type { DbCtx } from '@/lib/db/context'
import { sqlState, withTransaction } from '@/lib/db/transaction'
import {
  channelOperationTable,
  channelTable,
  lightningFaultTable,
} from '@/lib/domains/liquidity/channel/table'
import { loadRoom } from '@/lib/domains/liquidity/delivery/load-room'
import { startOperation } from '@/lib/domains/liquidity/delivery/start-operation'
import { leaseBackingTable } from '@/lib/domains/liquidity/lease/table'
import { cancelPendingLease } from '@/lib/domains/liquidity/leasing/cancel-pending-lease'
import { advanceChannel } from '@/lib/domains/liquidity/orchestration/advance-channel'
import { closeChannel } from '@/lib/domains/liquidity/orchestration/close-channel'
import { failChannel } from '@/lib/domains/liquidity/orchestration/fail-channel'
import { listChannelViews } from '@/lib/domains/liquidity/orchestration/queries'
import { retryChannel } from '@/lib/domains/liquidity/orchestration/retry-channel'
import { scriptFault } from '@/lib/domains/liquidity/orchestration/script-fault'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import {
  channelsOf,
  deliver,
  leaseOf,
  nodeCapacities,
  runOperations,
} from '@/tests/support/delivery'
import { refusal } from '@/tests/support/lease-life'
import { adminOf, systemOf } from '@/tests/support/members'
import { proved } from '@/tests/support/proof'
import { useTestDb } from '@/tests/support/test-db'
import type { ChannelOperationKind, LightningFault } from '@/types'

const store = useTestDb('seeded')
const CHECK_VIOLATION = '23514'
const REASON = 'It takes too long by now'
const LATER = addMs(REFERENCE_INSTANT, 5 * HOUR_MS)

type ResizeKind = Exclude<ChannelOperationKind, 'close'>

/** Steps that are over before a transaction is out. */
const UNBOUND_STEPS = 2
const STEPS: Readonly<Record<ResizeKind, number>> = { open: 6, splice_in: 3, splice_out: 3 }

/** An operation of each kind on a channel of trs_001, just ordered. */
async function ordered(ctx: DbCtx, kind: ResizeKind): Promise<{ channelId: string }> {
  if (kind === 'open') {
    const lease = await deliver(ctx)
    const [first] = await channelsOf(ctx.db, lease.id)
    return { channelId: first?.channel.id ?? '' }
  }
  const [channel] = await ctx.db
    .select()
    .from(channelTable)
    .where(
      and(
        eq(channelTable.treasuryId, 'trs_001'),
        eq(channelTable.state, 'active'),
        sql`${channelTable.localSats} > 1000000`,
      ),
    )
    .orderBy(channelTable.id)
    .limit(1)
  if (channel === undefined) throw new Error('No channel to splice')
  const request = { kind, amountSats: sats(1_000_000) }
  await withTransaction(systemOf(ctx), (tx) =>
    startOperation(tx, channel, request, REFERENCE_INSTANT),
  )
  return { channelId: channel.id }
}

async function advanceTimes(ctx: DbCtx, channelId: string, times: number) {
  for (let step = 0; step < times; step += 1) await advanceChannel(adminOf(ctx), { channelId })
}

const operationOf = async (ctx: DbCtx, channelId: string) =>
  (
    await ctx.db
      .select()
      .from(channelOperationTable)
      .where(eq(channelOperationTable.channelId, channelId))
      .orderBy(channelOperationTable.startedAt)
  ).at(-1)

/** What the treasury could fund new channels with, and all that it holds. */
async function holdings(ctx: DbCtx) {
  const room = await loadRoom(systemOf(ctx), 'trs_001')
  return {
    capacity: await nodeCapacities(ctx.db, 'trs_001'),
    spendable: Object.fromEntries(room.map(({ nodeId, reserveSats }) => [nodeId, reserveSats])),
  }
}

const everyStep = Object.entries(STEPS).flatMap(([kind, total]) =>
  Array.from({ length: total }, (_, done) => [kind as ResizeKind, done] as const),
)

describe('giving up by hand', () => {
  it.each(everyStep)('%s after %i steps never makes satoshis', (kind, done) =>
    store.inRollback(async (ctx) => {
      const before = await holdings(ctx)
      const { channelId } = await ordered(ctx, kind)
      await advanceTimes(ctx, channelId, done)
      const running = await holdings(ctx)
      const isBound = done >= UNBOUND_STEPS
      const fail = () => failChannel(adminOf(ctx), { channelId, reason: REASON })
      const retry = () => retryChannel(adminOf(ctx), { channelId })
      expect(await refusal(ctx, retry)).toBe(isBound ? 'already_broadcast' : 'nothing_to_retry')
      const [view] = await listChannelViews(adminOf(ctx), { ids: [channelId] })
      expect([view?.mayFail, view?.mayRetry]).toEqual([!isBound, false])
      expect(await refusal(ctx, fail)).toBe(isBound ? 'already_broadcast' : 'ok')
      if (isBound) {
        expect(view?.operation?.boundBy).toContain('stay bound until it is confirmed')
        expect(await holdings(ctx)).toEqual(running)
        return
      }
      expect(await holdings(ctx)).toEqual(before)
      expect(await operationOf(ctx, channelId)).toMatchObject({ status: 'failed', txid: null })
    }),
  )

  it('says what is bound, until when, and what can be done instead', () =>
    store.inRollback(async (ctx) => {
      const { channelId } = await ordered(ctx, 'open')
      await advanceTimes(ctx, channelId, UNBOUND_STEPS)
      await expect(failChannel(adminOf(ctx), { channelId, reason: REASON })).rejects.toMatchObject({
        status: 409,
        code: 'already_broadcast',
        message: `The funding transaction of channel ${channelId} is broadcast: 0.50000000 BTC stay bound until it is confirmed or can never be. Once the channel is open it can be closed.`,
      })
    }))

  it('is refused by the store itself once the transaction is out', () =>
    store.inRollback(async (ctx) => {
      const { channelId } = await ordered(ctx, 'open')
      await advanceTimes(ctx, channelId, UNBOUND_STEPS)
      const failing = withTransaction(ctx, (tx) =>
        tx.db
          .update(channelOperationTable)
          .set({ status: 'failed', dueAt: null })
          .where(eq(channelOperationTable.channelId, channelId)),
      )
      expect(await failing.then(() => null, sqlState)).toBe(CHECK_VIOLATION)
    }))
})

/** The next operations of all nodes of trs_001 run into a fault. */
async function script(ctx: DbCtx, fault: LightningFault) {
  for (const nodeId of ['node_001', 'node_002', 'node_003', 'node_004', 'node_005']) {
    await scriptFault(adminOf(ctx), { nodeId, fault, count: 1 })
  }
}

describe('a broadcast transaction that can never confirm', () => {
  it.each(['open', 'splice_in', 'splice_out'] as const)(
    'is told by the back end, which frees what it bound: %s',
    (kind) =>
      store.inRollback(async (ctx) => {
        const before = await holdings(ctx)
        await script(ctx, 'input_spent')
        const { channelId } = await ordered(ctx, kind)
        await advanceTimes(ctx, channelId, UNBOUND_STEPS)
        expect((await operationOf(ctx, channelId))?.txid).toMatch(/^[0-9a-f]{64}$/)
        await advanceTimes(ctx, channelId, 1)
        expect(await operationOf(ctx, channelId)).toMatchObject({ status: 'failed', txid: null })
        await ctx.db.delete(lightningFaultTable)
        expect(await holdings(ctx)).toEqual(before)
      }),
  )

  it('makes room for another channel, whose id a retry answers with', () =>
    store.inRollback(async (ctx) => {
      await script(ctx, 'input_spent')
      const lease = await deliver(ctx)
      await runOperations(ctx, LATER)
      const [failed] = await channelsOf(ctx.db, lease.id)
      expect(failed?.channel.state).toBe('failed')
      await ctx.db.delete(lightningFaultTable)
      const moved = await retryChannel(adminOf({ ...ctx, clock: fixedClock(LATER) }), {
        channelId: failed?.channel.id ?? '',
      })
      const fresh = (await channelsOf(ctx.db, lease.id)).at(-1)
      expect(fresh?.channel.id).not.toBe(failed?.channel.id)
      expect(moved).toMatchObject({
        channelId: fresh?.channel.id,
        replacesChannelId: failed?.channel.id,
        state: 'pending',
        operation: { kind: 'open', status: 'running' },
      })
    }))
})

describe('a lease that is called off while its funding is out', () => {
  it('leaves the opening to the network, then the treasury a channel that it may close', () =>
    store.inRollback(async (ctx) => {
      const before = await holdings(ctx)
      const lease = await deliver(ctx)
      const [first] = await channelsOf(ctx.db, lease.id)
      const channelId = first?.channel.id ?? ''
      await advanceTimes(ctx, channelId, UNBOUND_STEPS)
      const running = await holdings(ctx)
      const admin = await proved(adminOf(ctx))
      await cancelPendingLease(admin, { leaseId: lease.id, reason: REASON })
      expect(await holdings(ctx)).toEqual(running)
      expect(await operationOf(ctx, channelId)).toMatchObject({ kind: 'open', status: 'running' })
      const backings = await ctx.db
        .select()
        .from(leaseBackingTable)
        .where(eq(leaseBackingTable.leaseId, lease.id))
      expect(backings.map(({ toAt }) => toAt)).toEqual([REFERENCE_INSTANT])
      await runOperations(ctx, LATER)
      const [opened] = await channelsOf(ctx.db, lease.id)
      expect(opened?.channel.state).toBe('active')
      expect((await leaseOf(ctx.db, lease.id)).deliveredAt).toBeNull()
      const closer = await proved(adminOf({ ...ctx, clock: fixedClock(LATER) }))
      const alias = opened?.channel.peerAlias ?? ''
      await closeChannel(closer, { channelId, alias, mode: 'cooperative' })
      await runOperations(ctx, addMs(LATER, HOUR_MS))
      expect((await holdings(ctx)).capacity).toEqual(before.capacity)
    }))
})
