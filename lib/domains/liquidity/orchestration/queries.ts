import 'server-only'
import { and, asc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { listRows } from '@/lib/db/list-rows'
import { listPeerLabels } from '@/lib/domains/liquidity/channel/peer-labels'
import {
  channelOperationTable,
  channelStepTable,
  channelTable,
} from '@/lib/domains/liquidity/channel/table'
import { HOLDING_STATUSES } from '@/lib/domains/liquidity/delivery/load-room'
import { listLeaseBackings } from '@/lib/domains/liquidity/lease/queries'
import { effectiveLeaseStatus } from '@/lib/domains/liquidity/lease/rules'
import { leaseBackingTable, leaseTable } from '@/lib/domains/liquidity/lease/table'
import { listNodeRecords } from '@/lib/domains/liquidity/node/queries'
import { listTreasuryRecords } from '@/lib/domains/liquidity/treasury/queries'
import { plannedSteps } from '@/lib/lightning/course'
import type { Ctx } from '@/lib/platform/ctx'
import { ownRows } from '@/lib/platform/own-rows'
import type { ChannelState } from '@/types'
import { type ChannelView, inLifecycleOrder, toChannelView } from './view-rules'

export interface ChannelFilter {
  ids?: readonly string[]
  state?: readonly ChannelState[]
  treasuryId?: string
  nodeId?: string
  isLate?: boolean
}

/**
 * Channels with their running operation, log and lease: a treasury's own, all for admins, none for
 * lessees, who know channels through their leases. What is late or waits for a person comes first.
 */
export async function listChannelViews(
  ctx: Ctx,
  filter: ChannelFilter = {},
): Promise<ChannelView[]> {
  const { ids, state, treasuryId, nodeId, isLate } = filter
  const isDesk = ctx.actor.kind === 'system' || ctx.actor.role === 'admin'
  const shown = and(
    ownRows(ctx.actor, { treasury: channelTable.treasuryId }),
    ids === undefined ? undefined : inArray(channelTable.id, ['', ...ids]),
    state === undefined || state.length === 0 ? undefined : inArray(channelTable.state, [...state]),
    treasuryId === undefined ? undefined : eq(channelTable.treasuryId, treasuryId),
    nodeId === undefined ? undefined : eq(channelTable.nodeId, nodeId),
  )
  const ofShown = (column: PgColumn) =>
    shown && sql`${column} in (select ${channelTable.id} from ${channelTable} where ${shown})`
  const [channels, operations, steps, nodes, treasuries, backings, peerLabels] = await Promise.all([
    listRows(ctx, channelTable, { where: shown, orderBy: [asc(channelTable.id)] }),
    listRows(ctx, channelOperationTable, {
      where: ofShown(channelOperationTable.channelId),
      orderBy: [asc(channelOperationTable.startedAt), asc(channelOperationTable.id)],
    }),
    listRows(ctx, channelStepTable, {
      where: ofShown(channelStepTable.channelId),
      orderBy: [asc(channelStepTable.channelId), asc(channelStepTable.seq)],
    }),
    listNodeRecords(ctx),
    listTreasuryRecords(ctx),
    listHoldingBackings(ctx, ofShown),
    // The desk reads a node's own alias.
    isDesk ? new Map<string, string>() : listPeerLabels(ctx, shown),
  ])
  const around = {
    nodeAliases: new Map(nodes.map(({ id, alias }) => [id, alias])),
    treasuryNames: new Map(treasuries.map(({ id, name }) => [id, name])),
    peerLabels,
    // The last one wins: a channel has one open operation, and its newest ended one otherwise.
    operations: new Map(operations.map((row) => [row.channelId, row])),
    backings: new Map(backings.map((row) => [row.channelId, row])),
    steps: byChannel(steps),
    courseOf: (operation: (typeof operations)[number]) =>
      plannedSteps(operation.kind, operation.mode),
    now: ctx.clock.now(),
    isDesk,
  }
  return channels
    .map((channel) => toChannelView(channel, around))
    .filter((view) => isLate === undefined || view.isLate === isLate)
    .sort(inLifecycleOrder)
}

function byChannel<Row extends { channelId: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const group = groups.get(row.channelId)
    if (group === undefined) groups.set(row.channelId, [row])
    else group.push(row)
  }
  return groups
}

/** What backs leases that hold it, as of now, of the channels that are shown. */
async function listHoldingBackings(ctx: Ctx, ofShown: (channelId: PgColumn) => SQL | undefined) {
  const { channelId: channel, leaseId: lease } = leaseBackingTable
  const which = ofShown(channel)
  const backed = which && sql`(select ${lease} from ${leaseBackingTable} where ${which})`
  const [leases, backings] = await Promise.all([
    listRows(ctx, leaseTable, {
      where: and(
        ownRows(ctx.actor, { treasury: leaseTable.treasuryId }),
        inArray(leaseTable.status, HOLDING_STATUSES),
        // A renewal has the channels of the lease before it from its start on, also before its rows say so.
        backed && sql`(${leaseTable.id} in ${backed} or ${leaseTable.renewsLeaseId} in ${backed})`,
      ),
      orderBy: [asc(leaseTable.id)],
    }),
    listLeaseBackings(ctx, backed && sql`${lease} in ${backed}`),
  ])
  const now = ctx.clock.now()
  const statuses = new Map(leases.map(({ id, ...dated }) => [id, effectiveLeaseStatus(dated, now)]))
  return backings.flatMap(({ channelId, leaseId, shareSats, toAt }) => {
    const leaseStatus = statuses.get(leaseId)
    const isHeld = toAt === null && HOLDING_STATUSES.some((status) => status === leaseStatus)
    return isHeld && leaseStatus !== undefined
      ? [{ channelId, leaseId, shareSats, leaseStatus }]
      : []
  })
}
