import type { Metadata } from 'next'
import { AlertsPage } from '@/app/_components/alerts-page'
import { requireRole } from '@/lib/web/viewer'

export const metadata: Metadata = { title: 'Admin alerts' }

export default async function AdminAlertsPage({ searchParams }: PageProps<'/admin/alerts'>) {
  const ctx = await requireRole('admin')
  return <AlertsPage ctx={ctx} params={await searchParams} />
}
