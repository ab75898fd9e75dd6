import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { addDays, addMs, completeDays, DAY_MS, startOfDay, utcDate } from '@/lib/core/time'
import { listAllocationRecords } from '@/lib/domains/liquidity/allocation/queries'
import { type AdminKpi, getAdminBreakdown } from '@/lib/domains/liquidity/platform/breakdowns'
import { loadPlatformFigures } from '@/lib/domains/liquidity/platform/figures'
import { supplyDemandDays } from '@/lib/domains/liquidity/platform/supply-demand'
import { listTicketRecords } from '@/lib/domains/liquidity/ticket/queries'
import { loadAdminQueues, queueBreakdown } from '@/lib/flows/admin-queues'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import { columnOf, meanOfHundredths, once, percent, sum, totalOf } from '@/tests/support/breakdown'
import { type LedgerDay, ledgerDays, numberOf, rowsOf } from '@/tests/support/ledger-sql'
import { adminOf, TREASURY_IDS } from '@/tests/support/members'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('seeded')
const NOW = REFERENCE_INSTANT
const TODAY = utcDate(NOW)
let ledger: LedgerDay[]

beforeAll(async () => {
  ledger = await ledgerDays(store.db, TODAY)
})

const figures = once(() => loadPlatformFigures(adminOf(store.ctx)))
const platform = () => figures('platform')
const breakdownOf = (kpi: AdminKpi) => getAdminBreakdown(adminOf(store.ctx), kpi)

/** Σ net × 365 ÷ (Σ average deployed × 30), each average rounded half-up to a satoshi. */
function netApy(from: string, to: string): number {
  const days = ledger.filter((day) => day.date >= from && day.date < to)
  const averages = TREASURY_IDS.map((id) => {
    const own = days.filter((day) => day.treasury === id)
    return Math.floor((2 * sum(own.map((day) => day.deployed)) + own.length) / (2 * own.length))
  })
  return percent(BigInt(sum(days.map((day) => day.net))) * 365n, BigInt(sum(averages)) * 30n)
}

describe('the figures of the platform, told again by the database', () => {
  it('total supply: what all treasuries deploy, each counted once', async () => {
    const { metrics } = await platform()
    const supply = await numberOf(
      store.db,
      sql`
      select ((select sum(capacity_sats) from channel where state not in ('closed', 'failed'))
        + (select sum(reserve_sats) from node where retired_at is null))::text`,
    )
    expect(metrics.totalSupply.value).toBe(supply)
    expect(metrics.totalSupply.previous).toBe(
      sum(ledger.filter((day) => day.date === addDays(TODAY, -30)).map((day) => day.deployed)),
    )
  })

  it('active leases: active and paused ones before their end', async () => {
    const { metrics } = await platform()
    const active = await numberOf(
      store.db,
      sql`
      select count(*)::text from lease where status in ('active', 'paused') and end_at > ${NOW}`,
    )
    expect(metrics.activeLeases.value).toBe(active)
    expect(active).toBe(25)
  })

  it('average net APY: weighted by capital, and the 30 days before', async () => {
    const { metrics } = await platform()
    expect(metrics.avgNetApy.value).toBe(netApy(addDays(TODAY, -30), TODAY))
    expect(metrics.avgNetApy.previous).toBe(netApy(addDays(TODAY, -60), addDays(TODAY, -30)))
  })

  it('SLA breaches: those that began in the last 7 × 24 hours, and in the 7 days before', async () => {
    const { metrics } = await platform()
    const within = (from: number, to: number) =>
      numberOf(
        store.db,
        sql`
        select count(*)::text from sla_breach where from_at >= ${addMs(NOW, -from * DAY_MS)}
          and from_at < ${addMs(NOW, -to * DAY_MS)}`,
      )
    expect(metrics.slaBreaches.value).toBe(await within(7, -1))
    expect(metrics.slaBreaches.previous).toBe(await within(14, 7))
  })

  it('open incidents: those that are not resolved', async () => {
    const { metrics } = await platform()
    const open = await numberOf(
      store.db,
      sql`select count(*)::text from incident where status <> 'resolved'`,
    )
    expect(metrics.openIncidents.value).toBe(open)
  })

  it('supply against demand: each day from leases, requests and node days', async () => {
    const ctx = adminOf(store.ctx)
    const { treasuries } = await platform()
    const window = completeDays(new Date(NOW), 90)
    const days = supplyDemandDays({
      days: treasuries.flatMap((item) => item.days),
      leases: treasuries.flatMap((item) => item.leases),
      tickets: await listTicketRecords(ctx),
      allocations: await listAllocationRecords(ctx),
      window,
      now: new Date(NOW),
    })
    const told = await rowsOf(
      store.db,
      sql`
      with day as (
        select generate_series(${window.from}::date, ${window.to}::date - 1, '1 day')::date as date
      ), at as (select date, (date + 1)::timestamp at time zone 'utc' as instant from day)
      select date::text as date,
        (select sum(capacity_sats) from node_day n where n.date = at.date)::text as supply,
        (select coalesce(sum(size_sats), 0) from lease
          where status not in ('pending', 'cancelled') and start_at <= instant
            and end_at > instant and (ended_at is null or ended_at > instant))::text as leased,
        (select coalesce(sum(case t.status when 'pending' then greatest(0, t.size_sats - (
              select coalesce(sum(a.size_sats), 0) from allocation a
              where a.ticket_id = t.id and a.status <> 'released')) else t.size_sats end), 0)
          from demand_ticket t where t.created_at <= instant
            and (t.status = 'pending' or t.updated_at > instant))::text as asked
      from at order by 1`,
    )
    expect(told).toHaveLength(90)
    expect(days.map((day) => [day.date, day.supplySats, day.leasedSats, day.demandSats])).toEqual(
      told.map((row) => [
        row.date,
        Number(row.supply),
        Number(row.leased),
        Number(row.leased) + Number(row.asked),
      ]),
    )
  })
})

describe('the lists behind the figures of the platform', () => {
  it('sum to their last row, and end with the number on the card', async () => {
    const { metrics } = await platform()
    const supply = await breakdownOf('total-supply')
    expect(sum(columnOf(supply, 'deployed'))).toBe(metrics.totalSupply.value)
    expect(totalOf(supply, 'deployed')).toBe(metrics.totalSupply.value)
    expect(sum(columnOf(supply, 'nodes'))).toBe(totalOf(supply, 'nodes'))

    const leases = await breakdownOf('active-leases')
    expect(leases.rows).toHaveLength(metrics.activeLeases.value ?? -1)
    expect(sum(columnOf(leases, 'size'))).toBe(totalOf(leases, 'size'))

    const yields = await breakdownOf('avg-net-apy')
    for (const column of ['gross', 'margin', 'net', 'average_deployed']) {
      expect(sum(columnOf(yields, column))).toBe(totalOf(yields, column))
    }
    expect(totalOf(yields, 'net_apy')).toBe(metrics.avgNetApy.value)
    expect(meanOfHundredths(columnOf(yields, 'net_apy'))).toBe(metrics.simpleMeanNetApy)

    const breaches = await breakdownOf('sla-breaches')
    expect(breaches.rows).toHaveLength(metrics.slaBreaches.value ?? -1)
    expect(sum(columnOf(breaches, 'credit'))).toBe(totalOf(breaches, 'credit'))

    const incidents = await breakdownOf('open-incidents')
    expect(incidents.rows).toHaveLength(metrics.openIncidents.value ?? -1)
  })
})

describe('the queues', () => {
  const QUEUES: Record<string, ReturnType<typeof sql>> = {
    'new-requests': sql`select id from demand_ticket where status = 'pending'`,
    'kyc-pending': sql`select id from compliance_record
      where status in ('pending', 'resubmit_required')`,
    'expiring-soon': sql`select id from lease l where status in ('active', 'paused')
      and end_at > ${NOW} and end_at <= ${addMs(NOW, 14 * DAY_MS)}
      and not exists (select 1 from lease r
        where r.renews_lease_id = l.id and r.status <> 'cancelled')`,
    reconciliation: sql`select id from reconciliation_diff
      where status in ('open', 'investigating')`,
    'contracts-unsigned': sql`select id from contract
      where status = 'draft' and issued_at <= ${addMs(startOfDay(TODAY), -2 * DAY_MS)}`,
    payouts: sql`select id from payout where status = 'scheduled'`,
    'failed-webhooks': sql`select id from webhook where not is_active and failure_count > 0`,
    fleet: sql`select id from node where status = 'offline'
      or signer_quorum_present < signer_quorum_required or version = '0.15.5'`,
  }

  it('hold what the database holds, all of them', async () => {
    const queues = await loadAdminQueues(adminOf(store.ctx), await platform())
    expect(queues.map(({ name }) => name)).toEqual(Object.keys(QUEUES))
    for (const queue of queues) {
      const statement = QUEUES[queue.name]
      const told = statement === undefined ? [] : await rowsOf(store.db, statement)
      const ids = queue.rows.map(({ id }) => id).sort()
      expect({ [queue.name]: ids }).toEqual({
        [queue.name]: told.map((row) => String(row.id)).sort(),
      })
      expect(queueBreakdown(queue).rows).toHaveLength(ids.length)
    }
  })
})
