import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { BreakdownPage } from '@/components/shared/breakdown-page'
import { getTreasuryBreakdown, TREASURY_KPIS } from '@/lib/domains/liquidity/treasury/breakdowns'
import { titleOf } from '@/lib/web/page-title'
import { requireRole } from '@/lib/web/viewer'

export async function generateMetadata({
  params,
}: PageProps<'/treasury/kpi/[kpi]'>): Promise<Metadata> {
  return { title: `Behind the figure: ${titleOf(TREASURY_KPIS, (await params).kpi)}` }
}

export default async function TreasuryKpiPage({ params }: PageProps<'/treasury/kpi/[kpi]'>) {
  const ctx = await requireRole('treasury')
  const { kpi: wanted } = await params
  const kpi = TREASURY_KPIS.find((name) => name === wanted)
  if (kpi === undefined) notFound()
  const breakdown = await getTreasuryBreakdown(ctx, kpi)
  if (breakdown === null) notFound()
  return (
    <BreakdownPage
      breakdown={breakdown}
      viewer={ctx.display}
      scope={ctx.actor.organisationName}
      asOf={ctx.clock.now().toISOString()}
      backHref="/treasury"
      exportHref={`/treasury/kpi/${kpi}/export.csv`}
    />
  )
}
