import 'server-only'
import { listAllocationRecords } from '@/lib/domains/liquidity/allocation/queries'
import { loadPlatformFigures } from '@/lib/domains/liquidity/platform/figures'
import { supplyDemandDays } from '@/lib/domains/liquidity/platform/supply-demand'
import { daysSoFar } from '@/lib/domains/liquidity/subscriber/figures'
import { listTicketRecords } from '@/lib/domains/liquidity/ticket/queries'
import { loadAdminQueues } from '@/lib/flows/admin-queues'
import { listBanners } from '@/lib/platform/notification/queries'
import type { ViewerCtx } from '@/lib/web/viewer'

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
