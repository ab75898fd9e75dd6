import { and, eq, isNull } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { fixedClock, HOUR_MS } from '@/lib/core/time'
import type { DbCtx } from '@/lib/db/context'
import { channelOperationTable, channelStepTable } from '@/lib/domains/liquidity/channel/table'
import { nodeTable } from '@/lib/domains/liquidity/node/table'
import { loadPlatformFigures } from '@/lib/domains/liquidity/platform/figures'
import { loadAdminQueues } from '@/lib/flows/admin-queues'
import { syncAlerts } from '@/lib/flows/alerts/sync-alerts'
import { notificationTable } from '@/lib/platform/notification/table'
import { adminOf, systemOf } from '@/tests/support/members'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('seeded')
const LOST_AT = '2026-11-12T08:15:00.000Z'
const LATER = '2026-11-30T14:07:33.000Z'

async function fleetQueue(ctx: DbCtx) {
  const admin = adminOf(ctx)
  const queues = await loadAdminQueues(admin, loadPlatformFigures(admin))
  return queues.find(({ name }) => name === 'fleet')?.rows ?? []
}

/** When the open alerts of a rule say that it began, for its treasury and for Flowrate. */
async function toldSince(ctx: DbCtx, rule: string, subject: string): Promise<string[]> {
  const rows = await ctx.db
    .select()
    .from(notificationTable)
    .where(and(eq(notificationTable.rule, rule), isNull(notificationTable.resolvedAt)))
  return rows
    .filter(({ dedupeKey }) => dedupeKey.startsWith(`${rule}:${subject}`))
    .map(({ createdAt }) => createdAt)
}

describe('since when a node has a problem', () => {
  it('is one instant in the alerts and in the queue of the fleet, from the fact', () =>
    store.inRollback(async (base) => {
      const ctx = { ...base, clock: fixedClock(LATER) }
      await ctx.db
        .update(nodeTable)
        .set({ signerQuorumRequired: 2, signerQuorumPresent: 1, signerSince: LOST_AT })
        .where(eq(nodeTable.id, 'node_001'))
      await syncAlerts(systemOf(ctx))
      const row = (await fleetQueue(ctx)).find(({ id }) => id === 'node_001')
      expect(row?.at).toBe(LOST_AT)
      expect(await toldSince(ctx, 'signer-quorum', 'node_001')).toEqual([LOST_AT, LOST_AT])
    }))

  it('is the same in both places for every problem of the demo world, on any day', () =>
    store.inRollback(async (base) => {
      const rules = { Offline: 'node-offline', Signer: 'signer-quorum', Version: 'node-version' }
      for (const now of [base.clock.now().toISOString(), LATER]) {
        const ctx = { ...base, clock: fixedClock(now) }
        await syncAlerts(systemOf(ctx))
        const rows = await fleetQueue(ctx)
        expect(rows.length).toBeGreaterThanOrEqual(3)
        for (const { id, at, detail } of rows) {
          const rule = Object.entries(rules).find(([word]) => detail.startsWith(word))?.[1] ?? ''
          const told = await toldSince(ctx, rule, id)
          expect(new Set(told), `${rule} ${id}`).toEqual(new Set([at]))
        }
      }
    }))

  it('is put right for an episode that was opened at first sight', () =>
    store.inRollback(async (ctx) => {
      const ofQuorum = eq(notificationTable.rule, 'signer-quorum')
      const [known] = await ctx.db.select().from(notificationTable).where(ofQuorum)
      const sight = new Date(ctx.clock.now().getTime() - HOUR_MS).toISOString()
      await ctx.db.update(notificationTable).set({ createdAt: sight }).where(ofQuorum)
      await syncAlerts(systemOf(ctx))
      const again = await ctx.db.select().from(notificationTable).where(ofQuorum)
      expect(again.map(({ createdAt }) => createdAt)).toEqual(again.map(() => known?.createdAt))
      expect(known?.createdAt).not.toBe(sight)
    }))

  it('is the day on which a figure of complete days is first told, not the minute of a job', () =>
    store.inRollback(async (base) => {
      const ctx = { ...base, clock: fixedClock('2026-11-20T14:07:33.000Z') }
      await ctx.db.delete(notificationTable)
      await syncAlerts(systemOf(ctx))
      const rows = await ctx.db
        .select()
        .from(notificationTable)
        .where(eq(notificationTable.rule, 'utilization-low'))
      expect(rows.length).toBeGreaterThan(0)
      for (const { createdAt } of rows) expect(createdAt).toBe('2026-11-20T00:00:00.000Z')
    }))

  it('is for an operation that waits for a person when its last step was logged', () =>
    store.inRollback(async (base) => {
      const ctx = { ...base, clock: fixedClock(LATER) }
      const [operation] = await ctx.db
        .select()
        .from(channelOperationTable)
        .where(eq(channelOperationTable.status, 'running'))
      const channelId = operation?.channelId ?? ''
      await ctx.db
        .update(channelOperationTable)
        .set({ status: 'waiting', dueAt: null })
        .where(eq(channelOperationTable.id, operation?.id ?? ''))
      const steps = await ctx.db
        .select({ at: channelStepTable.at })
        .from(channelStepTable)
        .where(eq(channelStepTable.channelId, channelId))
      const last = steps
        .map(({ at }) => at)
        .sort()
        .at(-1)
      expect(last).toBeDefined()
      await ctx.db.delete(notificationTable)
      await syncAlerts(systemOf(ctx))
      expect(await toldSince(ctx, 'channel-stuck', channelId)).toEqual([last, last])
    }))
})
