import 'server-only'
import { and, asc, inArray } from 'drizzle-orm'
import { userTable } from '@/lib/auth/table'
import { listRows } from '@/lib/db/list-rows'
import { complianceOfMany } from '@/lib/domains/compliance/record/compliance-of'
import { listComplianceRecordRecords } from '@/lib/domains/compliance/record/queries'
import { clearedIds } from '@/lib/domains/compliance/record/rules'
import { listAllocationRecords } from '@/lib/domains/liquidity/allocation/queries'
import { listCounterparties } from '@/lib/domains/liquidity/lease/counterparties'
import { listPoolRecords } from '@/lib/domains/liquidity/pool/queries'
import { listSubscriberRecords } from '@/lib/domains/liquidity/subscriber/queries'
import { ticketTable } from '@/lib/domains/liquidity/ticket/table'
import { listTreasuryRecords } from '@/lib/domains/liquidity/treasury/queries'
import type { Ctx } from '@/lib/platform/ctx'
import { ownRows } from '@/lib/platform/own-rows'
import type { RiskTier, TicketKind, TicketStatus } from '@/types'
import { loadBoard, type MarketBoard, treasuriesOf } from './load-board'
import {
  inQueueOrder,
  type PoolView,
  type TicketFacts,
  type TicketView,
  toPoolView,
  toTicketView,
} from './view-rules'

export interface TicketFilter {
  ids?: readonly string[]
  /** As of now: a request past its time counts as lapsed. */
  status?: readonly TicketStatus[]
  kind?: readonly TicketKind[]
  tier?: readonly RiskTier[]
}

/**
 * Requests with what is filled and by whom: a subscriber's own, all for admins, none for treasuries.
 * Pending ones first, fallbacks of renewals on top, the oldest first; then the others, newest first.
 */
export async function listTicketViews(ctx: Ctx, filter: TicketFilter = {}): Promise<TicketView[]> {
  const [tickets, facts] = await Promise.all([listTickets(ctx, filter.ids), loadFacts(ctx)])
  const names = await assigneeNames(
    ctx,
    tickets.flatMap(({ assigneeId }) => assigneeId ?? []),
  )
  const views = tickets.map((ticket) => toTicketView(ticket, { ...facts, assigneeNames: names }))
  return views
    .filter((view) => matches(filter.status, view.status))
    .filter((view) => matches(filter.kind, view.kind))
    .filter((view) => matches(filter.tier, view.riskTier))
    .sort(inQueueOrder)
}

function matches<Value>(wanted: readonly Value[] | undefined, value: Value): boolean {
  return wanted === undefined || wanted.length === 0 || wanted.includes(value)
}

function listTickets(ctx: Ctx, ids: readonly string[] | undefined) {
  return listRows(ctx, ticketTable, {
    where: and(
      ownRows(ctx.actor, { subscriber: ticketTable.subscriberId }),
      ids === undefined ? undefined : inArray(ticketTable.id, [...ids]),
    ),
    orderBy: [asc(ticketTable.id)],
  })
}

async function loadFacts(ctx: Ctx): Promise<Omit<TicketFacts, 'assigneeNames'>> {
  const isDesk = ctx.actor.kind === 'system' || ctx.actor.role === 'admin'
  const [allocations, treasuries, pools, subscribers, compliance, counterparties] =
    await Promise.all([
      listAllocationRecords(ctx),
      listTreasuryRecords(ctx),
      listPoolRecords(ctx),
      listSubscriberRecords(ctx),
      listComplianceRecordRecords(ctx),
      listCounterparties(ctx),
    ])
  const now = ctx.clock.now()
  const nameById = (rows: readonly { id: string; name: string }[]) =>
    new Map(rows.map(({ id, name }) => [id, name]))
  return {
    isDesk,
    now,
    allocations,
    treasuryNames: nameById(treasuries),
    poolNames: nameById(pools),
    subscriberNames: nameById(subscribers),
    compliance: new Map(compliance.map((record) => [record.organisationId, record])),
    cleared: clearedIds(compliance, now),
    providerLabels: new Map(
      [...counterparties.values()].map(({ leaseId, providerLabel }) => [leaseId, providerLabel]),
    ),
  }
}

async function assigneeNames(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const people = await ctx.db
    .select({ id: userTable.id, name: userTable.name })
    .from(userTable)
    .where(inArray(userTable.id, [...ids]))
  return new Map(people.map(({ id, name }) => [id, name]))
}

/** All pools with their treasuries, room and policy: the admins' business alone. */
export async function listPoolViews(ctx: Ctx): Promise<PoolView[]> {
  const pools = await listPoolRecords(ctx)
  return poolViewsOn(ctx, await loadBoard(ctx, { pools, from: ctx.clock.now() }))
}

/** The same of a board that was just read, as of its instant. */
export async function poolViewsOn(ctx: Ctx, { pools, markets }: MarketBoard): Promise<PoolView[]> {
  const facts = {
    markets,
    compliance: await complianceOfMany(ctx, treasuriesOf(pools)),
    now: ctx.clock.now(),
  }
  return pools.map((pool) => toPoolView(pool, facts))
}
