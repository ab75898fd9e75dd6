import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { addDays, utcDate } from '@/lib/core/time'
import { getTreasuryBreakdown, type TreasuryKpi } from '@/lib/domains/liquidity/treasury/breakdowns'
import { loadTreasuryFigures } from '@/lib/domains/liquidity/treasury/figures'
import { earnedSoFar, grossOf, yieldSeries } from '@/lib/domains/liquidity/treasury/yield-series'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import { columnOf, meanOfHundredths, once, percent, sum, totalOf } from '@/tests/support/breakdown'
import { type LedgerDay, ledgerDays, numberOf, rowsOf } from '@/tests/support/ledger-sql'
import { memberOf, TREASURY_IDS } from '@/tests/support/members'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('seeded')
const NOW = REFERENCE_INSTANT
const TODAY = utcDate(NOW)
const since = (days: number) => addDays(TODAY, -days)
let ledger: LedgerDay[]

beforeAll(async () => {
  ledger = await ledgerDays(store.db, TODAY)
})

const ctxOf = (id: string) => memberOf(store.ctx, id)
const figuresOf = once(async (id: string) => {
  const [figures, ...others] = await loadTreasuryFigures(ctxOf(id))
  if (figures === undefined || others.length > 0) throw new Error(`Not one treasury for ${id}`)
  return figures
})
const listBehind = once(async (key: string) => {
  const [id = '', kpi = ''] = key.split(' ')
  const breakdown = await getTreasuryBreakdown(ctxOf(id), kpi as TreasuryKpi)
  if (breakdown === null) throw new Error(`No list behind ${kpi} of ${id}`)
  return breakdown
})
const breakdownOf = (id: string, kpi: TreasuryKpi) => listBehind(`${id} ${kpi}`)
const daysOf = (id: string, from = '0000', to = '9999') =>
  ledger.filter((day) => day.treasury === id && day.date >= from && day.date < to)
const apy = (days: readonly LedgerDay[], earned: 'gross' | 'net') => {
  const deployed = sum(days.map((day) => day.deployed))
  const average = BigInt(Math.floor((2 * deployed + days.length) / (2 * days.length)))
  const sats = BigInt(sum(days.map((day) => day[earned])))
  return percent(sats * 365n, average * BigInt(days.length))
}
const routedShare = (id: string, from: string, to: string) =>
  numberOf(
    store.db,
    sql`
    select round(100.0 * (
      select sum(routed_sats) from channel_day join channel c on c.id = channel_id
      where c.treasury_id = ${id} and state not in ('closed', 'failed')
        and date >= ${from} and date < ${to}
    ) / (select sum(capacity_sats) from channel
      where treasury_id = ${id} and state not in ('closed', 'failed')), 2)::text`,
  )
const meanUptime = (id: string, from: string, to: string) =>
  numberOf(
    store.db,
    sql`
    select round(avg(pct), 2)::text from (
      select round(100.0 * sum(online_seconds) / sum(observed_seconds), 2) as pct
      from node_day join node n on n.id = node_id
      where n.treasury_id = ${id} and retired_at is null and date >= ${from} and date < ${to}
      group by node_id) node`,
  )

describe.each(TREASURY_IDS)('the figures of %s, told again by the database', (id) => {
  it('deployed: capacity of standing channels plus reserves', async () => {
    const { metrics } = await figuresOf(id)
    const deployed = await numberOf(
      store.db,
      sql`
      select ((select sum(capacity_sats) from channel
          where treasury_id = ${id} and state not in ('closed', 'failed'))
        + (select sum(reserve_sats) from node
          where treasury_id = ${id} and retired_at is null))::text`,
    )
    expect(metrics.deployed.value).toBe(deployed)
    expect(metrics.deployed.previous).toBe(daysOf(id, since(30))[0]?.deployed)
  })

  it('gross and net APY: 30 days of earnings over average deployed, and the 30 days before', async () => {
    const { metrics } = await figuresOf(id)
    const [month, before] = [daysOf(id, since(30)), daysOf(id, since(60), since(30))]
    expect(month).toHaveLength(30)
    expect(metrics.grossApy.value).toBe(apy(month, 'gross'))
    expect(metrics.netApy.value).toBe(apy(month, 'net'))
    expect(metrics.grossApy.previous).toBe(apy(before, 'gross'))
    expect(metrics.netApy.previous).toBe(apy(before, 'net'))
    expect(metrics.marginPp).toBeCloseTo(apy(month, 'gross') - apy(month, 'net'), 9)
  })

  it('earned to date: net of every complete day, to the satoshi', async () => {
    const { metrics } = await figuresOf(id)
    expect(metrics.earnedToDate.value).toBe(sum(daysOf(id).map((day) => day.net)))
    expect(metrics.earnedToDate.previous).toBe(
      sum(daysOf(id, '0000', since(30)).map((day) => day.net)),
    )
    expect(metrics.earnedGrossSats).toBe(sum(daysOf(id).map((day) => day.gross)))
  })

  it('every single day: lease, credit, routing, gross, margin and net', async () => {
    const { metrics } = await figuresOf(id)
    const days = metrics.earnings.map((day) => ({
      date: day.date,
      lease: day.leaseSats,
      credit: day.creditSats,
      routing: day.routingSats,
      gross: day.grossSats,
      margin: day.marginSats,
      net: day.netSats,
    }))
    expect(days.length).toBeGreaterThan(90)
    expect(days).toEqual(daysOf(id).map(({ treasury: _, deployed: __, ...day }) => day))
  })

  it('active and pending leases, and the share of capital that is leased', async () => {
    const { metrics } = await figuresOf(id)
    const [row] = await rowsOf(
      store.db,
      sql`
      select count(*) filter (where live)::text as live,
        count(*) filter (where status = 'pending')::text as pending,
        coalesce(sum(size_sats) filter (where live), 0)::text as size
      from (select *, status in ('active', 'paused') and end_at > ${NOW} as live
        from lease where treasury_id = ${id}) own`,
    )
    expect(metrics.activeLeases.value).toBe(Number(row?.live))
    expect(metrics.pendingLeases).toBe(Number(row?.pending))
    expect(metrics.capitalUtilizationPct).toBe(
      percent(BigInt(row?.size ?? 0), BigInt(metrics.deployed.value ?? 0)),
    )
  })

  it('utilization: 7 days of routed volume over capacity, and the 7 days before', async () => {
    const { metrics } = await figuresOf(id)
    expect(metrics.utilization.value).toBe(await routedShare(id, since(7), TODAY))
    expect(metrics.utilization.previous).toBe(await routedShare(id, since(14), since(7)))
  })

  it('node uptime: mean of the nodes over 30 days, and the 30 days before', async () => {
    const { metrics } = await figuresOf(id)
    expect(metrics.nodeUptime.value).toBe(await meanUptime(id, since(30), TODAY))
    expect(metrics.nodeUptime.previous).toBe(await meanUptime(id, since(60), since(30)))
  })

  it('each statement is the sum of its month of days', async () => {
    const statements = await rowsOf(
      store.db,
      sql`
      select period, lease_fees_sats::text as lease, routing_fees_sats::text as routing,
        gross_sats::text as gross, margin_sats::text as margin, net_sats::text as net,
        credit_sats::text as credit from statement where treasury_id = ${id} order by period`,
    )
    expect(statements).toHaveLength(3)
    for (const { period, ...amounts } of statements) {
      const month = daysOf(id).filter((day) => day.date.startsWith(String(period)))
      const sums = (['lease', 'routing', 'gross', 'margin', 'net', 'credit'] as const).map(
        (name) => [name, String(sum(month.map((day) => day[name])))],
      )
      expect(amounts).toEqual(Object.fromEntries(sums))
    }
  })

  it.each([7, 30, 90])(
    'the yield chart of %i days sums to the days of the ledger',
    async (days) => {
      const { metrics, leases, days: facts } = await figuresOf(id)
      const now = new Date(NOW)
      const soFar = earnedSoFar({ leases, days: facts, todayFeeMsat: 0n, now })
      const points = yieldSeries(metrics.earnings, soFar, now, days)
      const told = daysOf(id, since(days))
      expect(points.filter((point) => !point.isPartial)).toHaveLength(days)
      expect(grossOf(points, days)).toBe(sum(told.map((day) => day.gross)))
      expect(sum(points.map((point) => point.netSats ?? 0))).toBe(sum(told.map((day) => day.net)))
    },
  )
})

describe.each(TREASURY_IDS)('the lists behind the figures of %s', (id) => {
  it.each([
    ['deployed', ['reserve', 'capacity', 'channels']],
    ['gross-apy', ['lease_fees', 'routing_fees', 'gross', 'margin', 'net']],
    ['net-apy', ['lease_fees', 'routing_fees', 'gross', 'margin', 'net']],
    ['earned-to-date', ['lease_fees', 'routing_fees', 'gross', 'margin', 'net']],
    ['active-leases', ['size']],
    ['utilization', ['routed', 'capacity']],
  ] as const)('%s: the rows sum to the last row', async (kpi, columns) => {
    const breakdown = await breakdownOf(id, kpi)
    for (const column of columns) {
      expect(sum(columnOf(breakdown, column))).toBe(totalOf(breakdown, column))
    }
  })

  it('end with the number on the card', async () => {
    const { metrics } = await figuresOf(id)
    const total = async (kpi: TreasuryKpi, column: string) =>
      totalOf(await breakdownOf(id, kpi), column)
    expect(await total('deployed', 'capacity')).toBe(metrics.deployed.value)
    expect(await total('gross-apy', 'apy')).toBe(metrics.grossApy.value)
    expect(await total('net-apy', 'apy')).toBe(metrics.netApy.value)
    expect(await total('earned-to-date', 'net')).toBe(metrics.earnedToDate.value)
    expect(await total('utilization', 'utilization')).toBe(metrics.utilization.value)
    expect(await total('node-uptime', 'uptime')).toBe(metrics.nodeUptime.value)
    const leases = await breakdownOf(id, 'active-leases')
    expect(leases.rows).toHaveLength(metrics.activeLeases.value ?? -1)
    expect(leases.total[0]).toEqual({ kind: 'text', text: `${leases.rows.length} leases` })
  })

  it('average: node uptime is the mean of its rows, deployed over 30 days the mean of its days', async () => {
    const { metrics } = await figuresOf(id)
    const uptime = await breakdownOf(id, 'node-uptime')
    expect(meanOfHundredths(columnOf(uptime, 'uptime'))).toBe(metrics.nodeUptime.value)
    const days = await breakdownOf(id, 'gross-apy')
    const deployed = columnOf(days, 'deployed')
    expect(Math.round(sum(deployed) / deployed.length)).toBe(totalOf(days, 'deployed'))
  })
})
