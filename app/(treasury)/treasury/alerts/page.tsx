import type { Metadata } from 'next'
import { AlertsPage } from '@/app/_components/alerts-page'
import { requireRole } from '@/lib/web/viewer'

export const metadata: Metadata = { title: 'Treasury alerts' }

export default async function TreasuryAlertsPage({ searchParams }: PageProps<'/treasury/alerts'>) {
  const ctx = await requireRole('treasury')
  return <AlertsPage ctx={ctx} params={await searchParams} />
}
