import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { addDays, addMs, completeDays, DAY_MS, startOfDay, utcDate } from '@/lib/core/time'
import type { DbCtx } from '@/lib/db/context'
import { loadPlatformFigures } from '@/lib/domains/liquidity/platform/figures'
import { getSubscriberBreakdown } from '@/lib/domains/liquidity/subscriber/breakdowns'
import {
  capacityOf,
  loadBackingFacts,
  loadSubscriberFigures,
} from '@/lib/domains/liquidity/subscriber/figures'
import { loadAdminQueues } from '@/lib/flows/admin-queues'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import { columnOf, once, percent, sum, totalOf } from '@/tests/support/breakdown'
import { numberOf, rowsOf } from '@/tests/support/ledger-sql'
import { adminOf, memberOf, SUBSCRIBER_IDS } from '@/tests/support/members'
import { unlockTerms } from '@/tests/support/terms'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('seeded')
const NOW = REFERENCE_INSTANT
const TODAY = utcDate(NOW)

const ctxOf = (id: string) => memberOf(store.ctx, id)
const figuresOf = once(async (id: string) => {
  const [figures, ...others] = await loadSubscriberFigures(ctxOf(id))
  if (figures === undefined || others.length > 0) throw new Error(`Not one subscriber for ${id}`)
  return figures
})
const breakdownOf = async (id: string, kpi: Parameters<typeof getSubscriberBreakdown>[1]) => {
  const breakdown = await getSubscriberBreakdown(ctxOf(id), kpi)
  if (breakdown === null) throw new Error(`No list behind ${kpi} of ${id}`)
  return breakdown
}

/** Live leases with their fee and its ppm of size, both rounded half-up in SQL integers. */
const liveLeases = (id: string) =>
  rowsOf(
    store.db,
    sql`
    select id, size_sats::text as size, fee::text as fee, fee_model as model,
      ((2 * fee * 1000000 + size_sats) / (2 * size_sats))::text as ppm
    from (select *, case fee_model when 'fixed' then fee_sats
        else (size_sats * fee_ppm + 500000) / 1000000 end as fee
      from lease where subscriber_id = ${id}
        and status in ('active', 'paused') and end_at > ${NOW}) live`,
  )
const htlcs = async (id: string, from: string, to: string) => {
  const [row] = await rowsOf(
    store.db,
    sql`
    select coalesce(sum(htlc_settled), 0)::text as settled,
      coalesce(sum(htlc_attempts), 0)::text as attempts
    from channel_day where subscriber_id = ${id} and date >= ${from} and date < ${to}`,
  )
  return { settled: BigInt(row?.settled ?? 0), attempts: BigInt(row?.attempts ?? 0) }
}

describe.each(SUBSCRIBER_IDS)('the figures of %s, told again by the database', (id) => {
  it('inbound leased: sizes of its live leases, now and 30 days ago', async () => {
    const { metrics } = await figuresOf(id)
    const leases = await liveLeases(id)
    expect(leases.length).toBeGreaterThan(0)
    expect(metrics.inboundLeased.value).toBe(sum(leases.map((lease) => Number(lease.size))))
    const then = addMs(NOW, -30 * DAY_MS)
    const before = await numberOf(
      store.db,
      sql`
      select coalesce(sum(size_sats), 0)::text from lease
      where subscriber_id = ${id} and status not in ('pending', 'cancelled')
        and start_at <= ${then} and end_at > ${then} and (ended_at is null or ended_at > ${then})`,
    )
    expect(metrics.inboundLeased.previous ?? before).toBe(before)
  })

  it('expiring: live, 1 to 14 days left, and no lease that renews it', async () => {
    const { metrics } = await figuresOf(id)
    const expiring = await numberOf(
      store.db,
      sql`
      select count(*)::text from lease l
      where subscriber_id = ${id} and status in ('active', 'paused')
        and end_at > ${NOW} and end_at <= ${addMs(NOW, 14 * DAY_MS)}
        and not exists (
          select 1 from lease r where r.renews_lease_id = l.id and r.status <> 'cancelled')`,
    )
    expect(metrics.expiring.value).toBe(expiring)
  })

  it('effective cost: ppm weighted by size, and the fixed fees', async () => {
    const { metrics } = await figuresOf(id)
    const leases = await liveLeases(id)
    const size = leases.reduce((total, lease) => total + BigInt(lease.size ?? 0), 0n)
    const weighted = leases.reduce(
      (total, lease) => total + BigInt(lease.size ?? 0) * BigInt(lease.ppm ?? 0),
      0n,
    )
    expect(metrics.effectiveCost.value).toBe(Number((2n * weighted + size) / (2n * size)))
    const fixed = leases.filter((lease) => lease.model === 'fixed')
    expect(metrics.effectiveCostFixedSats).toBe(sum(fixed.map((lease) => Number(lease.fee))))
  })

  it('payment success: settled over attempted in 7 days, and in the 7 days before', async () => {
    const { metrics } = await figuresOf(id)
    const week = await htlcs(id, addDays(TODAY, -7), TODAY)
    const before = await htlcs(id, addDays(TODAY, -14), addDays(TODAY, -7))
    expect(metrics.paymentSuccess.value).toBe(
      week.attempts === 0n ? null : percent(week.settled, week.attempts),
    )
    expect(metrics.paymentSuccess.previous).toBe(
      before.attempts === 0n ? null : percent(before.settled, before.attempts),
    )
  })

  it('open incidents: those that name it and are not resolved', async () => {
    const { metrics } = await figuresOf(id)
    const open = await numberOf(
      store.db,
      sql`
      select count(*)::text from incident where subscriber_id = ${id} and status <> 'resolved'`,
    )
    expect(metrics.openIncidents.value).toBe(open)
  })

  it('delivered, used and success of each of the last 90 days', async () => {
    const window = completeDays(new Date(NOW), 90)
    const days = capacityOf(await figuresOf(id), await loadBackingFacts(ctxOf(id), window), window)
    const told = await rowsOf(
      store.db,
      sql`
      with backing as (
        select d.date, b.lease_id, l.size_sats, d.channel_id, d.min_inbound_sats,
          d.htlc_attempts, d.htlc_settled,
          b.share_sats * d.online_seconds / d.observed_seconds as online
        from lease_backing b join lease l on l.id = b.lease_id
          join channel_day d on d.channel_id = b.channel_id
        where b.subscriber_id = ${id} and d.subscriber_id = ${id}
          and d.date >= ${window.from} and d.date < ${window.to}
          and b.from_at < (d.date + 1)::timestamp at time zone 'utc'
          and (b.to_at is null or b.to_at > d.date::timestamp at time zone 'utc')
      ), delivered as (
        select date, sum(least(size_sats, online)) as sats
        from (select date, lease_id, size_sats, sum(online) as online from backing group by 1, 2, 3) l
        group by 1
      ), remaining as (
        select date, sum(min_inbound_sats) as sats, sum(htlc_attempts) as attempts,
          sum(htlc_settled) as settled
        from (select distinct date, channel_id, min_inbound_sats, htlc_attempts, htlc_settled
          from backing) c
        group by 1
      )
      select date::text as date, delivered.sats::text as delivered,
        greatest(0, delivered.sats - remaining.sats)::text as used,
        round(100.0 * settled / nullif(attempts, 0), 2)::text as success
      from delivered join remaining using (date) order by 1`,
    )
    expect(told.length).toBeGreaterThan(0)
    const seen = days.filter((day) => day.deliveredSats !== null)
    expect(seen.map((day) => [day.date, day.deliveredSats, day.usedSats, day.successPct])).toEqual(
      told.map((row) => [
        row.date,
        Number(row.delivered),
        Number(row.used),
        row.success === null ? null : Number(row.success),
      ]),
    )
  })

  it('its facts before the first day are gaps, never zeros', async () => {
    const window = completeDays(new Date(NOW), 90)
    const days = capacityOf(await figuresOf(id), await loadBackingFacts(ctxOf(id), window), window)
    const first = await rowsOf(
      store.db,
      sql`select min(date)::text as date from channel_day where subscriber_id = ${id}`,
    )
    const before = days.filter((day) => startOfDay(day.date) < startOfDay(String(first[0]?.date)))
    expect(before.every((day) => day.deliveredSats === null && day.usedSats === null)).toBe(true)
  })
})

describe.each(SUBSCRIBER_IDS)('the lists behind the figures of %s', (id) => {
  it('sum to their last row, and end with the number on the card', async () => {
    const { metrics } = await figuresOf(id)
    const inbound = await breakdownOf(id, 'inbound-leased')
    expect(sum(columnOf(inbound, 'size'))).toBe(metrics.inboundLeased.value)
    expect(totalOf(inbound, 'size')).toBe(metrics.inboundLeased.value)

    const expiring = await breakdownOf(id, 'expiring')
    expect(expiring.rows).toHaveLength(metrics.expiring.value ?? -1)
    expect(sum(columnOf(expiring, 'size'))).toBe(totalOf(expiring, 'size'))

    const cost = await breakdownOf(id, 'effective-cost')
    expect(sum(columnOf(cost, 'size'))).toBe(totalOf(cost, 'size'))
    expect(sum(columnOf(cost, 'fee'))).toBe(totalOf(cost, 'fee'))
    expect(sum(columnOf(cost, 'fixed_fee'))).toBe(metrics.effectiveCostFixedSats)
    expect(totalOf(cost, 'fixed_fee')).toBe(metrics.effectiveCostFixedSats)
    expect(totalOf(cost, 'effective_cost')).toBe(metrics.effectiveCost.value)

    const success = await breakdownOf(id, 'payment-success')
    expect(sum(columnOf(success, 'settled'))).toBe(totalOf(success, 'settled'))
    expect(sum(columnOf(success, 'attempted'))).toBe(totalOf(success, 'attempted'))
    expect(totalOf(success, 'success')).toBe(metrics.paymentSuccess.value)

    const incidents = await breakdownOf(id, 'open-incidents')
    expect(incidents.rows).toHaveLength(metrics.openIncidents.value ?? -1)
  })
})

describe('a lease that expires', () => {
  const expiringOf = async (ctx: DbCtx) => {
    const figures = await loadSubscriberFigures(adminOf(ctx))
    const queues = await loadAdminQueues(adminOf(ctx), await loadPlatformFigures(adminOf(ctx)))
    return {
      cards: sum(figures.map(({ metrics }) => metrics.expiring.value ?? 0)),
      queue: queues.find(({ name }) => name === 'expiring-soon')?.rows.length,
    }
  }
  const expiring = sql`select id from lease where status = 'active'
    and end_at > ${NOW} and end_at <= ${addMs(NOW, 14 * DAY_MS)} order by end_at limit 1`
  const pending = (count: number) =>
    sql`select id from lease where status = 'pending' and renews_lease_id is null limit ${count}`

  it('counts no longer, on the card and in the queue, once a lease renews it', () =>
    store.inRollback(async (ctx) => {
      const before = await expiringOf(ctx)
      expect(before.queue).toBe(before.cards)
      expect(before.cards).toBeGreaterThan(2)
      await ctx.db.execute(
        sql`update lease set renews_lease_id = (${expiring}) where id in (${pending(1)})`,
      )
      const after = { cards: before.cards - 1, queue: before.cards - 1 }
      expect(await expiringOf(ctx)).toEqual(after)
      await ctx.db.execute(
        sql`update lease set status = 'cancelled' where renews_lease_id = (${expiring})`,
      )
      expect(await expiringOf(ctx)).toEqual(before)
    }))

  it('counts to its last millisecond and not beyond 14 days', () =>
    store.inRollback(async (ctx) => {
      await unlockTerms(ctx)
      const before = await expiringOf(ctx)
      const end = async (at: string) => {
        await ctx.db.execute(sql`update lease set end_at = ${at} where id = 'lease_010'`)
        return (await expiringOf(ctx)).cards - before.cards
      }
      expect(await end(addMs(NOW, 14 * DAY_MS + 1))).toBe(0)
      expect(await end(addMs(NOW, 14 * DAY_MS))).toBe(1)
      expect(await end(addMs(NOW, 1))).toBe(1)
      expect(await end(NOW)).toBe(0)
    }))
})
