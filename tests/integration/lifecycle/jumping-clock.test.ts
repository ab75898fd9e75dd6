import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { sats } from '@/lib/core/money'
import { addMs, DAY_MS, fixedClock, HOUR_MS } from '@/lib/core/time'
import type { DbCtx } from '@/lib/db/context'
import { withTransaction } from '@/lib/db/transaction'
import { earlyEndTable } from '@/lib/domains/liquidity/early-end/table'
import { extendFacts } from '@/lib/domains/liquidity/lifecycle/extend-facts'
import { closeChannel } from '@/lib/domains/liquidity/orchestration/close-channel'
import { scriptFault } from '@/lib/domains/liquidity/orchestration/script-fault'
import { loadPlatformFigures } from '@/lib/domains/liquidity/platform/figures'
import { loadSubscriberFigures } from '@/lib/domains/liquidity/subscriber/figures'
import { loadTreasuryFigures } from '@/lib/domains/liquidity/treasury/figures'
import { closeMonths } from '@/lib/flows/close-month/close-months'
import { runDue } from '@/lib/flows/lifecycle/run-due'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import { addSignedLease, aPendingLease, deliver } from '@/tests/support/delivery'
import { rowsOf } from '@/tests/support/ledger-sql'
import { adminOf, systemOf } from '@/tests/support/members'
import { proved } from '@/tests/support/proof'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('seeded')
const later = (days: number, hours = 0) => addMs(REFERENCE_INSTANT, days * DAY_MS + hours * HOUR_MS)
const DAYS = 12
const END = later(DAYS, 7)

/** Everything that a lease's life leaves behind, as text; ids and instants included. */
const TABLES = [
  'lease',
  'lease_backing',
  'channel',
  'channel_step',
  'channel_operation',
  'lightning_fault',
  'node',
  'allocation',
  'contract',
  'early_end',
  'channel_day',
  'node_day',
  'treasury_day',
  'statement',
  'invoice',
] as const

async function prints(ctx: DbCtx): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {}
  for (const table of TABLES) {
    const [row] = await rowsOf(
      ctx.db,
      sql`select count(*)::text as rows, md5(string_agg(t::text, '|' order by t::text)) as print
        from ${sql.identifier(table)} t`,
    )
    found[table] = row
  }
  // Requests are made with random ids where a renewal is not answered.
  found.requests = await rowsOf(
    ctx.db,
    sql`select subscriber_id, kind, status, size_sats::text, created_at::text, updated_at::text
      from demand_ticket order by 1, 2, 3, 4, 5, 6`,
  )
  found.renewals = await rowsOf(
    ctx.db,
    sql`select id, status, answered_at::text, version::text from renewal_request order by 1`,
  )
  found.audit = await rowsOf(
    ctx.db,
    sql`select entity_type, action, from_status, to_status, at::text, reason from audit_event
      where request_id = 'test-request' and entity_type in ('Lease', 'Channel', 'Contract', 'Allocation')
      order by at, entity_type, entity_id, action, seq`,
  )
  return found
}

async function figures(ctx: DbCtx) {
  const system = systemOf({ ...ctx, clock: fixedClock(END) })
  const treasuries = await loadTreasuryFigures(system)
  const subscribers = await loadSubscriberFigures(system)
  const { metrics } = await loadPlatformFigures(system)
  return {
    treasuries: treasuries.map(({ treasury, metrics: own }) => [treasury.id, own]),
    subscribers: subscribers.map(({ subscriber, metrics: own }) => [subscriber.id, own]),
    platform: metrics,
  }
}

/** Two leases, of which one is renewed and one ends early; a fault, a splice and a close between. */
async function begin(ctx: DbCtx): Promise<void> {
  for (const nodeId of ['node_001', 'node_002']) {
    await scriptFault(adminOf(ctx), { nodeId, fault: 'peer_offline', count: 1 })
  }
  await ctx.db.execute(sql`update lightning_fault set id = 'fault_' || node_id`)
  await deliver(ctx, { startAt: later(0, 1), endAt: later(5, 1), createdAt: later(0) })
  await addSignedLease(
    ctx.db,
    aPendingLease({
      id: 'lease_renew1',
      renewsLeaseId: 'lease_made01',
      startAt: later(5, 1),
      endAt: later(10, 1),
      deliveredAt: later(0),
    }),
  )
  await deliver(ctx, {
    id: 'lease_made02',
    treasuryId: 'trs_002',
    subscriberId: 'sub_002',
    sizeSats: sats(70_000_000),
    startAt: later(2),
    endAt: later(62),
  })
  await ctx.db.insert(earlyEndTable).values({
    id: 'end_made01',
    leaseId: 'lease_made02',
    treasuryId: 'trs_002',
    subscriberId: 'sub_002',
    requestedBy: 'subscriber',
    reason: 'Moving to another provider',
    status: 'approved',
    effectiveAt: later(8, 3),
    feeSats: sats(1000),
    isFeeWaived: false,
    createdAt: later(3),
    answeredAt: later(3),
    answerReason: null,
    version: 2,
  })
  const [idle] = await rowsOf(
    ctx.db,
    sql`select c.id, c.peer_alias as alias from channel c where c.node_id = 'node_010'
      and c.state = 'active' and not exists (
        select 1 from lease_backing b where b.channel_id = c.id) order by 1 limit 1`,
  )
  const { id = '', alias = '' } = idle ?? {}
  await closeChannel(await proved(adminOf(ctx)), {
    channelId: id ?? '',
    alias: alias ?? '',
    mode: 'force',
    reason: 'The peer vanished two weeks ago',
  })
}

/** Each hour of the first two days, then four times a day. */
function everyHour(): string[] {
  const hours = Array.from({ length: DAYS * 24 + 7 }, (_, hour) => hour + 1)
  return hours.filter((hour) => hour <= 48 || hour % 6 === 1).map((hour) => later(0, hour))
}

async function tickAt(ctx: DbCtx, instant: string): Promise<void> {
  const system = systemOf({ ...ctx, clock: fixedClock(instant) })
  const { failed } = await runDue(system)
  expect(failed).toBe(0)
  await withTransaction(system, extendFacts)
  await withTransaction(system, closeMonths)
}

describe('the life of a lease', () => {
  it('leaves the same rows and figures after one jump as hour by hour', {
    timeout: 400_000,
  }, async () => {
    const outcomes: unknown[] = []
    const clocks = [[END], [later(3), later(3, 1), later(6), END], everyHour()]
    for (const instants of clocks) {
      await store.inRollback(async (ctx) => {
        await begin(ctx)
        for (const instant of instants) await tickAt(ctx, instant)
        outcomes.push({ ...(await prints(ctx)), figures: await figures(ctx) })
      })
    }
    expect(outcomes[1]).toEqual(outcomes[0])
    expect(outcomes[2]).toEqual(outcomes[0])
  })
})
