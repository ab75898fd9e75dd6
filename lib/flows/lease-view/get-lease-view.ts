import 'server-only'
import { and, asc, desc, eq, gte, inArray, lte, or, type SQL } from 'drizzle-orm'
import { NotFoundError } from '@/lib/core/errors'
import { listRows } from '@/lib/db/list-rows'
import { allocationTable } from '@/lib/domains/liquidity/allocation/table'
import { waitsFor } from '@/lib/domains/liquidity/channel/operation-rules'
import { channelOperationTable } from '@/lib/domains/liquidity/channel/table'
import { earlyEndTable } from '@/lib/domains/liquidity/early-end/table'
import { incidentTable, slaBreachTable } from '@/lib/domains/liquidity/incident/table'
import { nodeTable } from '@/lib/domains/liquidity/node/table'
import { renewalTable } from '@/lib/domains/liquidity/renewal/table'
import { loadBilling } from '@/lib/flows/close-month/load-billing'
import { plannedSteps } from '@/lib/lightning/course'
import { auditEventTable } from '@/lib/platform/audit/table'
import type { UserCtx } from '@/lib/platform/ctx'
import type { LeaseRecord } from '@/types'
import {
  backingViews,
  chainOf,
  incidentViews,
  type LeaseDetail,
  renewalHistory,
  type TimelineEntry,
  timelineEntry,
} from './detail-rules'
import { loadSurroundings } from './load-surroundings'
import { monthViews } from './month-rules'
import type { BackedChannel, LeaseSurroundings } from './view'
import { renewalSummary, toLeaseView } from './view-rules'

/**
 * One lease with everything that its drawer shows, as the viewer may know it.
 * @throws NotFoundError for an id that does not exist or is not the viewer's to see.
 */
export async function getLeaseView(ctx: UserCtx, id: string): Promise<LeaseDetail> {
  const { leases, around } = await loadSurroundings(ctx)
  const lease = leases.find((candidate) => candidate.id === id)
  if (lease === undefined) throw new NotFoundError('This lease')
  const view = toLeaseView(lease, around)
  const backings = around.backings.get(id) ?? []
  const facts = await loadDetails(ctx, lease, backings)
  const { role } = ctx.actor
  const { now } = around
  return {
    lease: view,
    channels: backingViews(backings, facts.nodes, {
      isNodeHidden: role === 'subscriber' && view.isProviderAnonymised,
      isPeerShown: role !== 'subscriber',
      now,
      waits: facts.waits,
    }),
    timeline: await timelineOf(ctx, view.counterparty, subjectsOf(lease, backings, around, facts)),
    chain: chainOf(lease, leases, now),
    renewals: facts.renewals.map((renewal) =>
      renewalHistory(renewal, renewalSummary(lease, renewal, now), role),
    ),
    incidents: incidentViews(facts.incidents, facts.breaches),
    months: monthViews(lease, facts.breaches, facts.billing, now),
  }
}

type Details = Awaited<ReturnType<typeof loadDetails>>

async function loadDetails(ctx: UserCtx, lease: LeaseRecord, backings: readonly BackedChannel[]) {
  const nodeIds = [...new Set(backings.map(({ channel }) => channel.nodeId))]
  const channelIds = backings.map(({ channelId }) => channelId)
  const [nodes, renewals, earlyEnds, allocations, incidents, breaches, operations, billingOf] =
    await Promise.all([
      listRows(ctx, nodeTable, {
        where: inArray(nodeTable.id, nodeIds),
        orderBy: [asc(nodeTable.id)],
      }),
      listRows(ctx, renewalTable, {
        where: eq(renewalTable.leaseId, lease.id),
        orderBy: [desc(renewalTable.createdAt), asc(renewalTable.id)],
      }),
      listRows(ctx, earlyEndTable, {
        where: eq(earlyEndTable.leaseId, lease.id),
        orderBy: [asc(earlyEndTable.id)],
      }),
      listRows(ctx, allocationTable, {
        where: eq(allocationTable.leaseId, lease.id),
        orderBy: [asc(allocationTable.id)],
      }),
      listRows(ctx, incidentTable, {
        where: eq(incidentTable.leaseId, lease.id),
        orderBy: [asc(incidentTable.id)],
      }),
      listRows(ctx, slaBreachTable, {
        where: eq(slaBreachTable.leaseId, lease.id),
        orderBy: [asc(slaBreachTable.fromAt)],
      }),
      listRows(ctx, channelOperationTable, {
        where: and(
          inArray(channelOperationTable.channelId, channelIds),
          inArray(channelOperationTable.status, ['running', 'waiting']),
        ),
        orderBy: [asc(channelOperationTable.id)],
      }),
      ctx.actor.role === 'treasury' ? null : loadBilling(ctx, [lease]),
    ])
  const nodeById = new Map(nodes.map((node) => [node.id, node]))
  const waits = new Map(
    operations.map((row) => [row.channelId, waitsFor(row, plannedSteps(row.kind, row.mode))]),
  )
  return {
    ...{ nodes: nodeById, waits },
    ...{ renewals, earlyEnds, allocations, incidents, breaches },
    billing: billingOf === null ? null : billingOf(lease),
  }
}

/** Everything whose audit rows tell of this lease. */
function subjectsOf(
  lease: LeaseRecord,
  backings: readonly BackedChannel[],
  { contracts }: LeaseSurroundings,
  { renewals, earlyEnds, allocations }: Details,
): SQL | undefined {
  const t = auditEventTable
  const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id)
  const contract = contracts.get(lease.id)
  const subjects: readonly (readonly [string, readonly string[]])[] = [
    ['Lease', [lease.id]],
    ['Contract', contract === undefined ? [] : [contract.id]],
    ['Allocation', idsOf(allocations)],
    ['Renewal', idsOf(renewals)],
    ['EarlyEnd', idsOf(earlyEnds)],
  ]
  const channels = backings.map(({ channelId, fromAt, toAt }) =>
    and(
      eq(t.entityType, 'Channel'),
      eq(t.entityId, channelId),
      gte(t.at, fromAt),
      toAt === null ? undefined : lte(t.at, toAt),
    ),
  )
  return or(
    ...subjects.map(([type, ids]) => and(eq(t.entityType, type), inArray(t.entityId, [...ids]))),
    ...channels,
  )
}

/** Its own rows, oldest last; what a channel did for others before or after is not told. */
async function timelineOf(
  ctx: UserCtx,
  counterparty: string,
  subjects: SQL | undefined,
): Promise<TimelineEntry[]> {
  const rows = await listRows(ctx, auditEventTable, {
    where: subjects,
    orderBy: [desc(auditEventTable.at), desc(auditEventTable.seq)],
  })
  const { role, organisationId } = ctx.actor
  return rows.map((row) => timelineEntry(row, { role, organisationId, counterparty }))
}
