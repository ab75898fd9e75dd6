import type { Metadata } from 'next'
import { LeasePage } from '@/app/_components/leases/lease-page'
import { requireRole } from '@/lib/web/viewer'
import { leaseBindings } from '../bindings'

export const metadata: Metadata = { title: 'Lease' }

export default async function SubscriberLeasePage({
  params,
}: PageProps<'/subscriber/leases/[leaseId]'>) {
  const ctx = await requireRole('subscriber')
  return <LeasePage ctx={ctx} leaseId={(await params).leaseId} bindings={leaseBindings} />
}
