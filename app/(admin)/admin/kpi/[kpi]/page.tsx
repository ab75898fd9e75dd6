import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { BreakdownPage } from '@/components/shared/breakdown-page'
import { ADMIN_KPIS, getAdminBreakdown } from '@/lib/domains/liquidity/platform/breakdowns'
import { titleOf } from '@/lib/web/page-title'
import { requireRole } from '@/lib/web/viewer'

export async function generateMetadata({
  params,
}: PageProps<'/admin/kpi/[kpi]'>): Promise<Metadata> {
  return { title: `Behind the figure: ${titleOf(ADMIN_KPIS, (await params).kpi)}` }
}

export default async function AdminKpiPage({ params }: PageProps<'/admin/kpi/[kpi]'>) {
  const ctx = await requireRole('admin')
  const { kpi: wanted } = await params
  const kpi = ADMIN_KPIS.find((name) => name === wanted)
  if (kpi === undefined) notFound()
  const breakdown = await getAdminBreakdown(ctx, kpi)
  return (
    <BreakdownPage
      breakdown={breakdown}
      viewer={ctx.display}
      scope={ctx.actor.organisationName}
      asOf={ctx.clock.now().toISOString()}
      backHref="/admin"
      exportHref={`/admin/kpi/${kpi}/export.csv`}
    />
  )
}
