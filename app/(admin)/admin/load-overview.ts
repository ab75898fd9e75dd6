import 'server-only'
import { getPlatformPolicy } from '@/lib/domains/compliance/policy/queries'
import { listAllocationRecords } from '@/lib/domains/liquidity/allocation/queries'
import { loadPlatformFigures, type PlatformFigures } from '@/lib/domains/liquidity/platform/figures'
import { supplyDemandDays } from '@/lib/domains/liquidity/platform/supply-demand'
import { daysSoFar } from '@/lib/domains/liquidity/subscriber/figures'
import { listTicketRecords } from '@/lib/domains/liquidity/ticket/queries'
import { type AdminQueue, loadAdminQueues } from '@/lib/flows/admin-queues'
import { listApiKeyRecords } from '@/lib/platform/api-key/queries'
import { findDemoWorld } from '@/lib/platform/demo/queries'
import { listBanners } from '@/lib/platform/notification/queries'
import type { ViewerCtx } from '@/lib/web/viewer'
import { adminHighlights } from './highlights'

const CHART_DAYS = 90
const BANNERS = 3

/** Everything on the command center. */
export async function loadOverview(ctx: ViewerCtx) {
  const now = ctx.clock.now()
  const figures = await loadPlatformFigures(ctx)
  const [banners, queues, tickets, allocations] = await Promise.all([
    listBanners(ctx, BANNERS),
    loadAdminQueues(ctx, figures),
    listTicketRecords(ctx),
    listAllocationRecords(ctx),
  ])
  return {
    figures,
    banners,
    queues,
    highlights: await loadHighlights(ctx, figures, queues),
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

/** Only in a demo world: elsewhere there is nothing to point at. */
async function loadHighlights(ctx: ViewerCtx, figures: PlatformFigures, queues: AdminQueue[]) {
  if ((await findDemoWorld(ctx)) === null) return []
  const [policy, apiKeys] = await Promise.all([getPlatformPolicy(ctx), listApiKeyRecords(ctx)])
  const treasuries = figures.treasuries.map(({ treasury, nodes, metrics }) => ({
    treasury,
    nodes,
    deployedSats: metrics.deployed.value,
  }))
  return adminHighlights({ queues, treasuries, apiKeys, policy, now: ctx.clock.now() })
}
