import { Drawer } from '@/components/shared/drawer'
import { requireRole } from '@/lib/web/viewer'
import { ChannelDetail } from '../../_components/channel-detail'
import { loadChannel } from '../../load-channel'

export default async function ChannelDrawer({
  params,
}: {
  params: Promise<{ channelId: string }>
}) {
  const ctx = await requireRole('admin')
  const channel = await loadChannel(ctx, (await params).channelId)
  return (
    <Drawer
      title={`Channel ${channel.id}`}
      subtitle={`${channel.nodeAlias} to ${channel.peerAlias ?? 'its peer'}`}
    >
      <ChannelDetail channel={channel} ctx={ctx} />
    </Drawer>
  )
}
