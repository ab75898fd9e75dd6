import { Drawer } from '@/components/shared/drawer'
import { requireRole } from '@/lib/web/viewer'
import { RequestDetail } from '../../_components/request-detail'
import { loadRequest } from '../../load-request'

export default async function RequestDrawer({ params }: { params: Promise<{ ticketId: string }> }) {
  const ctx = await requireRole('subscriber')
  const request = await loadRequest(ctx, (await params).ticketId)
  return (
    <Drawer title="Capacity request" subtitle={request.id}>
      <RequestDetail request={request} ctx={ctx} />
    </Drawer>
  )
}
