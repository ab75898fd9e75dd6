import type { Metadata } from 'next'
import { LeaseListPage } from '@/app/_components/leases/lease-list-page'
import { leasesTitle } from '@/app/_components/leases/title'
import { requireRole } from '@/lib/web/viewer'
import { leaseBindings } from './bindings'

type Props = PageProps<'/admin/leases'>

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  return { title: leasesTitle(await searchParams) }
}

export default async function AdminLeasesPage({ searchParams }: Props) {
  const ctx = await requireRole('admin')
  return <LeaseListPage ctx={ctx} params={await searchParams} bindings={leaseBindings} />
}
