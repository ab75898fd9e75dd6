import 'server-only'
import { notFound } from 'next/navigation'
import { listChannelViews } from '@/lib/domains/liquidity/orchestration/queries'
import type { ChannelView } from '@/lib/domains/liquidity/orchestration/view-rules'
import type { ViewerCtx } from '@/lib/web/viewer'

/** One channel with its log, or the 404 page. */
export async function loadChannel(ctx: ViewerCtx, id: string): Promise<ChannelView> {
  const [channel] = await listChannelViews(ctx, { ids: [id] })
  if (channel === undefined) notFound()
  return channel
}
