import type { Metadata } from 'next'
import { AlertsPage } from '@/app/_components/alerts-page'
import { requireRole } from '@/lib/web/viewer'

export const metadata: Metadata = { title: 'Subscriber alerts' }

export default async function SubscriberAlertsPage({
  searchParams,
}: PageProps<'/subscriber/alerts'>) {
  const ctx = await requireRole('subscriber')
  return <AlertsPage ctx={ctx} params={await searchParams} />
}
