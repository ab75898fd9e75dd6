import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { BreakdownPage } from '@/components/shared/breakdown-page'
import { ADMIN_KPIS, getAdminBreakdown } from '@/lib/domains/liquidity/platform/breakdowns'
import { requireRole } from '@/lib/web/viewer'

export const metadata: Metadata = { title: 'Behind the figure' }

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
