import type { Metadata } from 'next'
import { changePreference } from '@/app/(account)/settings/actions'
import { YieldChart } from '@/components/liquidity/chart/yield-chart'
import { CounterpartyTable } from '@/components/liquidity/counterparty-table'
import { Highlights } from '@/components/liquidity/highlights'
import { treasuryKpis } from '@/components/liquidity/kpi/treasury-kpis'
import { notificationBanners } from '@/components/notification/banners'
import { AlertBanners } from '@/components/shared/alert-banners'
import { EmptyState } from '@/components/shared/empty-state'
import { PageHeader } from '@/components/shared/page-header'
import { Panel } from '@/components/shared/panel'
import { StatGrid } from '@/components/shared/stat-card'
import { canWrite } from '@/lib/platform/actor'
import { chartRange } from '@/lib/web/chart-range'
import { requireRole } from '@/lib/web/viewer'
import { WaitingPanels } from './_components/waiting-panels'
import { loadOverview } from './load-overview'

export const metadata: Metadata = { title: 'Treasury overview' }

export default async function TreasuryPage({ searchParams }: PageProps<'/treasury'>) {
  const ctx = await requireRole('treasury')
  const overview = await loadOverview(ctx)
  const viewer = ctx.display
  const header = (
    <PageHeader
      title="Overview"
      purpose="Your bitcoin at work: what it earns, who leases it, what needs you."
      scope={ctx.actor.organisationName}
      asOf={ctx.clock.now().toISOString()}
      timeZone={viewer.timeZone}
    />
  )
  if (overview === null || overview.figures.nodes.length === 0) {
    return (
      <div className="space-y-4">
        {header}
        <EmptyState
          title="No nodes connected"
          description="Figures appear one day after your first node is connected. Flowrate's operations team connects it with you; your keys stay with you."
        />
      </div>
    )
  }
  const { figures, banners, yieldPoints, counterparties } = overview
  return (
    <div className="space-y-4">
      {header}
      <AlertBanners
        {...notificationBanners(banners, viewer, canWrite(ctx.actor))}
        allHref="/treasury/alerts"
      />
      <StatGrid
        kpis={treasuryKpis(figures.metrics, overview.availableSats, viewer.unit)}
        unit={viewer.unit}
      />
      <YieldChart
        points={yieldPoints}
        range={await chartRange(ctx, 'treasury-yield', searchParams)}
        viewer={viewer}
        setPreference={changePreference}
      />
      <Panel
        title="Top counterparties"
        description="The ten largest active leases"
        inset="flush"
        id="counterparties"
      >
        <CounterpartyTable rows={counterparties} viewer={viewer} />
      </Panel>
      <WaitingPanels overview={overview} viewer={viewer} now={ctx.clock.now()} />
      <Highlights highlights={overview.highlights} viewer={viewer} />
    </div>
  )
}
