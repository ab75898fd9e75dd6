import 'server-only'
import { and, eq, getTableColumns, gt, inArray, isNull, ne, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { sats, sumSats } from '@/lib/core/money'
import { addDays, eachDate, SECOND_MS, startOfDay, toInstant, toMs, utcDate } from '@/lib/core/time'
import { columnName } from '@/lib/db/list-rows'
import { listChannelRecords } from '@/lib/domains/liquidity/channel/queries'
import { isStandingChannel } from '@/lib/domains/liquidity/channel/rules'
import { channelDayTable } from '@/lib/domains/liquidity/channel/table'
import { listLeaseBackings, listLeaseRecords } from '@/lib/domains/liquidity/lease/queries'
import { lesseeOn } from '@/lib/domains/liquidity/lease/rules'
import { listNodeRecords } from '@/lib/domains/liquidity/node/queries'
import { nodeCapacitySats } from '@/lib/domains/liquidity/node/rules'
import { nodeDayTable, nodeTable } from '@/lib/domains/liquidity/node/table'
import { closeTreasuryDays } from '@/lib/domains/liquidity/treasury/close-days'
import {
  channelDayFacts,
  channelDaySoFar,
  hasFacts,
  nodeDayFacts,
  nodeDaySoFar,
  nodeHeartbeat,
} from '@/lib/lightning/facts'
import type { SystemCtx } from '@/lib/platform/ctx'
import { demoWorldTable } from '@/lib/platform/demo/table'
import type {
  ChannelDayRecord,
  ChannelRecord,
  IsoDate,
  LeaseBackingRecord,
  LeaseRecord,
  NodeDayRecord,
  NodeRecord,
} from '@/types'

const ROWS_PER_INSERT = 500

interface Fleet {
  seed: number
  nodes: NodeRecord[]
  channels: ChannelRecord[]
  /** By channel; a backing counts only while its lease runs. */
  backings: Map<string, LeaseBackingRecord[]>
}

/**
 * Keeps a demo store living: appends the facts of the days that have passed and writes the running
 * day as far as it has come. Running it again changes nothing but the running day.
 */
export async function extendFacts(ctx: SystemCtx): Promise<void> {
  const [world] = await ctx.db.select().from(demoWorldTable).for('no key update')
  if (world === undefined) return
  const now = ctx.clock.now()
  const today = utcDate(now)
  const yesterday = addDays(today, -1)
  if (today <= world.factsThrough) return
  const fleet = await loadFleet(ctx, world.seed)
  await dropLastDays(ctx, fleet, world.factsThrough)

  for (const date of eachDate(addDays(world.factsThrough, 1), today)) {
    await upsertAll(ctx, nodeDayTable, nodeDays(fleet, date))
    await upsertAll(ctx, channelDayTable, channelDays(fleet, date))
  }
  await closeTreasuryDays(ctx, { from: addDays(world.factsThrough, 1), to: today })
  const elapsedSeconds = Math.floor((now.getTime() - toMs(startOfDay(today))) / SECOND_MS)
  if (elapsedSeconds > 0) {
    const nodes = nodeDays(fleet, today).map((day) => nodeDaySoFar(day, elapsedSeconds))
    const channels = channelDays(fleet, today).map((day) => channelDaySoFar(day, elapsedSeconds))
    await upsertAll(ctx, nodeDayTable, nodes)
    await upsertAll(ctx, channelDayTable, channels)
  }
  await ctx.db.update(demoWorldTable).set({ factsThrough: yesterday })
  await reportIn(ctx, fleet, now)
}

/** The day on which a channel was closed has no facts; what was written of it so far goes. */
async function dropLastDays(ctx: SystemCtx, { channels }: Fleet, through: IsoDate): Promise<void> {
  const closed = channels.filter(({ closedAt }) => closedAt !== null && utcDate(closedAt) > through)
  if (closed.length === 0) return
  const ids = closed.map(({ id }) => id)
  await ctx.db
    .delete(channelDayTable)
    .where(and(gt(channelDayTable.date, through), inArray(channelDayTable.channelId, ids)))
}

async function loadFleet(ctx: SystemCtx, seed: number): Promise<Fleet> {
  const [nodes, channels, leases, backings] = await Promise.all([
    listNodeRecords(ctx),
    listChannelRecords(ctx),
    listLeaseRecords(ctx),
    listLeaseBackings(ctx),
  ])
  const leaseById = new Map(leases.map((lease) => [lease.id, lease]))
  const byChannel = new Map<string, LeaseBackingRecord[]>()
  for (const backing of backings) {
    const running = whileRunning(backing, leaseById.get(backing.leaseId))
    if (running === null) continue
    byChannel.set(backing.channelId, [...(byChannel.get(backing.channelId) ?? []), running])
  }
  return { seed, nodes, channels, backings: byChannel }
}

/**
 * The part of a backing inside its lease's running time, told from instants alone, so that a day's
 * facts do not depend on when they are written; null for a lease that never ran.
 */
function whileRunning(
  backing: LeaseBackingRecord,
  lease: LeaseRecord | undefined,
): LeaseBackingRecord | null {
  if (lease === undefined) return backing
  const { deliveredAt, startAt, endAt, endedAt } = lease
  if (lease.status === 'cancelled' || deliveredAt === null) return null
  const from = [backing.fromAt, startAt, deliveredAt].sort().at(-1) ?? backing.fromAt
  return { ...backing, fromAt: from, toAt: backing.toAt ?? earlier(endedAt, endAt) }
}

function earlier(endedAt: string | null, endAt: string): string {
  return endedAt !== null && endedAt < endAt ? endedAt : endAt
}

function channelDays(fleet: Fleet, date: IsoDate): ChannelDayRecord[] {
  const offlineSince = new Map(
    fleet.nodes.map((node) => [node.id, node.status === 'offline' ? node.statusSince : null]),
  )
  return fleet.channels
    .filter((channel) => hasFacts({ from: channel.openedAt, to: channel.closedAt }, date))
    .map((channel) =>
      channelDayFacts(
        fleet.seed,
        {
          ...channel,
          subscriberId: lesseeOn(fleet.backings.get(channel.id) ?? [], date),
          offlineSince: offlineSince.get(channel.nodeId) ?? null,
        },
        date,
        channel.profile,
      ),
    )
}

function nodeDays(fleet: Fleet, date: IsoDate): NodeDayRecord[] {
  return fleet.nodes
    .filter((node) => hasFacts({ from: node.createdAt, to: node.retiredAt }, date))
    .map((node) => {
      const own = fleet.channels.filter((channel) => channel.nodeId === node.id)
      const capacitySats = nodeCapacitySats(own, node.reserveSats)
      const open = own.filter(
        ({ state, openedAt }) =>
          isStandingChannel(state) && openedAt !== null && openedAt <= startOfDay(date),
      )
      const openSats = sumSats(open.map((channel) => channel.capacitySats))
      const observed = { ...node, capacitySats, reserveSats: sats(capacitySats - openSats) }
      return nodeDayFacts(fleet.seed, observed, date, node.profile)
    })
}

/** Reachable nodes have just been seen, and healthy ones go on making backups. */
async function reportIn(ctx: SystemCtx, { seed, nodes }: Fleet, now: Date): Promise<void> {
  await ctx.db
    .update(nodeTable)
    .set({ lastSeenAt: toInstant(now) })
    .where(and(isNull(nodeTable.retiredAt), ne(nodeTable.status, 'offline')))
  for (const node of nodes.filter(({ retiredAt }) => retiredAt === null)) {
    const { backupAt } = nodeHeartbeat(seed, node, now)
    if (backupAt === node.backupAt) continue
    await ctx.db.update(nodeTable).set({ backupAt }).where(eq(nodeTable.id, node.id))
  }
}

async function upsertAll(
  ctx: SystemCtx,
  table: typeof nodeDayTable | typeof channelDayTable,
  rows: readonly object[],
): Promise<void> {
  const { target, set } = replacement(table)
  for (let start = 0; start < rows.length; start += ROWS_PER_INSERT) {
    await ctx.db
      .insert(table as PgTable)
      .values(rows.slice(start, start + ROWS_PER_INSERT))
      .onConflictDoUpdate({ target, set })
  }
}

/** Every column but the key takes the new row's value. */
function replacement(table: typeof nodeDayTable | typeof channelDayTable) {
  const columns = Object.entries(getTableColumns(table))
  const isKey = (name: string) => name === 'date' || name === 'nodeId' || name === 'channelId'
  return {
    target: columns.filter(([name]) => isKey(name)).map(([, column]) => column),
    set: Object.fromEntries(
      columns
        .filter(([name]) => !isKey(name))
        .map(([name, column]) => [name, sql.raw(`excluded.${columnName(column)}`)]),
    ),
  }
}
