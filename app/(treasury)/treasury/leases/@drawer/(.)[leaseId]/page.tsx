import { LeaseDrawer } from '@/app/_components/leases/lease-page'
import { requireRole } from '@/lib/web/viewer'
import { leaseBindings } from '../../bindings'

export default async function LeaseInDrawer({ params }: { params: Promise<{ leaseId: string }> }) {
  const ctx = await requireRole('treasury')
  return <LeaseDrawer ctx={ctx} leaseId={(await params).leaseId} bindings={leaseBindings} />
}
