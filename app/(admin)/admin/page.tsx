import type { Metadata } from 'next'
import { changePreference } from '@/app/(account)/settings/actions'
import { SupplyDemandChart } from '@/components/liquidity/chart/supply-demand-chart'
import { Highlights } from '@/components/liquidity/highlights'
import { adminKpis } from '@/components/liquidity/kpi/admin-kpis'
import { notificationBanners } from '@/components/notification/banners'
import { AlertBanners } from '@/components/shared/alert-banners'
import { PageHeader } from '@/components/shared/page-header'
import { StatGrid } from '@/components/shared/stat-card'
import { canWrite } from '@/lib/platform/actor'
import { chartRange } from '@/lib/web/chart-range'
import { requireRole } from '@/lib/web/viewer'
import { QueuePanel } from './_components/queue-panel'
import { loadOverview } from './load-overview'

const TOP_ROWS = 5

export const metadata: Metadata = { title: 'Command center' }

export default async function AdminPage({ searchParams }: PageProps<'/admin'>) {
  const ctx = await requireRole('admin')
  const { figures, banners, queues, supplyDemand, highlights } = await loadOverview(ctx)
  const viewer = ctx.display
  const now = ctx.clock.now()
  const panels = queues.map(({ rows, ...queue }) => (
    <QueuePanel
      key={queue.name}
      queue={{ ...queue, rows: rows.slice(0, TOP_ROWS) }}
      waiting={rows.length}
      viewer={viewer}
      now={now}
    />
  ))
  return (
    <div className="space-y-4">
      <PageHeader
        title="Command center"
        purpose="Supply, demand and what waits for a decision, over all organisations."
        asOf={now.toISOString()}
        timeZone={viewer.timeZone}
      />
      <AlertBanners
        {...notificationBanners(banners, viewer, canWrite(ctx.actor))}
        allHref="/admin/alerts"
      />
      <StatGrid kpis={adminKpis(figures.metrics, viewer.unit)} unit={viewer.unit} />
      <div className="grid items-start gap-4 md:grid-cols-2 xl:grid-cols-4">
        {panels.slice(0, 4)}
      </div>
      <SupplyDemandChart
        days={supplyDemand}
        range={await chartRange(ctx, 'admin-supply-demand', searchParams)}
        viewer={viewer}
        setPreference={changePreference}
      />
      <div className="grid items-start gap-4 md:grid-cols-2 xl:grid-cols-4">{panels.slice(4)}</div>
      <Highlights highlights={highlights} viewer={viewer} />
    </div>
  )
}
