import type { Metadata } from 'next'
import { LeaseListPage } from '@/app/_components/leases/lease-list-page'
import { requireRole } from '@/lib/web/viewer'
import { leaseBindings } from './bindings'

export const metadata: Metadata = { title: 'Leases' }

export default async function AdminLeasesPage({ searchParams }: PageProps<'/admin/leases'>) {
  const ctx = await requireRole('admin')
  return <LeaseListPage ctx={ctx} params={await searchParams} bindings={leaseBindings} />
}
