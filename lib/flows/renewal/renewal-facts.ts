import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import { ZERO_SATS } from '@/lib/core/money'
import { isLongOverdue } from '@/lib/domains/billing/invoice/rules'
import { invoiceTable } from '@/lib/domains/billing/invoice/table'
import { complianceOf } from '@/lib/domains/compliance/record/compliance-of'
import { allowsAllocation } from '@/lib/domains/compliance/record/rules'
import { earlyEndTable } from '@/lib/domains/liquidity/early-end/table'
import type { RenewalFacts } from '@/lib/domains/liquidity/renewal/block-rules'
import { findOpenRenewal, findRenewedBy } from '@/lib/domains/liquidity/renewal/lock-renewal'
import { effectiveTicketStatus } from '@/lib/domains/liquidity/ticket/rules'
import { ticketTable } from '@/lib/domains/liquidity/ticket/table'
import type { Ctx } from '@/lib/platform/ctx'
import type { DemandTicketRecord, LeaseRecord, RenewalRequestRecord } from '@/types'

export interface CurrentRenewalFacts extends RenewalFacts {
  openRenewal: RenewalRequestRecord | null
  /** The open request to the market for what the lease gave. */
  openFallback: DemandTicketRecord | null
}

/** What decides whether a lease may be renewed, read inside its lock, whoever asks. */
export async function renewalFactsOf(ctx: Ctx, lease: LeaseRecord): Promise<CurrentRenewalFacts> {
  const now = ctx.clock.now()
  const compliance = await complianceOf(ctx, lease.subscriberId)
  const openFallback = await findFallback(ctx, lease)
  return {
    openRenewal: await findOpenRenewal(ctx, lease.id),
    renewedBy: await findRenewedBy(ctx, lease.id),
    earlyEnd: await findEarlyEnd(ctx, lease.id),
    openFallback,
    fallbackTicketId: openFallback?.id ?? null,
    hasInvoiceLongOverdue: await hasInvoiceLongOverdue(ctx, lease.subscriberId, now),
    isComplianceLapsed: compliance === null || !allowsAllocation(compliance, now),
  }
}

/** An open request to the market for what the lease gave; one past its time reads as lapsed. */
async function findFallback(ctx: Ctx, lease: LeaseRecord): Promise<DemandTicketRecord | null> {
  const open = await ctx.db
    .select()
    .from(ticketTable)
    .where(
      and(
        eq(ticketTable.leaseId, lease.id),
        eq(ticketTable.kind, 'renewal_fallback'),
        eq(ticketTable.status, 'pending'),
      ),
    )
    .orderBy(ticketTable.id)
  const now = ctx.clock.now()
  return open.find((ticket) => effectiveTicketStatus(ticket, ZERO_SATS, now) === 'pending') ?? null
}

async function findEarlyEnd(ctx: Ctx, leaseId: string): Promise<RenewalFacts['earlyEnd']> {
  const [request] = await ctx.db
    .select({ status: earlyEndTable.status })
    .from(earlyEndTable)
    .where(
      and(
        eq(earlyEndTable.leaseId, leaseId),
        inArray(earlyEndTable.status, ['requested', 'approved']),
      ),
    )
  return request ?? null
}

async function hasInvoiceLongOverdue(ctx: Ctx, subscriberId: string, now: Date): Promise<boolean> {
  const open = await ctx.db
    .select({ status: invoiceTable.status, dueAt: invoiceTable.dueAt })
    .from(invoiceTable)
    .where(
      and(
        eq(invoiceTable.subscriberId, subscriberId),
        inArray(invoiceTable.status, ['issued', 'partially_paid']),
      ),
    )
  return open.some((invoice) => isLongOverdue(invoice, now))
}
