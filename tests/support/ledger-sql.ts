import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '@/lib/db/context'

/** One treasury on one complete UTC day, told by the database alone. */
export interface LedgerDay {
  treasury: string
  date: string
  lease: number
  credit: number
  routing: number
  gross: number
  margin: number
  net: number
  deployed: number
}

type Row = Record<string, string | null>

/** Rows of a raw statement; every column is selected as text, so that both drivers agree. */
export async function rowsOf(db: Database, statement: SQL): Promise<Row[]> {
  const result = (await db.execute(statement)) as unknown as { rows: Row[] }
  return result.rows
}

/** The first column of the first row as a number; null stays null. */
export async function numberOf(db: Database, statement: SQL): Promise<number | null> {
  const [row] = await rowsOf(db, statement)
  const value = Object.values(row ?? {})[0] ?? null
  return value === null ? null : Number(value)
}

/**
 * Every complete day of every treasury before `today`, from lease, sla_breach, channel_day and
 * node_day: lease fees and margins as differences of cumulative floors, in SQL integers.
 */
export async function ledgerDays(db: Database, today: string): Promise<LedgerDay[]> {
  const rows = await rowsOf(
    db,
    sql`
    with term as (
      select treasury_id,
        (extract(epoch from start_at) * 1000)::bigint as starts, (extract(epoch from end_at) * 1000)::bigint as ends,
        least((extract(epoch from end_at) * 1000)::bigint, coalesce((extract(epoch from ended_at) * 1000)::bigint, (extract(epoch from end_at) * 1000)::bigint)) as stops,
        case fee_model when 'fixed' then fee_sats
          else (size_sats * fee_ppm + 500000) / 1000000 end as fee,
        end_fee_sats as end_fee
      from (select *, status not in ('pending', 'cancelled') as ran from lease) l where ran
    ), day as (
      select treasury_id, date, sum(capacity_sats) as deployed,
        (extract(epoch from date::timestamp at time zone 'utc') * 1000)::bigint as midnight
      from node_day where date < ${today} group by 1, 2
    ), accrual as (
      select day.treasury_id, day.date, sum(
        fee * greatest(0, least(midnight + 86400000, stops) - starts) / (ends - starts)
        - fee * greatest(0, least(midnight, stops) - starts) / (ends - starts)
        + case when stops > midnight and stops <= midnight + 86400000 then end_fee else 0 end) as sats
      from day join term using (treasury_id) group by 1, 2
    ), credited as (
      select treasury_id, (from_at at time zone 'utc')::date as date, sum(credit_sats) as sats
      from sla_breach group by 1, 2
    ), routed as (
      select treasury_id, date, sum(fee_msat) as msat from channel_day group by 1, 2
    ), sums as (
      select treasury_id, date, deployed,
        coalesce(accrual.sats, 0) - coalesce(credited.sats, 0) as lease,
        coalesce(credited.sats, 0) as credit,
        sum(coalesce(msat, 0)) over (partition by treasury_id order by date) as msat,
        coalesce(msat, 0) as msat_today
      from day
        left join accrual using (treasury_id, date)
        left join credited using (treasury_id, date)
        left join routed using (treasury_id, date)
    ), gross as (
      select *, div(msat, 1000) - div(msat - msat_today, 1000) as routing from sums
    ), monthly as (
      select gross.*, margin_bps, lease + routing as gross,
        sum(lease + routing) over (
          partition by treasury_id, date_trunc('month', date) order by date) as month_gross
      from gross join treasury on treasury.id = treasury_id
    ), margins as (
      select *, greatest(0, floor(month_gross * margin_bps / 10000))
        - greatest(0, floor((month_gross - gross) * margin_bps / 10000)) as margin
      from monthly
    )
    select treasury_id as treasury, date::text as date, lease::text as lease,
      credit::text as credit, routing::text as routing, gross::text as gross,
      margin::text as margin, (gross - margin)::text as net, deployed::text as deployed
    from margins order by 1, 2`,
  )
  return rows.map(({ treasury, date, ...sums }) => ({
    treasury: String(treasury),
    date: String(date),
    ...(Object.fromEntries(
      Object.entries(sums).map(([name, value]) => [name, Number(value)]),
    ) as unknown as Omit<LedgerDay, 'treasury' | 'date'>),
  }))
}
