import { and, eq, notExists } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { ForbiddenError, NotFoundError, ValidationError } from '@/lib/core/errors'
import { sats } from '@/lib/core/money'
import { addMs, DAY_MS, fixedClock, HOUR_MS } from '@/lib/core/time'
import type { Database, DbCtx } from '@/lib/db/context'
import { withTransaction } from '@/lib/db/transaction'
import { channelOperationTable, channelTable } from '@/lib/domains/liquidity/channel/table'
import { leaseBackingTable, leaseTable } from '@/lib/domains/liquidity/lease/table'
import { nodeTable } from '@/lib/domains/liquidity/node/table'
import { closeChannel } from '@/lib/domains/liquidity/orchestration/close-channel'
import { listChannelViews } from '@/lib/domains/liquidity/orchestration/queries'
import { loadMarket } from '@/lib/domains/liquidity/pool/load-market'
import { stuckChannels } from '@/lib/flows/alerts/life-rules'
import { loadAlertSnapshot } from '@/lib/flows/alerts/load-snapshot'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import { auditEventTable } from '@/lib/platform/audit/table'
import type { UserCtx } from '@/lib/platform/ctx'
import { getPlatformPolicy } from '@/lib/platform/policy/queries'
import {
  aPendingLease,
  channelsOf,
  deliver,
  runOperations,
  stepsOf,
} from '@/tests/support/delivery'
import { adminOf, memberOf, systemOf, viewerOf } from '@/tests/support/members'
import { proved } from '@/tests/support/proof'
import { useTestDb } from '@/tests/support/test-db'
import type { ChannelRecord } from '@/types'

const store = useTestDb('seeded')
const FORCE = { mode: 'force', reason: 'The peer vanished two weeks ago' } as const

/** An active channel of trs_001 that backs nothing. */
async function anIdleChannel(db: Database): Promise<ChannelRecord> {
  const [channel] = await db
    .select()
    .from(channelTable)
    .where(
      and(
        eq(channelTable.nodeId, 'node_001'),
        eq(channelTable.state, 'active'),
        notExists(
          db
            .select()
            .from(leaseBackingTable)
            .where(eq(leaseBackingTable.channelId, channelTable.id)),
        ),
      ),
    )
    .limit(1)
  if (channel === undefined) throw new Error('No idle channel')
  return channel
}

/** As somebody who has just given the password. */
async function closeAs(who: UserCtx, request: Parameters<typeof closeChannel>[1]) {
  return closeChannel(await proved(who), request)
}

const channelOf = async (db: Database, id: string) =>
  (await db.select().from(channelTable).where(eq(channelTable.id, id)))[0]
const reserveOf = async (db: Database, id: string) =>
  (await db.select().from(nodeTable).where(eq(nodeTable.id, id)))[0]?.reserveSats ?? 0

function input(channel: ChannelRecord) {
  return { channelId: channel.id, alias: channel.peerAlias, mode: 'cooperative' } as const
}

describe('closing a channel', () => {
  it('returns the local balance to the reserve once the close is confirmed', () =>
    store.inRollback(async (ctx) => {
      const channel = await anIdleChannel(ctx.db)
      const before = await reserveOf(ctx.db, channel.nodeId)
      const moved = await closeAs(memberOf(ctx, 'trs_001'), input(channel))
      expect(moved).toMatchObject({ state: 'closing', operation: { kind: 'close', stepsDone: 0 } })
      expect(await reserveOf(ctx.db, channel.nodeId)).toBe(before)
      const [ordered] = await ctx.db
        .select()
        .from(auditEventTable)
        .where(eq(auditEventTable.action, 'channel.close_ordered'))
      expect(ordered).toMatchObject({
        entityId: channel.id,
        organisationId: 'trs_001',
        fromStatus: 'active',
        toStatus: 'closing',
      })
      await runOperations(ctx, addMs(REFERENCE_INSTANT, 2 * HOUR_MS))
      const closed = await channelOf(ctx.db, channel.id)
      const steps = (await stepsOf(ctx.db, channel.id)).slice(-3)
      expect(steps.map(({ step }) => step)).toEqual(['shutdown', 'broadcast', 'confirmed'])
      expect(closed).toMatchObject({ state: 'closed', closedAt: steps.at(-1)?.at })
      expect(await reserveOf(ctx.db, channel.nodeId)).toBe(before + channel.localSats)
    }))

  it('by force is for admins, with a reason, and takes the timelock', () =>
    store.inRollback(async (ctx) => {
      const channel = await anIdleChannel(ctx.db)
      await expect(
        closeAs(memberOf(ctx, 'trs_001'), { ...input(channel), ...FORCE }),
      ).rejects.toMatchObject({ status: 403, code: 'force_needs_admin' })
      await expect(closeAs(adminOf(ctx), { ...input(channel), mode: 'force' })).rejects.toThrow(
        ValidationError,
      )
      await closeAs(adminOf(ctx), { ...input(channel), ...FORCE })
      await runOperations(ctx, addMs(REFERENCE_INSTANT, 12 * HOUR_MS))
      expect((await channelOf(ctx.db, channel.id))?.state).toBe('closing')
      await runOperations(ctx, addMs(REFERENCE_INSTANT, 2 * DAY_MS))
      expect((await channelOf(ctx.db, channel.id))?.state).toBe('closed')
    }))

  it('by force is late only after its time lock and a margin, and says what it waits for', () =>
    store.inRollback(async (ctx) => {
      const channel = await anIdleChannel(ctx.db)
      await closeAs(adminOf(ctx), { ...input(channel), ...FORCE })
      const viewAt = async (instant: string) => {
        const later = adminOf({ ...ctx, clock: fixedClock(instant) })
        return (await listChannelViews(later, { ids: [channel.id] }))[0]
      }
      expect((await viewAt(REFERENCE_INSTANT))?.operation?.waitsFor).toEqual({
        text: 'The commitment transaction to be broadcast',
        until: null,
      })
      await runOperations(ctx, addMs(REFERENCE_INSTANT, HOUR_MS))
      const locked = await viewAt(addMs(REFERENCE_INSTANT, HOUR_MS))
      const end = locked?.operation?.lockedUntil ?? ''
      expect(end).toBe(locked?.operation?.dueAt)
      expect(locked?.operation?.waitsFor).toEqual({ text: 'The end of its time lock', until: end })
      // A lock of a week, as long channels have them.
      const week = addMs(REFERENCE_INSTANT, 7 * DAY_MS)
      await ctx.db
        .update(channelOperationTable)
        .set({ lockedUntil: week, dueAt: week })
        .where(eq(channelOperationTable.channelId, channel.id))
      expect(await viewAt(addMs(REFERENCE_INSTANT, 2 * DAY_MS))).toMatchObject({ isLate: false })
      expect(await viewAt(addMs(week, 6 * HOUR_MS))).toMatchObject({ isLate: false })
      expect(await viewAt(addMs(week, 6 * HOUR_MS + 1))).toMatchObject({ isLate: true })
      const alertsAt = async (instant: string) => {
        const system = systemOf({ ...ctx, clock: fixedClock(instant) })
        return stuckChannels(await loadAlertSnapshot(system), system.clock.now()).filter(
          ({ key }) => key.includes(channel.id),
        )
      }
      expect(await alertsAt(addMs(REFERENCE_INSTANT, 2 * DAY_MS))).toEqual([])
      expect(await alertsAt(addMs(week, 7 * HOUR_MS))).toHaveLength(2)
    }))

  it('is refused while the channel backs a lease, whoever asks and however', () =>
    store.inRollback(async (ctx) => {
      const lease = await deliver(ctx)
      await runOperations(ctx, addMs(REFERENCE_INSTANT, 3 * HOUR_MS))
      const [opened] = await channelsOf(ctx.db, lease.id)
      if (opened === undefined) throw new Error('No channel')
      const wrongAlias = { ...input(opened.channel), alias: 'nobody' }
      for (const attempt of [
        closeAs(memberOf(ctx, 'trs_001'), wrongAlias),
        closeAs(adminOf(ctx), { ...input(opened.channel), ...FORCE }),
      ]) {
        await expect(attempt).rejects.toMatchObject({ status: 409, code: 'channel_backs_lease' })
      }
    }))

  it('is refused for a channel that is not active, before anything else', () =>
    store.inRollback(async (ctx) => {
      const lease = await deliver(ctx)
      const [ordered] = await channelsOf(ctx.db, lease.id)
      if (ordered === undefined) throw new Error('No channel')
      await expect(closeAs(memberOf(ctx, 'trs_001'), input(ordered.channel))).rejects.toMatchObject(
        { status: 409, code: 'illegal_transition' },
      )
    }))

  it('needs the alias of the peer to the letter', () =>
    store.inRollback(async (ctx) => {
      const channel = await anIdleChannel(ctx.db)
      await expect(
        closeAs(memberOf(ctx, 'trs_001'), { ...input(channel), alias: 'somebody else' }),
      ).rejects.toMatchObject({
        status: 422,
        fieldErrors: { alias: 'is not the alias of the peer' },
      })
    }))

  it('is refused when the capacity on the other side is promised to leases', () =>
    store.inRollback(async (ctx) => {
      const channel = await anIdleChannel(ctx.db)
      const [market] = await loadMarket(systemOf(ctx), {
        treasuryIds: ['trs_001'],
        from: ctx.clock.now(),
        policy: await getPlatformPolicy(systemOf(ctx)),
      })
      const availableSats = market?.supply.availableSats ?? 0
      const sizeSats = sats(availableSats - channel.remoteSats + 1)
      await ctx.db.insert(leaseTable).values(aPendingLease({ sizeSats }))
      await expect(closeAs(memberOf(ctx, 'trs_001'), input(channel))).rejects.toMatchObject({
        code: 'capacity_promised',
        fresh: { neededSats: channel.remoteSats },
      })
      await ctx.db.delete(leaseTable).where(eq(leaseTable.id, 'lease_made01'))
      await ctx.db.insert(leaseTable).values(aPendingLease({ sizeSats: sats(sizeSats - 1) }))
      expect((await closeAs(memberOf(ctx, 'trs_001'), input(channel))).state).toBe('closing')
    }))

  it('does not exist for another treasury, and is nothing for lessees and viewers', () =>
    store.inRollback(async (ctx) => {
      const channel = await anIdleChannel(ctx.db)
      const before = await channelOf(ctx.db, channel.id)
      const close = (who: UserCtx) => closeAs(who, input(channel))
      await expect(close(memberOf(ctx, 'trs_002'))).rejects.toThrow(NotFoundError)
      await expect(close(memberOf(ctx, 'sub_001'))).rejects.toThrow(ForbiddenError)
      await expect(close(viewerOf(ctx, 'trs_001'))).rejects.toThrow(ForbiddenError)
      await expect(
        closeAs(adminOf(ctx), { ...input(channel), channelId: 'chan_999' }),
      ).rejects.toThrow(NotFoundError)
      expect(await channelOf(ctx.db, channel.id)).toEqual(before)
    }))

  it('needs a fresh proof of who asks', () =>
    store.inRollback(async (ctx) => {
      const channel = await anIdleChannel(ctx.db)
      const stale = await proved(memberOf(ctx, 'trs_001'), 301)
      await expect(closeChannel(stale, input(channel))).rejects.toMatchObject({
        status: 403,
        code: 'reauth_required',
      })
      expect((await channelOf(ctx.db, channel.id))?.state).toBe('active')
    }))

  it('leaves nothing behind when the transaction fails', () =>
    store.inRollback(async (ctx: DbCtx) => {
      const channel = await anIdleChannel(ctx.db)
      const rows = (await ctx.db.select().from(auditEventTable)).length
      const failing = withTransaction(memberOf(ctx, 'trs_001'), async (tx) => {
        await closeAs(tx, input(channel))
        throw new Error('The power went')
      })
      await expect(failing).rejects.toThrow('The power went')
      expect((await channelOf(ctx.db, channel.id))?.state).toBe('active')
      expect((await ctx.db.select().from(auditEventTable)).length).toBe(rows)
    }))
})
