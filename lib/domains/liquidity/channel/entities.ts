import 'server-only'
import { completeDays } from '@/lib/core/time'
import type { Ctx } from '@/lib/platform/ctx'
import type { Channel } from '@/types'
import { listChannelRecords, sumChannels } from './queries'
import { EMPTY_CHANNEL_WINDOW, toChannel } from './rules'
import { isPublicChannel } from './state-rules'

const WINDOW_DAYS = 7

/** Channels of the viewer's treasury with their last 7 complete days; all for admins. */
export async function listChannels(ctx: Ctx): Promise<Channel[]> {
  const [channels, week] = await Promise.all([
    listChannelRecords(ctx),
    sumChannels(ctx, completeDays(ctx.clock.now(), WINDOW_DAYS)),
  ])
  const weekById = new Map(week.map((row) => [row.channelId, row]))
  const isTreasury = ctx.actor.kind === 'user' && ctx.actor.role === 'treasury'
  return channels.map((channel) => {
    const view = toChannel(channel, weekById.get(channel.id) ?? EMPTY_CHANNEL_WINDOW)
    return isTreasury && !isPublicChannel(channel) ? { ...view, peer: 'Not public yet' } : view
  })
}
