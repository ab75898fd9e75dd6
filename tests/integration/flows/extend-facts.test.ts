import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { addDays, addMs, DAY_MS, fixedClock, HOUR_MS, MINUTE_MS, utcDate } from '@/lib/core/time'
import type { Database, DbCtx } from '@/lib/db/context'
import { channelDayTable } from '@/lib/domains/liquidity/channel/table'
import { extendFacts } from '@/lib/domains/liquidity/lifecycle/extend-facts'
import { nodeDayTable } from '@/lib/domains/liquidity/node/table'
import { loadSubscriberFigures } from '@/lib/domains/liquidity/subscriber/figures'
import { loadTreasuryFigures } from '@/lib/domains/liquidity/treasury/figures'
import { channelDayFacts, nodeDayFacts } from '@/lib/lightning/facts'
import { defaultWorld } from '@/lib/mock-data/default-world'
import { DEFAULT_SEED, REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import { sum } from '@/tests/support/breakdown'
import { ledgerDays, numberOf, rowsOf } from '@/tests/support/ledger-sql'
import { systemOf } from '@/tests/support/members'
import { useTestDb } from '@/tests/support/test-db'
import type { Sats } from '@/types'

const store = useTestDb('seeded')
const { records } = defaultWorld

const later = (days: number, hours = 0, minutes = 0) =>
  addMs(REFERENCE_INSTANT, days * DAY_MS + hours * HOUR_MS + minutes * MINUTE_MS)
const at = (ctx: DbCtx, instant: string) => systemOf({ ...ctx, clock: fixedClock(instant) })
const FIRST = utcDate(REFERENCE_INSTANT)

/** One text for all facts of a store: the same rows give the same text. */
async function fingerprint(db: Database): Promise<unknown> {
  const tables = ['node_day', 'channel_day', 'treasury_day', 'demo_world', 'node'] as const
  const prints = tables.map((table) =>
    rowsOf(
      db,
      sql`select count(*)::text as rows,
        md5(string_agg(t::text, '' order by t::text)) as print from ${sql.identifier(table)} t`,
    ),
  )
  return Object.fromEntries(
    (await Promise.all(prints)).map((rows, index) => [tables[index], rows[0]]),
  )
}

/** The lessee of a channel on a day, from its backings and the ends of their leases. */
function lessee(channelId: string, date: string): string | null {
  const start = Date.parse(`${date}T00:00:00Z`)
  const backing = records.leaseBackings.find((row) => {
    const lease = records.leases.find(({ id }) => id === row.leaseId)
    const end = row.toAt ?? lease?.endedAt ?? lease?.endAt ?? ''
    const isOwn = row.channelId === channelId
    return isOwn && Date.parse(row.fromAt) < start + DAY_MS && Date.parse(end) > start
  })
  return backing?.subscriberId ?? null
}

const byKey = <T extends { date: string }>(rows: readonly T[], id: (row: T) => string) =>
  [...rows].sort((a, b) => (`${id(a)} ${a.date}` < `${id(b)} ${b.date}` ? -1 : 1))

describe('a store that slept three days', () => {
  const now = later(3, 13, 20)

  it('has the facts of every missing day after one run', () =>
    store.inRollback(async (ctx) => {
      await extendFacts(at(ctx, now))
      const dates = [0, 1, 2].map((days) => addDays(FIRST, days))
      const missing = sql`date >= ${FIRST} and date < ${addDays(FIRST, 3)}`
      const nodeRows = await ctx.db.select().from(nodeDayTable).where(missing)
      const channelRows = await ctx.db.select().from(channelDayTable).where(missing)

      const channels = records.channels.filter(({ openedAt }) => openedAt !== null)
      expect(byKey(channelRows, (row) => row.channelId)).toEqual(
        byKey(
          channels.flatMap((channel) =>
            dates.map((date) => {
              const node = records.nodes.find(({ id }) => id === channel.nodeId)
              const offlineSince = node?.status === 'offline' ? node.statusSince : null
              const subscriberId = lessee(channel.id, date)
              const observed = { ...channel, subscriberId, offlineSince }
              return channelDayFacts(DEFAULT_SEED, observed, date, channel.profile)
            }),
          ),
          (row) => row.channelId,
        ),
      )
      expect(byKey(nodeRows, (row) => row.nodeId)).toEqual(
        byKey(
          records.nodes.flatMap((node) =>
            dates.map((date) => {
              const own = records.channels.filter(({ nodeId }) => nodeId === node.id)
              const opening = own.filter(({ openedAt }) => openedAt === null)
              const capacitySats = (node.reserveSats +
                sum(own.map((channel) => channel.capacitySats))) as Sats
              const reserveSats = (node.reserveSats +
                sum(opening.map((channel) => channel.capacitySats))) as Sats
              const observed = { ...node, capacitySats, reserveSats }
              return nodeDayFacts(DEFAULT_SEED, observed, date, node.profile)
            }),
          ),
          (row) => row.nodeId,
        ),
      )
      const [world] = await rowsOf(
        ctx.db,
        sql`select facts_through::text as through, anchor_at = ${REFERENCE_INSTANT} as same
          from demo_world`,
      )
      expect(world).toMatchObject({ through: addDays(FIRST, 2), same: true })
    }))

  it('is not changed by a second run', () =>
    store.inRollback(async (ctx) => {
      await extendFacts(at(ctx, now))
      const once = await fingerprint(ctx.db)
      await extendFacts(at(ctx, now))
      expect(await fingerprint(ctx.db)).toEqual(once)
    }))

  it('ends as one that was awake all the time', async () => {
    const prints: unknown[] = []
    const visits = [[now], [later(0, 1), later(0, 23, 59), later(1, 0), later(2, 7), now]]
    for (const instants of visits) {
      await store.inRollback(async (ctx) => {
        for (const instant of instants) await extendFacts(at(ctx, instant))
        prints.push(await fingerprint(ctx.db))
      })
    }
    expect(prints[1]).toEqual(prints[0])
  })

  it('shows figures that the database tells again from the facts', () =>
    store.inRollback(async (ctx) => {
      await extendFacts(at(ctx, now))
      const told = await ledgerDays(ctx.db, utcDate(now))
      for (const { treasury, metrics, days } of await loadTreasuryFigures(at(ctx, now))) {
        const own = told.filter((day) => day.treasury === treasury.id)
        expect(own.at(-1)?.date).toBe(addDays(FIRST, 2))
        expect(days.at(-1)?.date).toBe(addDays(FIRST, 2))
        expect(metrics.earnedToDate.value).toBe(sum(own.map((day) => day.net)))
        expect(metrics.window.earnings.grossSats).toBe(sum(own.slice(-30).map((day) => day.gross)))
        expect(metrics.earnings.map((day) => [day.date, day.marginSats])).toEqual(
          own.map((day) => [day.date, day.margin]),
        )
      }
    }))
})

describe('the running day', () => {
  const midnight = later(3)
  const afternoon = later(3, 13, 20)

  it('is stored as far as it has come, and grows', () =>
    store.inRollback(async (ctx) => {
      const soFar = async (instant: string) => {
        await extendFacts(at(ctx, instant))
        const [row] = await rowsOf(
          ctx.db,
          sql`
          select count(*)::text as rows, sum(routed_sats)::text as routed,
            min(observed_seconds)::text as least, max(observed_seconds)::text as most
          from channel_day where date = ${utcDate(instant)}`,
        )
        return row
      }
      const morning = await soFar(later(3, 6))
      const evening = await soFar(later(3, 18))
      expect(morning).toMatchObject({ least: String(6 * 3600), most: String(6 * 3600) })
      expect(evening).toMatchObject({ least: String(18 * 3600), most: String(18 * 3600) })
      expect(evening?.rows).toBe(morning?.rows)
      expect(Number(evening?.routed)).toBeGreaterThan(2 * Number(morning?.routed))
    }))

  it('counts in no figure of a treasury or a subscriber', () =>
    store.inRollback(async (ctx) => {
      const figures = async (instant: string) => {
        await extendFacts(at(ctx, instant))
        const treasuries = await loadTreasuryFigures(at(ctx, instant))
        const subscribers = await loadSubscriberFigures(at(ctx, instant))
        return [
          ...treasuries.map(({ treasury, metrics: m }) => ({
            id: treasury.id,
            kpis: [m.deployed, m.grossApy, m.netApy, m.earnedToDate, m.utilization, m.nodeUptime],
          })),
          ...subscribers.map(({ subscriber, metrics: m }) => ({
            id: subscriber.id,
            kpis: [m.paymentSuccess],
          })),
        ]
      }
      const before = await figures(midnight)
      expect(await figures(afternoon)).toEqual(before)
      const rows = await numberOf(
        ctx.db,
        sql`select count(*)::text from channel_day where date = ${utcDate(afternoon)}`,
      )
      expect(rows).toBeGreaterThan(90)
    }))

  it('is no closed day of a treasury', () =>
    store.inRollback(async (ctx) => {
      await extendFacts(at(ctx, afternoon))
      const last = await rowsOf(
        ctx.db,
        sql`select treasury_id, max(date)::text as date, count(*)::text as days
          from treasury_day group by 1 order by 1`,
      )
      expect(last).toHaveLength(5)
      expect(last.every(({ date }) => date === addDays(FIRST, 2))).toBe(true)
      const differing = await numberOf(
        ctx.db,
        sql`
        select count(*)::text from treasury_day t where (routed_sats, fee_msat, deployed_sats)
          is distinct from (
            (select coalesce(sum(routed_sats), 0) from channel_day c
              where c.treasury_id = t.treasury_id and c.date = t.date),
            (select coalesce(sum(fee_msat), 0) from channel_day c
              where c.treasury_id = t.treasury_id and c.date = t.date),
            (select sum(capacity_sats) from node_day n
              where n.treasury_id = t.treasury_id and n.date = t.date))`,
      )
      expect(differing).toBe(0)
    }))
})

describe('time', () => {
  it('restarts the margin with each month', () =>
    store.inRollback(async (ctx) => {
      const now = '2026-12-02T06:00:00.000Z'
      await extendFacts(at(ctx, now))
      const told = await ledgerDays(ctx.db, utcDate(now))
      for (const { treasury, metrics } of await loadTreasuryFigures(at(ctx, now))) {
        const own = told.filter((day) => day.treasury === treasury.id)
        expect(metrics.earnings.map((day) => [day.date, day.marginSats, day.netSats])).toEqual(
          own.map((day) => [day.date, day.margin, day.net]),
        )
        const first = metrics.earnings.find((day) => day.date === '2026-12-01')
        const share = Math.floor(((first?.grossSats ?? 0) * treasury.marginBps) / 10_000)
        expect(first?.marginSats).toBe(Math.max(0, share))
      }
    }))

  it('that goes back changes no facts', () =>
    store.inRollback(async (ctx) => {
      await extendFacts(at(ctx, later(3, 5)))
      const before = await fingerprint(ctx.db)
      await extendFacts(at(ctx, later(1, 5)))
      expect(await fingerprint(ctx.db)).toEqual(before)
    }))

  it('adds nothing to a store that holds no demo world', () =>
    store.inRollback(async (ctx) => {
      await ctx.db.execute(sql`delete from demo_world`)
      const before = await fingerprint(ctx.db)
      await extendFacts(at(ctx, later(3)))
      expect(await fingerprint(ctx.db)).toEqual(before)
    }))
})

describe('nodes', () => {
  it('that can be reached have just been seen, and keep a backup of the last 24 hours', () =>
    store.inRollback(async (ctx) => {
      for (const now of [later(0, 1), later(1, 2), later(1, 2, 1), later(3, 13, 20)]) {
        await extendFacts(at(ctx, now))
        const late = await rowsOf(
          ctx.db,
          sql`
          select id from node where retired_at is null and status <> 'offline'
            and (last_seen_at <> ${now}
              or (backup_status = 'ok' and backup_at not between ${addMs(now, -DAY_MS)} and ${now}))`,
        )
        expect(late).toEqual([])
      }
    }))

  it('that are offline or whose backups stopped keep what they reported last', () =>
    store.inRollback(async (ctx) => {
      const silent = sql`
        select id, last_seen_at::text as seen, backup_at::text as backup from node
        where status = 'offline' order by 1`
      const stopped = sql`
        select id, backup_at::text as backup from node where backup_status <> 'ok' order by 1`
      const before = [await rowsOf(ctx.db, silent), await rowsOf(ctx.db, stopped)]
      expect(before.map((rows) => rows.length)).toEqual([1, 1])
      await extendFacts(at(ctx, later(3, 13, 20)))
      expect([await rowsOf(ctx.db, silent), await rowsOf(ctx.db, stopped)]).toEqual(before)
    }))
})
