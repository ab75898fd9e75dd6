import type { Metadata } from 'next'
import { LeasePage } from '@/app/_components/leases/lease-page'
import { requireRole } from '@/lib/web/viewer'
import { leaseBindings } from '../bindings'

type Props = PageProps<'/subscriber/leases/[leaseId]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `${(await params).leaseId}` }
}

export default async function SubscriberLeasePage({
  params,
}: PageProps<'/subscriber/leases/[leaseId]'>) {
  const ctx = await requireRole('subscriber')
  return <LeasePage ctx={ctx} leaseId={(await params).leaseId} bindings={leaseBindings} />
}
