import 'server-only'
import { completeDays } from '@/lib/core/time'
import type { Ctx } from '@/lib/platform/ctx'
import type { CapacityDataPoint, Subscriber } from '@/types'
import { listBackingPeers } from '../lease/queries'
import { capacityOf, loadBackingFacts, loadSubscriberFigures } from './figures'
import { subscriberChannels, toCapacityDataPoint, toSubscriber } from './rules'

const CAPACITY_POINT_DAYS = 90

/** The viewer's subscriber profile with its figures as of now; all for admins. */
export async function listSubscribers(ctx: Ctx): Promise<Subscriber[]> {
  const [figures, peers] = await Promise.all([loadSubscriberFigures(ctx), listBackingPeers(ctx)])
  return figures.map(({ subscriber, metrics, leases }) =>
    toSubscriber(subscriber, metrics, subscriberChannels(leases, peers, ctx.clock.now())),
  )
}

/** Delivered and used inbound of the last 90 complete days, by subscriber in the viewer's scope. */
export async function listCapacityDataPoints(
  ctx: Ctx,
): Promise<{ subscriberId: string; points: CapacityDataPoint[] }[]> {
  const window = completeDays(ctx.clock.now(), CAPACITY_POINT_DAYS)
  const [figures, facts] = await Promise.all([
    loadSubscriberFigures(ctx),
    loadBackingFacts(ctx, window),
  ])
  return figures.map((item) => ({
    subscriberId: item.subscriber.id,
    points: capacityOf(item, facts, window).flatMap((day) => toCapacityDataPoint(day) ?? []),
  }))
}
