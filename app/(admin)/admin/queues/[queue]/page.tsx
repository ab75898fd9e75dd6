import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { BreakdownPage } from '@/components/shared/breakdown-page'
import { loadPlatformFigures } from '@/lib/domains/liquidity/platform/figures'
import { ADMIN_QUEUES, loadAdminQueues, queueBreakdown } from '@/lib/flows/admin-queues'
import { titleOf } from '@/lib/web/page-title'
import { requireRole } from '@/lib/web/viewer'

export async function generateMetadata({
  params,
}: PageProps<'/admin/queues/[queue]'>): Promise<Metadata> {
  return { title: `Queue: ${titleOf(ADMIN_QUEUES, (await params).queue)}` }
}

export default async function AdminQueuePage({ params }: PageProps<'/admin/queues/[queue]'>) {
  const ctx = await requireRole('admin')
  const { queue: wanted } = await params
  const queues = await loadAdminQueues(ctx, loadPlatformFigures(ctx))
  const queue = queues.find(({ name }) => name === wanted)
  if (queue === undefined) notFound()
  return (
    <BreakdownPage
      breakdown={queueBreakdown(queue)}
      viewer={ctx.display}
      scope={ctx.actor.organisationName}
      asOf={ctx.clock.now().toISOString()}
      backHref="/admin"
      exportHref={`/admin/queues/${queue.name}/export.csv`}
    />
  )
}
