import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { BreakdownPage } from '@/components/shared/breakdown-page'
import {
  getSubscriberBreakdown,
  SUBSCRIBER_KPIS,
} from '@/lib/domains/liquidity/subscriber/breakdowns'
import { titleOf } from '@/lib/web/page-title'
import { requireRole } from '@/lib/web/viewer'

export async function generateMetadata({
  params,
}: PageProps<'/subscriber/kpi/[kpi]'>): Promise<Metadata> {
  return { title: `Behind the figure: ${titleOf(SUBSCRIBER_KPIS, (await params).kpi)}` }
}

export default async function SubscriberKpiPage({ params }: PageProps<'/subscriber/kpi/[kpi]'>) {
  const ctx = await requireRole('subscriber')
  const { kpi: wanted } = await params
  const kpi = SUBSCRIBER_KPIS.find((name) => name === wanted)
  if (kpi === undefined) notFound()
  const breakdown = await getSubscriberBreakdown(ctx, kpi)
  if (breakdown === null) notFound()
  return (
    <BreakdownPage
      breakdown={breakdown}
      viewer={ctx.display}
      scope={ctx.actor.organisationName}
      asOf={ctx.clock.now().toISOString()}
      backHref="/subscriber"
      exportHref={`/subscriber/kpi/${kpi}/export.csv`}
    />
  )
}
