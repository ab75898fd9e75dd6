import type { Metadata } from 'next'
import { PageHeader } from '@/components/shared/page-header'
import { LinkButton } from '@/components/ui/link-button'
import { requireRole } from '@/lib/web/viewer'
import { RequestDetail } from '../_components/request-detail'
import { loadRequest } from '../load-request'

export const metadata: Metadata = { title: 'Capacity request' }

export default async function RequestPage({
  params,
}: PageProps<'/subscriber/leases/requests/[ticketId]'>) {
  const ctx = await requireRole('subscriber')
  const request = await loadRequest(ctx, (await params).ticketId)
  return (
    <div className="space-y-4">
      <PageHeader
        title={`Request ${request.id}`}
        purpose="What was asked for, what was given, and what comes next."
        scope={ctx.actor.organisationName}
        asOf={ctx.clock.now().toISOString()}
        timeZone={ctx.display.timeZone}
        action={<LinkButton href="/subscriber/leases/requests">Back to the requests</LinkButton>}
      />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 rounded-card border border-border bg-surface p-4">
        <RequestDetail request={request} ctx={ctx} />
      </div>
    </div>
  )
}
