import 'server-only'
import { and, asc, eq, gte, isNotNull, lt, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { sats } from '@/lib/core/money'
import type { DateWindow } from '@/lib/core/time'
import { askPacked, listRows } from '@/lib/db/list-rows'
import type { Ctx } from '@/lib/platform/ctx'
import { ownRows } from '@/lib/platform/own-rows'
import type { ChannelDayRecord, ChannelRecord, IsoDate, Msat, Sats } from '@/types'
import { channelDayTable, channelTable } from './table'

export interface ChannelTotals {
  channelId: string
  routedSats: Sats
  feeMsat: Msat
  htlcAttempts: number
  htlcSettled: number
  onlineSeconds: number
  observedSeconds: number
}

const channelScope = { treasury: channelTable.treasuryId }
const dayScope = {
  treasury: channelDayTable.treasuryId,
  subscriber: channelDayTable.subscriberId,
}

const total = (column: PgColumn) => sql<number>`sum(${column})`.mapWith(Number)
const routedTotal = sql`sum(${channelDayTable.routedSats})`.mapWith(channelDayTable.routedSats)
const feeTotal = sql`sum(${channelDayTable.feeMsat})`.mapWith(channelDayTable.feeMsat)

/** Channels of the viewer's treasury; all for admins. Lessees see channels only through their leases. */
export async function listChannelRecords(ctx: Ctx): Promise<ChannelRecord[]> {
  return listRows(ctx, channelTable, {
    where: ownRows(ctx.actor, channelScope),
    orderBy: [asc(channelTable.id)],
  })
}

/** Totals of each channel over a window; for a lessee, of the days on which it backed its leases. */
export async function sumChannels(ctx: Ctx, window: DateWindow): Promise<ChannelTotals[]> {
  return ctx.db
    .select({
      channelId: channelDayTable.channelId,
      routedSats: routedTotal,
      feeMsat: feeTotal,
      htlcAttempts: total(channelDayTable.htlcAttempts),
      htlcSettled: total(channelDayTable.htlcSettled),
      onlineSeconds: total(channelDayTable.onlineSeconds),
      observedSeconds: total(channelDayTable.observedSeconds),
    })
    .from(channelDayTable)
    .where(and(ownRows(ctx.actor, dayScope), inside(window)))
    .groupBy(channelDayTable.channelId)
    .orderBy(asc(channelDayTable.channelId))
}

type ComparedChannel = [
  channelId: string,
  routedSats: number,
  previousRoutedSats: number,
  htlcAttempts: number,
  htlcSettled: number,
  onlineSeconds: number,
  observedSeconds: number,
]

/** Totals of each channel over a window, and what it routed in the window just before. */
export async function compareChannels(
  ctx: Ctx,
  window: DateWindow,
  previous: DateWindow,
): Promise<(Omit<ChannelTotals, 'feeMsat'> & { previousRoutedSats: Sats })[]> {
  const t = channelDayTable
  const isCurrent = sql`${t.date} >= ${window.from}`
  const sum = (column: PgColumn, when: SQL) =>
    sql`coalesce(sum(${column}) filter (where ${when}), 0)`
  const values = [
    t.channelId,
    sum(t.routedSats, isCurrent),
    sum(t.routedSats, sql`not ${isCurrent}`),
    sum(t.htlcAttempts, isCurrent),
    sum(t.htlcSettled, isCurrent),
    sum(t.onlineSeconds, isCurrent),
    sum(t.observedSeconds, isCurrent),
  ]
  const where = and(ownRows(ctx.actor, dayScope), inside({ from: previous.from, to: window.to }))
  const rows = await askPacked<ComparedChannel>(
    ctx,
    sql`select json_build_array(${sql.join(values, sql`, `)}) as packed from ${t} where ${where} group by ${t.channelId} order by ${t.channelId}`,
  )
  return rows.map(([channelId, routed, previousRouted, attempts, settled, online, observed]) => ({
    channelId,
    routedSats: sats(routed),
    previousRoutedSats: sats(previousRouted),
    htlcAttempts: attempts,
    htlcSettled: settled,
    onlineSeconds: online,
    observedSeconds: observed,
  }))
}

/** What delivered and used capacity are computed from. */
export type BackingDay = Pick<
  ChannelDayRecord,
  | 'channelId'
  | 'date'
  | 'onlineSeconds'
  | 'observedSeconds'
  | 'minInboundSats'
  | 'htlcAttempts'
  | 'htlcSettled'
> & { subscriberId: string }

type PackedBackingDay = [IsoDate, number, number, number, number, number]

/**
 * Every day of the lease-backing channels inside a window, by channel, oldest first. The days come
 * packed as JSON, one row a channel: reading hundreds of rows value by value costs more than the rest.
 */
export async function listBackingDays(ctx: Ctx, window: DateWindow): Promise<BackingDay[]> {
  const t = channelDayTable
  const rows = await ctx.db
    .select({
      channelId: t.channelId,
      subscriberId: t.subscriberId,
      days: sql<
        PackedBackingDay[]
      >`json_agg(json_build_array(${t.date}, ${t.onlineSeconds}, ${t.observedSeconds}, ${t.minInboundSats}, ${t.htlcAttempts}, ${t.htlcSettled}) order by ${t.date})`,
    })
    .from(t)
    .where(and(ownRows(ctx.actor, dayScope), isNotNull(t.subscriberId), inside(window)))
    .groupBy(t.channelId, t.subscriberId)
    .orderBy(asc(t.channelId), asc(t.subscriberId))
  return rows.flatMap(({ channelId, subscriberId, days }) => {
    if (subscriberId === null) return []
    return days.map(([date, onlineSeconds, observedSeconds, minInbound, attempts, settled]) => ({
      channelId,
      subscriberId,
      date,
      onlineSeconds,
      observedSeconds,
      minInboundSats: sats(minInbound),
      htlcAttempts: attempts,
      htlcSettled: settled,
    }))
  })
}

function inside(window: DateWindow) {
  return and(gte(channelDayTable.date, window.from), lt(channelDayTable.date, window.to))
}

export interface HtlcWindows {
  subscriberId: string
  firstDate: IsoDate
  htlcs: { htlcAttempts: number; htlcSettled: number }
  previousHtlcs: { htlcAttempts: number; htlcSettled: number }
}

/** HTLCs into each lessee over its leased channels, in two adjacent windows, and its first day of facts. */
export async function sumHtlcsBySubscriber(
  ctx: Ctx,
  window: DateWindow,
  previous: DateWindow,
): Promise<HtlcWindows[]> {
  const within = (column: PgColumn, { from, to }: DateWindow) =>
    sql<number>`coalesce(sum(${column}) filter (where ${channelDayTable.date} >= ${from} and ${channelDayTable.date} < ${to}), 0)`.mapWith(
      Number,
    )
  const rows = await ctx.db
    .select({
      subscriberId: channelDayTable.subscriberId,
      firstDate: sql`min(${channelDayTable.date})`.mapWith(channelDayTable.date),
      attempts: within(channelDayTable.htlcAttempts, window),
      settled: within(channelDayTable.htlcSettled, window),
      previousAttempts: within(channelDayTable.htlcAttempts, previous),
      previousSettled: within(channelDayTable.htlcSettled, previous),
    })
    .from(channelDayTable)
    .where(and(ownRows(ctx.actor, dayScope), isNotNull(channelDayTable.subscriberId)))
    .groupBy(channelDayTable.subscriberId)
  return rows.flatMap((row) =>
    row.subscriberId === null
      ? []
      : {
          subscriberId: row.subscriberId,
          firstDate: row.firstDate,
          htlcs: { htlcAttempts: row.attempts, htlcSettled: row.settled },
          previousHtlcs: { htlcAttempts: row.previousAttempts, htlcSettled: row.previousSettled },
        },
  )
}

/** Fees of the running day so far, over the viewer's treasury; 0 without facts. */
export async function sumFeesOn(ctx: Ctx, date: IsoDate): Promise<Msat> {
  const [row] = await ctx.db
    .select({
      feeMsat: sql`coalesce(sum(${channelDayTable.feeMsat}), 0)`.mapWith(channelDayTable.feeMsat),
    })
    .from(channelDayTable)
    .where(
      and(
        ownRows(ctx.actor, { treasury: channelDayTable.treasuryId }),
        eq(channelDayTable.date, date),
      ),
    )
  return row?.feeMsat ?? 0n
}
