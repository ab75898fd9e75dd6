import 'server-only'
import { listAllocationRecords } from '@/lib/domains/liquidity/allocation/queries'
import { loadPlatformFigures, type PlatformFigures } from '@/lib/domains/liquidity/platform/figures'
import { supplyDemandDays } from '@/lib/domains/liquidity/platform/supply-demand'
import { daysSoFar } from '@/lib/domains/liquidity/subscriber/figures'
import { listTicketRecords } from '@/lib/domains/liquidity/ticket/queries'
import { loadAdminQueues } from '@/lib/flows/admin-queues'
import { listApiKeyRecords } from '@/lib/platform/api-key/queries'
import { findDemoWorld } from '@/lib/platform/demo/queries'
import { listBanners } from '@/lib/platform/notification/queries'
import { getPlatformPolicy } from '@/lib/platform/policy/queries'
import type { ViewerCtx } from '@/lib/web/viewer'
import { adminHighlights } from './highlights'

const CHART_DAYS = 90
const BANNERS = 3

/** Everything on the command center. */
export async function loadOverview(ctx: ViewerCtx) {
  const now = ctx.clock.now()
  const figuresAsked = loadPlatformFigures(ctx)
  const [figures, banners, queues, tickets, allocations, policy, apiKeys, demo] = await Promise.all(
    [
      figuresAsked,
      listBanners(ctx, BANNERS),
      loadAdminQueues(ctx, figuresAsked),
      listTicketRecords(ctx),
      listAllocationRecords(ctx),
      getPlatformPolicy(ctx),
      listApiKeyRecords(ctx),
      findDemoWorld(ctx),
    ],
  )
  return {
    figures,
    banners,
    queues,
    highlights:
      demo === null ? [] : adminHighlights({ ...casesOf(figures), queues, apiKeys, policy, now }),
    supplyDemand: supplyDemandDays({
      days: figures.treasuries.flatMap((item) => item.days),
      leases: figures.treasuries.flatMap((item) => item.leases),
      tickets,
      allocations,
      window: daysSoFar(now, CHART_DAYS),
      now,
    }),
  }
}

/** What the special cases are found in. */
function casesOf({ treasuries }: PlatformFigures) {
  return {
    treasuries: treasuries.map(({ treasury, nodes, metrics }) => ({
      treasury,
      nodes,
      deployedSats: metrics.deployed.value,
    })),
  }
}
