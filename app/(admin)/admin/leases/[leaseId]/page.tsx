import type { Metadata } from 'next'
import { LeasePage } from '@/app/_components/leases/lease-page'
import { requireRole } from '@/lib/web/viewer'
import { leaseBindings } from '../bindings'

type Props = PageProps<'/admin/leases/[leaseId]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `${(await params).leaseId}` }
}

export default async function AdminLeasePage({ params }: Props) {
  const ctx = await requireRole('admin')
  return <LeasePage ctx={ctx} leaseId={(await params).leaseId} bindings={leaseBindings} />
}
