import type { Metadata } from 'next'
import { PageHeader } from '@/components/shared/page-header'
import { LinkButton } from '@/components/ui/link-button'
import { requireRole } from '@/lib/web/viewer'
import { ChannelDetail } from '../_components/channel-detail'
import { loadChannel } from '../load-channel'

export const metadata: Metadata = { title: 'Channel' }

export default async function ChannelPage({
  params,
}: PageProps<'/admin/orchestration/[channelId]'>) {
  const ctx = await requireRole('admin')
  const channel = await loadChannel(ctx, (await params).channelId)
  return (
    <div className="space-y-4">
      <PageHeader
        title={`Channel ${channel.id}`}
        purpose="Where it stands, what runs on it, and every step so far."
        scope={`${channel.nodeAlias} to ${channel.peerAlias ?? 'its peer'}`}
        asOf={ctx.clock.now().toISOString()}
        timeZone={ctx.display.timeZone}
        action={<LinkButton href="/admin/orchestration">Back to the channels</LinkButton>}
      />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 rounded-card border border-border bg-surface p-4">
        <ChannelDetail channel={channel} ctx={ctx} />
      </div>
    </div>
  )
}
