import type { Metadata } from 'next'
import { LeaseListPage } from '@/app/_components/leases/lease-list-page'
import { requireRole } from '@/lib/web/viewer'
import { leaseBindings } from './bindings'

export const metadata: Metadata = { title: 'Leases' }

export default async function TreasuryLeasesPage({ searchParams }: PageProps<'/treasury/leases'>) {
  const ctx = await requireRole('treasury')
  return <LeaseListPage ctx={ctx} params={await searchParams} bindings={leaseBindings} />
}
