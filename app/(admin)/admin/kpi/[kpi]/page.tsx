import type { Metadata } from 'next'
import { figurePage } from '@/app/_components/figure-page'
import { ADMIN_KPIS, getAdminBreakdown } from '@/lib/domains/liquidity/platform/breakdowns'
import { titleOf } from '@/lib/web/page-title'

export async function generateMetadata({
  params,
}: PageProps<'/admin/kpi/[kpi]'>): Promise<Metadata> {
  return { title: `Behind the figure: ${titleOf(ADMIN_KPIS, (await params).kpi)}` }
}

export default async function AdminKpiPage({ params }: PageProps<'/admin/kpi/[kpi]'>) {
  const { kpi: wanted } = await params
  return figurePage({ role: 'admin', kpis: ADMIN_KPIS, wanted, read: getAdminBreakdown })
}
