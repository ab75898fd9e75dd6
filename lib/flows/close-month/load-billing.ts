import 'server-only'
import { asc, inArray, sql } from 'drizzle-orm'
import { askPacked, listRows } from '@/lib/db/list-rows'
import { invoiceTable } from '@/lib/domains/billing/invoice/table'
import { statementTable } from '@/lib/domains/billing/statement/table'
import type { Ctx } from '@/lib/platform/ctx'
import { findDemoWorld } from '@/lib/platform/demo/queries'
import type { LeaseRecord } from '@/types'
import { type BillingState, firstMonth } from './rules'

/**
 * How far the lessees of some leases, which the caller may see, are billed, from documents alone: of the
 * lessors' statements no more is read than how far they reach.
 */
export async function loadBilling(
  ctx: Ctx,
  leases: readonly LeaseRecord[],
): Promise<(lease: LeaseRecord) => BillingState> {
  const subscriberIds = [...new Set(leases.map(({ subscriberId }) => subscriberId))]
  const treasuryIds = [...new Set(leases.map(({ treasuryId }) => treasuryId))]
  const t = statementTable
  const [invoices, closed, world] = await Promise.all([
    listRows(ctx, invoiceTable, {
      where: inArray(invoiceTable.subscriberId, subscriberIds),
      orderBy: [asc(invoiceTable.id)],
    }),
    askPacked<[string, string]>(
      ctx,
      sql`select json_build_array(${t.treasuryId}, max(${t.period})) as packed from ${t}
        where ${inArray(t.treasuryId, treasuryIds)} group by ${t.treasuryId}`,
    ),
    findDemoWorld(ctx),
  ])
  const closedTo = new Map(closed)
  return ({ subscriberId, treasuryId, startAt }) => {
    const own = invoices.filter((invoice) => invoice.subscriberId === subscriberId)
    const periods = own.map(({ period }) => period)
    return {
      invoices: own,
      lastClosed: closedTo.get(treasuryId) ?? null,
      firstBilled: firstMonth(startAt, periods, world?.anchorAt ?? null),
    }
  }
}
