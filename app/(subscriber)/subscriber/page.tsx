import type { Metadata } from 'next'
import { changePreference } from '@/app/(account)/settings/actions'
import { CapacityChart } from '@/components/liquidity/chart/capacity-chart'
import { Highlights } from '@/components/liquidity/highlights'
import { subscriberKpis } from '@/components/liquidity/kpi/subscriber-kpis'
import {
  ContractsToSign,
  RenewalsToAnswer,
} from '@/components/liquidity/lease-actions/waiting-panels'
import { notificationBanners } from '@/components/notification/banners'
import { AlertBanners } from '@/components/shared/alert-banners'
import { PageHeader } from '@/components/shared/page-header'
import { StatGrid } from '@/components/shared/stat-card'
import { canWrite } from '@/lib/platform/actor'
import { chartRange } from '@/lib/web/chart-range'
import { requireRole } from '@/lib/web/viewer'
import { ExpiringCards } from './_components/expiring-cards'
import { NoCapacity } from './_components/no-capacity'
import { OpenInvoices } from './_components/open-invoices'
import { RequestsLink } from './_components/requests-link'
import { leaseBindings } from './leases/bindings'
import { loadOverview } from './load-overview'

export const metadata: Metadata = { title: 'Subscriber overview' }

export default async function SubscriberPage({ searchParams }: PageProps<'/subscriber'>) {
  const ctx = await requireRole('subscriber')
  const overview = await loadOverview(ctx)
  const viewer = ctx.display
  const header = (
    <PageHeader
      title="Overview"
      purpose="Your leased inbound capacity: what is delivered, what it costs, what ends soon."
      scope={ctx.actor.organisationName}
      asOf={ctx.clock.now().toISOString()}
      timeZone={viewer.timeZone}
      action={<RequestsLink open={overview?.openRequests ?? 0} />}
    />
  )
  if (overview === null || overview.figures.leases.length === 0) {
    return (
      <div className="space-y-4">
        {header}
        <NoCapacity mayRequest={canWrite(ctx.actor)} />
      </div>
    )
  }
  const { figures, banners, capacity, expiring, invoices } = overview
  return (
    <div className="space-y-4">
      {header}
      <AlertBanners
        {...notificationBanners(banners, viewer, canWrite(ctx.actor))}
        allHref="/subscriber/alerts"
      />
      <StatGrid kpis={subscriberKpis(figures.metrics, viewer.unit)} unit={viewer.unit} />
      <CapacityChart
        days={capacity}
        range={await chartRange(ctx, 'subscriber-capacity', searchParams)}
        viewer={viewer}
        setPreference={changePreference}
      />
      <div className="grid gap-4 lg:grid-cols-2">
        <ContractsToSign
          contracts={overview.contracts}
          other="The provider"
          viewer={viewer}
          bindings={leaseBindings}
        />
        <RenewalsToAnswer renewals={overview.renewals} viewer={viewer} bindings={leaseBindings} />
      </div>
      <ExpiringCards leases={expiring} viewer={viewer} />
      <OpenInvoices invoices={invoices} viewer={viewer} />
      <Highlights highlights={overview.highlights} viewer={viewer} />
    </div>
  )
}
