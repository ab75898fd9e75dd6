import 'server-only'
import { daysLeft, utcDate } from '@/lib/core/time'
import { listPayoutRecords } from '@/lib/domains/billing/payout/queries'
import { nextPayout } from '@/lib/domains/billing/payout/rules'
import { sumFeesOn } from '@/lib/domains/liquidity/channel/queries'
import { listCounterparties } from '@/lib/domains/liquidity/lease/counterparties'
import {
  effectiveCostPpm,
  effectiveLeaseStatus,
  isLiveLease,
} from '@/lib/domains/liquidity/lease/rules'
import { loadTreasuryFigures, type TreasuryFigures } from '@/lib/domains/liquidity/treasury/figures'
import { listPolicyTemplates } from '@/lib/domains/liquidity/treasury/queries'
import { earnedSoFar, yieldSeries } from '@/lib/domains/liquidity/treasury/yield-series'
import { listDealings } from '@/lib/domains/liquidity/waiting/list-dealings'
import { contractsToSign, renewalsToAnswer } from '@/lib/domains/liquidity/waiting/waiting-rules'
import { availableOf } from '@/lib/flows/market/available-of'
import { findDemoWorld } from '@/lib/platform/demo/queries'
import { listBanners } from '@/lib/platform/notification/queries'
import { getPlatformPolicy } from '@/lib/platform/policy/queries'
import type { ViewerCtx } from '@/lib/web/viewer'
import { treasuryHighlights } from './highlights'

const CHART_DAYS = 90
const TOP_COUNTERPARTIES = 10
const BANNERS = 3

/** Everything on a treasury's overview; null while the organisation has no treasury profile. */
export async function loadOverview(ctx: ViewerCtx) {
  const now = ctx.clock.now()
  const [[figures], banners, counterparties, dealings, payouts, todayFeeMsat, availableSats] =
    await Promise.all([
      loadTreasuryFigures(ctx),
      listBanners(ctx, BANNERS),
      listCounterparties(ctx),
      listDealings(ctx),
      listPayoutRecords(ctx),
      sumFeesOn(ctx, utcDate(now)),
      availableOf(ctx, ctx.actor.organisationId),
    ])
  if (figures === undefined) return null
  const { metrics, leases, days } = figures
  const lesseeOf = (leaseId: string) => counterparties.get(leaseId)?.lesseeAlias ?? leaseId
  const situation = { actor: ctx.actor, leases, dealings, now }
  const soFar = earnedSoFar({ leases, days, todayFeeMsat, now })
  return {
    figures,
    availableSats,
    banners,
    yieldPoints: yieldSeries(metrics.earnings, soFar, now, CHART_DAYS),
    counterparties: leases
      .filter((lease) => isLiveLease(lease, now))
      .sort((a, b) => b.sizeSats - a.sizeSats || (a.id < b.id ? -1 : 1))
      .slice(0, TOP_COUNTERPARTIES)
      .map((lease) => ({
        id: lease.id,
        lesseeAlias: lesseeOf(lease.id),
        sizeSats: lease.sizeSats,
        startAt: lease.startAt,
        endAt: lease.endAt,
        daysLeft: daysLeft(lease.endAt, now),
        effectiveCostPpm: effectiveCostPpm(lease),
        status: effectiveLeaseStatus(lease, now),
      })),
    renewals: renewalsToAnswer(situation).map((renewal) => ({
      ...renewal,
      counterparty: lesseeOf(renewal.leaseId),
    })),
    contracts: contractsToSign(situation).map((contract) => ({
      ...contract,
      counterparty: lesseeOf(contract.leaseId),
    })),
    nextPayout: nextPayout(payouts, now),
    highlights: await loadHighlights(ctx, figures, lesseeOf),
  }
}

/** Only in a demo world: elsewhere there is nothing to point at. */
async function loadHighlights(
  ctx: ViewerCtx,
  { treasury, leases, nodes, channels }: TreasuryFigures,
  lesseeOf: (leaseId: string) => string,
) {
  if ((await findDemoWorld(ctx)) === null) return []
  const [policy, templates] = await Promise.all([getPlatformPolicy(ctx), listPolicyTemplates(ctx)])
  const template = templates.find(({ id }) => id === treasury.policyTemplateId)
  const now = ctx.clock.now()
  return treasuryHighlights({ leases, nodes, channels, lesseeOf, policy, template, now })
}

export type TreasuryOverview = NonNullable<Awaited<ReturnType<typeof loadOverview>>>
