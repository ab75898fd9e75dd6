import 'server-only'
import { and, asc, eq, inArray, lt, or, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { ZERO_SATS } from '@/lib/core/money'
import { toInstant } from '@/lib/core/time'
import { listRows } from '@/lib/db/list-rows'
import { isLongOverdue } from '@/lib/domains/billing/invoice/rules'
import { invoiceTable } from '@/lib/domains/billing/invoice/table'
import { allowsAllocation } from '@/lib/domains/compliance/record/rules'
import { complianceRecordTable } from '@/lib/domains/compliance/record/table'
import { allocationTable } from '@/lib/domains/liquidity/allocation/table'
import { backingsAsOf } from '@/lib/domains/liquidity/channel/backing-rules'
import { channelTable } from '@/lib/domains/liquidity/channel/table'
import { contractTable } from '@/lib/domains/liquidity/contract/table'
import { earlyEndTable } from '@/lib/domains/liquidity/early-end/table'
import { leaseBackingTable, leaseTable } from '@/lib/domains/liquidity/lease/table'
import { poolTable } from '@/lib/domains/liquidity/pool/table'
import { renewalTable } from '@/lib/domains/liquidity/renewal/table'
import { subscriberTable } from '@/lib/domains/liquidity/subscriber/table'
import { effectiveTicketStatus } from '@/lib/domains/liquidity/ticket/rules'
import { ticketTable } from '@/lib/domains/liquidity/ticket/table'
import { treasuryTable } from '@/lib/domains/liquidity/treasury/table'
import type { UserCtx } from '@/lib/platform/ctx'
import { ownRows } from '@/lib/platform/own-rows'
import type { LeaseRecord } from '@/types'
import type { LeaseSurroundings } from './view'

/**
 * The viewer's leases and all that their views tell, in one statement. Names, reviews and invoices of
 * their other sides, and of nobody else, are read here for the labels and rules that are made of them;
 * they never leave as they are.
 */
export async function loadSurroundings(
  ctx: UserCtx,
): Promise<{ leases: LeaseRecord[]; around: LeaseSurroundings }> {
  const now = ctx.clock.now()
  const own = (table: Record<'treasuryId' | 'subscriberId', PgColumn>) =>
    ownRows(ctx.actor, { treasury: table.treasuryId, subscriber: table.subscriberId })
  const ofLeases = (column: PgColumn, what: PgColumn) =>
    own(leaseTable) &&
    sql`${column} in (select ${what} from ${leaseTable} where ${own(leaseTable)})`
  const { subscriberId, treasuryId, poolId } = leaseTable
  const reviewed = complianceRecordTable.organisationId
  const [leases, contracts, allocations, renewals, earlyEnds, backings, channels, ...rest] =
    await Promise.all([
      listRows(ctx, leaseTable, { where: own(leaseTable), orderBy: [asc(leaseTable.id)] }),
      listRows(ctx, contractTable, { where: own(contractTable), orderBy: [asc(contractTable.id)] }),
      listRows(ctx, allocationTable, {
        where: and(own(allocationTable), eq(allocationTable.status, 'reserved')),
        orderBy: [asc(allocationTable.id)],
      }),
      listRows(ctx, renewalTable, {
        where: and(own(renewalTable), eq(renewalTable.status, 'requested')),
        orderBy: [asc(renewalTable.id)],
      }),
      listRows(ctx, earlyEndTable, {
        where: and(own(earlyEndTable), inArray(earlyEndTable.status, ['requested', 'approved'])),
        orderBy: [asc(earlyEndTable.id)],
      }),
      listRows(ctx, leaseBackingTable, {
        where: own(leaseBackingTable),
        orderBy: [asc(leaseBackingTable.id)],
      }),
      listRows(ctx, channelTable, {
        where: backs(own(leaseBackingTable)),
        orderBy: [asc(channelTable.id)],
      }),
      listRows(ctx, treasuryTable, {
        where: ofLeases(treasuryTable.id, treasuryId),
        orderBy: [asc(treasuryTable.id)],
      }),
      listRows(ctx, subscriberTable, {
        where: ofLeases(subscriberTable.id, subscriberId),
        orderBy: [asc(subscriberTable.id)],
      }),
      listRows(ctx, poolTable, {
        where: ofLeases(poolTable.id, poolId),
        orderBy: [asc(poolTable.id)],
      }),
      listRows(ctx, complianceRecordTable, {
        where: or(ofLeases(reviewed, subscriberId), ofLeases(reviewed, treasuryId)),
        orderBy: [asc(complianceRecordTable.id)],
      }),
      listRows(ctx, invoiceTable, {
        where: and(
          ofLeases(invoiceTable.subscriberId, subscriberId),
          inArray(invoiceTable.status, ['issued', 'partially_paid']),
          lt(invoiceTable.dueAt, toInstant(now)),
        ),
        orderBy: [asc(invoiceTable.id)],
      }),
      listRows(ctx, ticketTable, {
        where: and(
          ofLeases(ticketTable.leaseId, leaseTable.id),
          eq(ticketTable.kind, 'renewal_fallback'),
          eq(ticketTable.status, 'pending'),
        ),
        orderBy: [asc(ticketTable.id)],
      }),
    ])
  const [treasuries, subscribers, pools, compliance, invoices, tickets] = rest
  const channelById = byKey(channels, ({ id }) => id)
  const standing = backingsAsOf(leases, backings, now).flatMap((backing) => {
    const channel = channelById.get(backing.channelId)
    return channel === undefined ? [] : { ...backing, channel }
  })
  const lapsed = compliance.filter((record) => !allowsAllocation(record, now))
  const around: LeaseSurroundings = {
    viewer: ctx.actor,
    now,
    treasuries: byKey(treasuries, ({ id }) => id),
    subscribers: byKey(subscribers, ({ id }) => id),
    pools: byKey(pools, ({ id }) => id),
    compliance: byKey(compliance, ({ organisationId }) => organisationId),
    contracts: byKey(contracts, ({ leaseId }) => leaseId),
    allocations: byKey(allocations, ({ leaseId }) => leaseId),
    renewals: byKey(renewals, ({ leaseId }) => leaseId),
    earlyEnds: byKey(earlyEnds, ({ leaseId }) => leaseId),
    renewedBy: renewersOf(leases),
    leaseIds: new Set(leases.map(({ id }) => id)),
    fallbacks: new Map(
      tickets.flatMap((ticket) =>
        ticket.leaseId !== null && effectiveTicketStatus(ticket, ZERO_SATS, now) === 'pending'
          ? [[ticket.leaseId, ticket.id] as const]
          : [],
      ),
    ),
    backings: byLease(standing),
    longOverdue: new Set(
      invoices.filter((row) => isLongOverdue(row, now)).map(({ subscriberId }) => subscriberId),
    ),
    lapsed: new Set(lapsed.map(({ organisationId }) => organisationId)),
  }
  return { leases, around }
}

function backs(own: SQL | undefined): SQL {
  const t = leaseBackingTable
  return sql`${channelTable.id} in (select ${t.channelId} from ${t} where ${own ?? sql`true`})`
}

function byKey<Row>(rows: readonly Row[], key: (row: Row) => string): Map<string, Row> {
  return new Map(rows.map((row) => [key(row), row]))
}

function byLease<Row extends { leaseId: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) groups.set(row.leaseId, [...(groups.get(row.leaseId) ?? []), row])
  return groups
}

function renewersOf(leases: readonly LeaseRecord[]): Map<string, string> {
  return new Map(
    leases.flatMap(({ id, renewsLeaseId, status }) =>
      renewsLeaseId === null || status === 'cancelled' ? [] : [[renewsLeaseId, id] as const],
    ),
  )
}
