import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { plainText } from '@/lib/core/fact-text'
import { everything } from '@/lib/core/list-words'
import { addMs, completeDays, DAY_MS, fixedClock, HOUR_MS } from '@/lib/core/time'
import type { DbCtx } from '@/lib/db/context'
import { extendFacts } from '@/lib/domains/liquidity/lifecycle/extend-facts'
import { poolTable } from '@/lib/domains/liquidity/pool/table'
import { loadAlertSnapshot } from '@/lib/flows/alerts/load-snapshot'
import { evaluateAlerts } from '@/lib/flows/alerts/rules'
import { syncAlerts } from '@/lib/flows/alerts/sync-alerts'
import { defaultWorld } from '@/lib/mock-data/default-world'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import { ALERT_WORDS } from '@/lib/platform/notification/columns'
import { dismissNotification } from '@/lib/platform/notification/dismiss-notification'
import { alertList } from '@/lib/platform/notification/list'
import { listBanners } from '@/lib/platform/notification/queries'
import { notificationTable } from '@/lib/platform/notification/table'
import { rowsOf } from '@/tests/support/ledger-sql'
import { systemOf } from '@/tests/support/members'
import { ctxOf } from '@/tests/support/people'
import { unlockTerms } from '@/tests/support/terms'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('seeded')
const NOW = REFERENCE_INSTANT
const WEEK = completeDays(new Date(NOW), 7)
const NOTHING = { opened: 0, resolved: 0, raised: 0 }

const later = (hours: number) => addMs(NOW, hours * HOUR_MS)
const run = (ctx: DbCtx, instant = NOW) =>
  syncAlerts(systemOf({ ...ctx, clock: fixedClock(instant) }))

interface Episode {
  id: string
  audience: string
  severity: string
  open: boolean
  message: string
}

/** Episodes of one rule about one thing, oldest first. */
async function episodes(ctx: DbCtx, rule: string, subject: string): Promise<Episode[]> {
  const rows = await rowsOf(
    ctx.db,
    sql`
    select id, audience, severity, message, (resolved_at is null)::text as open from notification
    where dedupe_key like ${`${rule}:${subject}:%`} order by created_at, audience, id`,
  )
  return rows.map((row) => ({
    id: String(row.id),
    audience: String(row.audience),
    severity: String(row.severity),
    message: String(row.message),
    open: row.open === 'true',
  }))
}

const openOf = async (ctx: DbCtx, rule: string, subject: string) =>
  (await episodes(ctx, rule, subject)).filter(({ open }) => open)
const audiences = (rows: readonly Episode[]) => rows.map(({ audience }) => audience).sort()

async function auditCounts(ctx: DbCtx): Promise<Record<string, number>> {
  const rows = await rowsOf(
    ctx.db,
    sql`
    select action, count(*)::text as count from audit_event
    where actor_type = 'system' and actor_id = 'test' group by 1`,
  )
  return Object.fromEntries(rows.map((row) => [row.action, Number(row.count)]))
}

describe('a fresh store', () => {
  it('holds the episodes that its own conditions give, word for word', async () => {
    const conditions = evaluateAlerts(await loadAlertSnapshot(systemOf(store.ctx)), new Date(NOW))
    const raised = conditions.filter(({ state }) => state === 'raised')
    const rows = await store.db.select().from(notificationTable).orderBy(notificationTable.id)
    expect(rows.length).toBeGreaterThanOrEqual(30)
    expect(
      rows.map(({ id: _, createdAt, resolvedAt, dedupeKey, organisationId, ...row }) => ({
        ...row,
        key: dedupeKey,
        audience: { role: row.audience, organisationId },
        isOpen: resolvedAt === null,
        since: createdAt,
      })),
    ).toEqual(
      raised.map(({ state: _, since, ...condition }) => ({
        ...condition,
        isOpen: true,
        since: since < NOW ? since : NOW,
      })),
    )
  })

  it('gets no new episode, loses none and gets no audit row', () =>
    store.inRollback(async (ctx) => {
      const before = await ctx.db.select().from(notificationTable).orderBy(notificationTable.id)
      expect(await run(ctx)).toEqual(NOTHING)
      expect(await auditCounts(ctx)).toEqual({})
      const after = await ctx.db.select().from(notificationTable).orderBy(notificationTable.id)
      expect(after).toEqual(before)
    }))
})

describe('a store that slept three days', () => {
  const now = later(3 * 24 + 13)

  it('has one open episode for each condition that holds, and none besides', () =>
    store.inRollback(async (ctx) => {
      await extendFacts(systemOf({ ...ctx, clock: fixedClock(now) }))
      const changes = await run(ctx, now)
      expect(changes.opened).toBeGreaterThan(0)
      expect(changes.resolved).toBeGreaterThan(0)
      const system = systemOf({ ...ctx, clock: fixedClock(now) })
      const conditions = evaluateAlerts(await loadAlertSnapshot(system), new Date(now))
      const open = await rowsOf(
        ctx.db,
        sql`select dedupe_key as key, title, message from notification where resolved_at is null`,
      )
      const byKey = (rows: readonly { key?: string | null }[]) =>
        [...rows].sort((a, b) => (String(a.key) < String(b.key) ? -1 : 1))
      const held = new Set(open.map(({ key }) => key))
      expect(byKey(open)).toEqual(
        byKey(
          conditions
            .filter(({ state, key }) => state === 'raised' || held.has(key))
            .map(({ key, title, message }) => ({ key, title, message })),
        ),
      )
      expect(await run(ctx, now)).toEqual(NOTHING)
    }))

  it('leaves one audit row for each episode that it opened, raised or cleared', () =>
    store.inRollback(async (ctx) => {
      await extendFacts(systemOf({ ...ctx, clock: fixedClock(now) }))
      const { opened, resolved, raised } = await run(ctx, now)
      const counts = await auditCounts(ctx)
      expect(counts['notification.opened'] ?? 0).toBe(opened)
      expect(counts['notification.cleared'] ?? 0).toBe(resolved)
      expect(counts['notification.raised'] ?? 0).toBe(raised)
      const orphans = await rowsOf(
        ctx.db,
        sql`
        select entity_id from audit_event where actor_id = 'test'
          and not exists (select 1 from notification n where n.id = entity_id)`,
      )
      expect(orphans).toEqual([])
    }))
})

describe('payment success', () => {
  const set = (ctx: DbCtx, settled: number, attempts = 1000) =>
    ctx.db.execute(sql`
      update channel_day set htlc_attempts = ${attempts}, htlc_settled = ${settled}
      where subscriber_id = 'sub_002' and date >= ${WEEK.from} and date < ${WEEK.to}`)

  it('below 95 % opens for the subscriber and the admins, and clears at 96 %', () =>
    store.inRollback(async (ctx) => {
      await set(ctx, 949)
      await run(ctx)
      const opened = await openOf(ctx, 'success-rate', 'sub_002')
      expect(audiences(opened)).toEqual(['admin', 'subscriber'])
      expect(opened.every(({ severity }) => severity === 'error')).toBe(true)
      await set(ctx, 955)
      await run(ctx)
      expect(await openOf(ctx, 'success-rate', 'sub_002')).toEqual(opened)
      await set(ctx, 960)
      await run(ctx)
      expect(await openOf(ctx, 'success-rate', 'sub_002')).toEqual([])
      expect(await episodes(ctx, 'success-rate', 'sub_002')).toHaveLength(2)
    }))

  it('between 95 and 96 % opens nothing but a note when nothing was open', () =>
    store.inRollback(async (ctx) => {
      await set(ctx, 955)
      await run(ctx)
      expect(await episodes(ctx, 'success-rate', 'sub_002')).toEqual([])
      const [note, ...others] = await openOf(ctx, 'success-rate-notice', 'sub_002')
      expect(others).toEqual([])
      expect(note).toMatchObject({ severity: 'info', audience: 'subscriber' })
    }))

  it('over fewer than 100 attempts says nothing', () =>
    store.inRollback(async (ctx) => {
      await set(ctx, 1, 2)
      await run(ctx)
      expect(await episodes(ctx, 'success-rate', 'sub_002')).toEqual([])
    }))
})

describe('utilization', () => {
  /** Everything of the week on its last day, so that each channel comes to the percentage. */
  const set = async (ctx: DbCtx, pct: number, channels: ReturnType<typeof sql>) => {
    await ctx.db.execute(sql`
      update channel_day d set routed_sats = case when date = ${WEEK.to}::date - 1
        then c.capacity_sats * ${Math.round(pct * 10)} / 1000 else 0 end
      from channel c where c.id = d.channel_id and ${channels}
        and date >= ${WEEK.from} and date < ${WEEK.to}`)
  }
  const channelOf = async (ctx: DbCtx) => {
    const [row] = await rowsOf(
      ctx.db,
      sql`
      select c.id from channel c where treasury_id = 'trs_002' and state = 'active'
        and is_peer_online and opened_at < ${addMs(NOW, -30 * DAY_MS)}
        and not exists (select 1 from notification n
          where n.dedupe_key = 'utilization-low:' || c.id || ':trs_002') limit 1`,
    )
    return String(row?.id)
  }

  it('of a channel below 20 % opens a note, and clears at 22 %', () =>
    store.inRollback(async (ctx) => {
      const id = await channelOf(ctx)
      const counts: number[] = []
      for (const pct of [20, 21, 19.9, 21, 21.9, 22, 21]) {
        await set(ctx, pct, sql`c.id = ${id}`)
        await run(ctx)
        counts.push((await openOf(ctx, 'utilization-low', id)).length)
      }
      expect(counts).toEqual([0, 0, 1, 1, 1, 0, 0])
      const all = await episodes(ctx, 'utilization-low', id)
      expect(all).toMatchObject([{ severity: 'info', audience: 'treasury' }])
    }))

  it('of a channel younger than seven days says nothing', () =>
    store.inRollback(async (ctx) => {
      const id = await channelOf(ctx)
      await set(ctx, 5, sql`c.id = ${id}`)
      const opened = addMs(NOW, -6 * DAY_MS)
      await ctx.db.execute(sql`update channel set opened_at = ${opened} where id = ${id}`)
      await run(ctx)
      expect(await episodes(ctx, 'utilization-low', id)).toEqual([])
    }))

  it('of a whole treasury below 20 % is a warning', () =>
    store.inRollback(async (ctx) => {
      await set(ctx, 19.9, sql`c.treasury_id = 'trs_002'`)
      await run(ctx)
      expect(await openOf(ctx, 'utilization-low', 'trs_002')).toMatchObject([
        { severity: 'warning', audience: 'treasury' },
      ])
    }))
})

it('uptime below 99 % warns, below 95 % is an error, and clears at 99.3 %', () =>
  store.inRollback(async (ctx) => {
    const [node] = await rowsOf(
      ctx.db,
      sql`
      select id from node where treasury_id = 'trs_002' and status = 'online'
        and not exists (select 1 from notification where dedupe_key like 'uptime-low:' || node.id || ':%')
      limit 1`,
    )
    const id = String(node?.id)
    const seen: string[][] = []
    for (const pct of [99.2, 98.9, 99.2, 94, 98.9, 99.3]) {
      await ctx.db.execute(sql`
        update node_day set online_seconds = observed_seconds * ${Math.round(pct * 10)} / 1000
        where node_id = ${id} and date >= ${WEEK.from} and date < ${WEEK.to}`)
      await run(ctx)
      const open = await openOf(ctx, 'uptime-low', id)
      seen.push(open.map(({ audience, severity }) => `${audience} ${severity}`).sort())
    }
    const warning = ['admin warning', 'treasury warning']
    const error = ['admin error', 'treasury error']
    expect(seen).toEqual([[], warning, warning, error, error, []])
    expect(await episodes(ctx, 'uptime-low', id)).toHaveLength(2)
    expect(await auditCounts(ctx)).toMatchObject({ 'notification.raised': 2 })
  }))

describe('the end of a lease', () => {
  const LEASE = 'lease_010'
  const endsIn = async (ctx: DbCtx, days: number) => {
    await unlockTerms(ctx)
    await ctx.db.execute(
      sql`update lease set end_at = ${addMs(NOW, days * DAY_MS)} where id = ${LEASE}`,
    )
  }
  const openSteps = async (ctx: DbCtx) => {
    const steps: Record<number, string[]> = {}
    for (const step of [14, 7, 3, 1]) {
      const open = await openOf(ctx, 'lease-expiring', `${LEASE}@${step}`)
      if (open.length > 0) {
        steps[step] = open.map(({ audience, severity }) => `${audience} ${severity}`).sort()
      }
    }
    return steps
  }
  const mild = ['admin info', 'subscriber warning', 'treasury warning']
  const grave = ['admin warning', 'subscriber error', 'treasury error']

  it('warns at 14, 7, 3 and 1 days, one step at a time, and is silent once ended', () =>
    store.inRollback(async (ctx) => {
      const seen: [number, Record<number, string[]>][] = []
      for (const days of [15, 14, 8, 7, 4, 3, 2, 1, 0]) {
        await endsIn(ctx, days)
        await run(ctx)
        seen.push([days, await openSteps(ctx)])
      }
      expect(seen).toEqual([
        [15, {}],
        [14, { 14: mild }],
        [8, { 14: mild }],
        [7, { 7: mild }],
        [4, { 7: mild }],
        [3, { 3: grave }],
        [2, { 3: grave }],
        [1, { 1: grave }],
        [0, {}],
      ])
    }))

  it.each([
    [
      'is renewed',
      sql`update lease set renews_lease_id = ${LEASE} where id = (
      select id from lease where status = 'pending' and renews_lease_id is null limit 1)`,
    ],
    [
      'is set to end at its term',
      sql`update lease set is_cancel_at_term = true where id = ${LEASE}`,
    ],
    [
      'was ended early',
      sql`update lease set status = 'terminated', ended_at = ${NOW} where id = ${LEASE}`,
    ],
  ])('clears when the lease %s', (_name, change) =>
    store.inRollback(async (ctx) => {
      await endsIn(ctx, 10)
      await run(ctx)
      expect(await openSteps(ctx)).toEqual({ 14: mild })
      await ctx.db.execute(change)
      await run(ctx)
      expect(await openSteps(ctx)).toEqual({})
    }),
  )
})

describe('an episode', () => {
  const INCIDENT =
    defaultWorld.records.incidents.find(
      ({ status, subscriberId }) => status !== 'resolved' && subscriberId === 'sub_001',
    )?.id ?? ''
  const setIncident = (ctx: DbCtx, status: 'open' | 'resolved', severity = 'minor') =>
    ctx.db.execute(sql`
      update incident set status = ${status}, severity = ${severity},
        resolved_at = ${status === 'open' ? null : NOW} where id = ${INCIDENT}`)
  /** The incident is resolved and its first episode cleared at the reference instant. */
  const withIncident = (test: (ctx: DbCtx) => Promise<void>) =>
    store.inRollback(async (ctx) => {
      await setIncident(ctx, 'resolved')
      await run(ctx)
      await test(ctx)
    })
  const open = (ctx: DbCtx) => openOf(ctx, 'incident-open', INCIDENT)

  it('stays away for 24 hours after it cleared, then opens anew', () =>
    withIncident(async (ctx) => {
      await setIncident(ctx, 'open')
      await run(ctx, later(1))
      await run(ctx, later(24))
      expect(await open(ctx)).toEqual([])
      await run(ctx, later(25))
      expect((await open(ctx)).length).toBeGreaterThanOrEqual(2)
      expect(await run(ctx, later(25))).toEqual(NOTHING)
    }))

  it('comes back within 24 hours when it is worse than then', () =>
    withIncident(async (ctx) => {
      await ctx.db.execute(sql`
        update notification set severity = 'warning'
        where dedupe_key like ${`incident-open:${INCIDENT}:%`}`)
      await setIncident(ctx, 'open', 'minor')
      await run(ctx, later(1))
      expect(await open(ctx)).toEqual([])
      await setIncident(ctx, 'open', 'critical')
      await run(ctx, later(1))
      const back = await open(ctx)
      expect(back.length).toBeGreaterThanOrEqual(2)
      expect(back.every(({ severity }) => severity === 'error')).toBe(true)
    }))

  it('is raised, not doubled, when its condition gets worse', () =>
    withIncident(async (ctx) => {
      await setIncident(ctx, 'open', 'minor')
      await run(ctx, later(25))
      const before = await open(ctx)
      await setIncident(ctx, 'open', 'major')
      expect(await run(ctx, later(25))).toMatchObject({ opened: 0, raised: before.length })
      const after = await open(ctx)
      expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id))
      expect(after.every(({ severity }) => severity === 'error')).toBe(true)
    }))

  it('stays dismissed while it lasts, and is shown again when it recurs', () =>
    withIncident(async (ctx) => {
      const viewer = { ...ctxOf(ctx.db, 'subscriber'), clock: fixedClock(later(25)) }
      const shown = async () =>
        (await listBanners(viewer, 100)).rows.filter(({ rule, title }) => {
          return rule === 'incident-open' && title.includes(INCIDENT)
        })
      await setIncident(ctx, 'open', 'major')
      await run(ctx, later(25))
      const [first] = await shown()
      if (first === undefined) throw new Error('The incident is not shown')
      await dismissNotification(viewer, { id: first.id })
      await run(ctx, later(26))
      expect(await shown()).toEqual([])

      await setIncident(ctx, 'resolved')
      await run(ctx, later(27))
      await setIncident(ctx, 'open', 'major')
      await run(ctx, later(52))
      const [again, ...others] = await shown()
      expect(others).toEqual([])
      expect(again?.id).not.toBe(first.id)
      expect(again?.receipt).toBe('delivered')
      const asked = everything(ALERT_WORDS)
      const filters = { ...asked.filters, state: ['cleared'] }
      const all = await alertList.page(viewer, { ...asked, filters })
      expect(all.rows.map(({ id }) => id)).toContain(first.id)
    }))

  it('is one alone for its condition, which the store itself enforces', () =>
    store.inRollback(async (ctx) => {
      const [any] = await ctx.db.select().from(notificationTable).limit(1)
      if (any === undefined) throw new Error('No notification')
      const twin = ctx.db.transaction((tx) =>
        tx.insert(notificationTable).values({ ...any, id: 'alert_twin' }),
      )
      await expect(twin).rejects.toThrow()
    }))

  it('repeats a nickname in braces letter for letter, for everybody else as before', () =>
    store.inRollback(async (ctx) => {
      await ctx.db.update(poolTable).set({ nickname: sql`'{at:2026-99} ' || ${poolTable.id}` })
      await run(ctx)
      const rows = await ctx.db.select().from(notificationTable)
      const told = rows.filter(({ message }) => message.includes('{at:2026-99} pool_'))
      expect(told.length).toBeGreaterThan(0)
      for (const { audience } of told) expect(audience).toBe('subscriber')
      expect(rows.every(({ message }) => message === plainText(message))).toBe(true)
    }))

  it('speaks of the figures of today, not of the day on which it opened', () =>
    store.inRollback(async (ctx) => {
      const halve = () =>
        ctx.db.execute(sql`
          update channel_day set online_seconds = online_seconds / 2
          where subscriber_id = 'sub_001' and date = ${WEEK.to}::date - 1`)
      await halve()
      await run(ctx)
      const [before] = await openOf(ctx, 'capacity-short', 'sub_001')
      expect(before?.message).toContain('Yesterday')
      await halve()
      expect(await run(ctx)).toEqual(NOTHING)
      const [after] = await openOf(ctx, 'capacity-short', 'sub_001')
      expect(after?.id).toBe(before?.id)
      expect(after?.message).not.toBe(before?.message)
    }))
})
