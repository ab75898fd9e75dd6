import 'server-only'
import { and, asc, gte, lt, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { DateWindow } from '@/lib/core/time'
import { askPacked, listRows } from '@/lib/db/list-rows'
import type { Ctx } from '@/lib/platform/ctx'
import { ownRows } from '@/lib/platform/own-rows'
import type { IsoDate, IsoInstant, NodeRecord } from '@/types'
import { nodeDayTable, nodeTable } from './table'

export interface NodeTotals {
  nodeId: string
  onlineSeconds: number
  observedSeconds: number
}

export interface NodeLatestDay {
  nodeId: string
  medianPingMs: number
  lastRebalanceAt: IsoInstant | null
}

export async function listNodeRecords(ctx: Ctx): Promise<NodeRecord[]> {
  return listRows(ctx, nodeTable, {
    where: ownRows(ctx.actor, { treasury: nodeTable.treasuryId }),
    orderBy: [asc(nodeTable.id)],
  })
}

/** Online and observed seconds of each node over a window. */
export async function sumNodes(ctx: Ctx, window: DateWindow): Promise<NodeTotals[]> {
  return ctx.db
    .select({
      nodeId: nodeDayTable.nodeId,
      onlineSeconds: sql<number>`sum(${nodeDayTable.onlineSeconds})`.mapWith(Number),
      observedSeconds: sql<number>`sum(${nodeDayTable.observedSeconds})`.mapWith(Number),
    })
    .from(nodeDayTable)
    .where(
      and(
        ownRows(ctx.actor, { treasury: nodeDayTable.treasuryId }),
        gte(nodeDayTable.date, window.from),
        lt(nodeDayTable.date, window.to),
      ),
    )
    .groupBy(nodeDayTable.nodeId)
    .orderBy(asc(nodeDayTable.nodeId))
}

type ComparedNode = [
  nodeId: string,
  onlineSeconds: number,
  observedSeconds: number,
  previousOnlineSeconds: number,
  previousObservedSeconds: number,
]

/** Online and observed seconds of each node over a window, and over the window just before. */
export async function compareNodes(
  ctx: Ctx,
  window: DateWindow,
  previous: DateWindow,
): Promise<(NodeTotals & { previousOnlineSeconds: number; previousObservedSeconds: number })[]> {
  const t = nodeDayTable
  const isCurrent = sql`${t.date} >= ${window.from}`
  const sum = (column: PgColumn, when: SQL) =>
    sql`coalesce(sum(${column}) filter (where ${when}), 0)`
  const values = [
    t.nodeId,
    sum(t.onlineSeconds, isCurrent),
    sum(t.observedSeconds, isCurrent),
    sum(t.onlineSeconds, sql`not ${isCurrent}`),
    sum(t.observedSeconds, sql`not ${isCurrent}`),
  ]
  const where = and(
    ownRows(ctx.actor, { treasury: t.treasuryId }),
    gte(t.date, previous.from),
    lt(t.date, window.to),
  )
  const rows = await askPacked<ComparedNode>(
    ctx,
    sql`select json_build_array(${sql.join(values, sql`, `)}) as packed from ${t} where ${where} group by ${t.nodeId} order by ${t.nodeId}`,
  )
  return rows.map(([nodeId, online, observed, previousOnline, previousObserved]) => ({
    nodeId,
    onlineSeconds: online,
    observedSeconds: observed,
    previousOnlineSeconds: previousOnline,
    previousObservedSeconds: previousObserved,
  }))
}

/** Ping and last rebalance as of the newest day before `to`. */
export async function listNodeLatestDays(ctx: Ctx, to: IsoDate): Promise<NodeLatestDay[]> {
  return ctx.db
    .selectDistinctOn([nodeDayTable.nodeId], {
      nodeId: nodeDayTable.nodeId,
      medianPingMs: nodeDayTable.medianPingMs,
      lastRebalanceAt: nodeDayTable.lastRebalanceAt,
    })
    .from(nodeDayTable)
    .where(
      and(ownRows(ctx.actor, { treasury: nodeDayTable.treasuryId }), lt(nodeDayTable.date, to)),
    )
    .orderBy(asc(nodeDayTable.nodeId), sql`${nodeDayTable.date} desc`)
}
