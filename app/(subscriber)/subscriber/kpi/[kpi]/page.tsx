import type { Metadata } from 'next'
import { figurePage } from '@/app/_components/figure-page'
import {
  getSubscriberBreakdown,
  SUBSCRIBER_KPIS,
} from '@/lib/domains/liquidity/subscriber/breakdowns'
import { titleOf } from '@/lib/web/page-title'

export async function generateMetadata({
  params,
}: PageProps<'/subscriber/kpi/[kpi]'>): Promise<Metadata> {
  return { title: `Behind the figure: ${titleOf(SUBSCRIBER_KPIS, (await params).kpi)}` }
}

export default async function SubscriberKpiPage({ params }: PageProps<'/subscriber/kpi/[kpi]'>) {
  const { kpi: wanted } = await params
  return figurePage({
    role: 'subscriber',
    kpis: SUBSCRIBER_KPIS,
    wanted,
    read: getSubscriberBreakdown,
  })
}
