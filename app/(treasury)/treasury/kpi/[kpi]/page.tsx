import type { Metadata } from 'next'
import { figurePage } from '@/app/_components/figure-page'
import { getTreasuryBreakdown, TREASURY_KPIS } from '@/lib/domains/liquidity/treasury/breakdowns'
import { titleOf } from '@/lib/web/page-title'

export async function generateMetadata({
  params,
}: PageProps<'/treasury/kpi/[kpi]'>): Promise<Metadata> {
  return { title: `Behind the figure: ${titleOf(TREASURY_KPIS, (await params).kpi)}` }
}

export default async function TreasuryKpiPage({ params }: PageProps<'/treasury/kpi/[kpi]'>) {
  const { kpi: wanted } = await params
  return figurePage({ role: 'treasury', kpis: TREASURY_KPIS, wanted, read: getTreasuryBreakdown })
}
