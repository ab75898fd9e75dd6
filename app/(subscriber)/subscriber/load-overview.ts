import 'server-only'
import { ZERO_SATS } from '@/lib/core/money'
import { completeDays, daysLeft } from '@/lib/core/time'
import { listInvoiceRecords } from '@/lib/domains/billing/invoice/queries'
import {
  isLongOverdue,
  isOpenInvoice,
  isOverdue,
  outstandingSats,
} from '@/lib/domains/billing/invoice/rules'
import { listComplianceRecordRecords } from '@/lib/domains/compliance/record/queries'
import { allowsAllocation } from '@/lib/domains/compliance/record/rules'
import { listCounterparties } from '@/lib/domains/liquidity/lease/counterparties'
import { effectiveCostPpm, isExpiring, leaseFeeSats } from '@/lib/domains/liquidity/lease/rules'
import {
  capacityOf,
  daysSoFar,
  loadBackingFacts,
  loadSubscriberFigures,
} from '@/lib/domains/liquidity/subscriber/figures'
import { listTicketRecords } from '@/lib/domains/liquidity/ticket/queries'
import { effectiveTicketStatus } from '@/lib/domains/liquidity/ticket/rules'
import { listDealings } from '@/lib/domains/liquidity/waiting/list-dealings'
import {
  contractsToSign,
  leaseActionsOf,
  renewalsToAnswer,
} from '@/lib/domains/liquidity/waiting/waiting-rules'
import { listApiKeyRecords } from '@/lib/platform/api-key/queries'
import { findDemoWorld } from '@/lib/platform/demo/queries'
import { listBanners } from '@/lib/platform/notification/queries'
import { listWebhookRecords } from '@/lib/platform/webhook/queries'
import type { ViewerCtx } from '@/lib/web/viewer'
import { type SubscriberCases, subscriberHighlights } from './highlights'

const CHART_DAYS = 90
const BANNERS = 3

/** Everything on a subscriber's overview; null while the organisation has no subscriber profile. */
export async function loadOverview(ctx: ViewerCtx) {
  const now = ctx.clock.now()
  const window = daysSoFar(now, CHART_DAYS)
  const [[figures], banners, counterparties, backing, invoices, dealings, [compliance], tickets] =
    await Promise.all([
      loadSubscriberFigures(ctx),
      listBanners(ctx, BANNERS),
      listCounterparties(ctx),
      loadBackingFacts(ctx, window),
      listInvoiceRecords(ctx),
      listDealings(ctx),
      listComplianceRecordRecords(ctx),
      listTicketRecords(ctx),
    ])
  if (figures === undefined) return null
  const situation = {
    actor: ctx.actor,
    leases: figures.leases,
    dealings,
    now,
    hasInvoiceLongOverdue: invoices.some((invoice) => isLongOverdue(invoice, now)),
    isComplianceLapsed: compliance === undefined || !allowsAllocation(compliance, now),
  }
  const providerOf = (leaseId: string) => counterparties.get(leaseId)?.providerLabel ?? 'Provider'
  const today = completeDays(now, CHART_DAYS).to
  const open = invoices
    .filter(isOpenInvoice)
    .sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1))
    .map((invoice) => ({
      ...invoice,
      openSats: outstandingSats(invoice),
      isOverdue: isOverdue(invoice, now),
    }))
  return {
    figures,
    openRequests: tickets.filter(
      (ticket) => effectiveTicketStatus(ticket, ZERO_SATS, now) === 'pending',
    ).length,
    banners,
    capacity: capacityOf(figures, backing, window).map((day) => ({
      ...day,
      isPartial: day.date >= today,
    })),
    expiring: figures.leases
      .filter((lease) => isExpiring(lease, now, figures.renewedLeaseIds))
      .sort((a, b) => (a.endAt < b.endAt ? -1 : 1))
      .map((lease) => ({
        id: lease.id,
        providerLabel: providerOf(lease.id),
        isProviderAnonymised: counterparties.get(lease.id)?.isProviderAnonymised ?? false,
        sizeSats: lease.sizeSats,
        endAt: lease.endAt,
        daysLeft: daysLeft(lease.endAt, now),
        feeSats: leaseFeeSats(lease),
        effectiveCostPpm: effectiveCostPpm(lease),
        isCancelAtTerm: lease.isCancelAtTerm,
        actions: leaseActionsOf(situation, lease),
      })),
    renewals: renewalsToAnswer(situation).map((renewal) => ({
      ...renewal,
      counterparty: providerOf(renewal.leaseId),
    })),
    contracts: contractsToSign(situation).map((contract) => ({
      ...contract,
      counterparty: providerOf(contract.leaseId),
    })),
    invoices: open,
    highlights: await loadHighlights(ctx, {
      leases: figures.leases,
      renewedLeaseIds: figures.renewedLeaseIds,
      paymentSuccess: figures.metrics.paymentSuccess,
      providers: counterparties,
      invoices: open,
      now,
    }),
  }
}

/** Only in a demo world: elsewhere there is nothing to point at. */
async function loadHighlights(
  ctx: ViewerCtx,
  cases: Omit<SubscriberCases, 'webhooks' | 'apiKeys'>,
) {
  if ((await findDemoWorld(ctx)) === null) return []
  const [webhooks, apiKeys] = await Promise.all([listWebhookRecords(ctx), listApiKeyRecords(ctx)])
  return subscriberHighlights({ ...cases, webhooks, apiKeys })
}

export type SubscriberOverview = NonNullable<Awaited<ReturnType<typeof loadOverview>>>
