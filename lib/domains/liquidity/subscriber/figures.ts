import 'server-only'
import {
  addDays,
  completeDays,
  type DateWindow,
  previousWindow,
  startOfDay,
  toInstant,
  utcDate,
} from '@/lib/core/time'
import type { Ctx } from '@/lib/platform/ctx'
import type { IncidentRecord, LeaseBackingRecord, LeaseRecord, SubscriberRecord } from '@/types'
import { type BackingDay, listBackingDays, sumHtlcsBySubscriber } from '../channel/queries'
import { listIncidentRecords } from '../incident/queries'
import { listLeaseBackings, listLeaseRecords } from '../lease/queries'
import { renewedLeaseIds } from '../lease/rules'
import { listSubscriberRecords } from './queries'
import { type CapacityDay, capacityDays, type SubscriberMetrics, subscriberMetrics } from './rules'

export const SUCCESS_WINDOW_DAYS = 7

/** One subscriber with everything that its KPIs are computed from. */
export interface SubscriberFigures {
  subscriber: SubscriberRecord
  metrics: SubscriberMetrics
  leases: LeaseRecord[]
  renewedLeaseIds: ReadonlySet<string>
  incidents: IncidentRecord[]
}

/** Figures of every subscriber in the viewer's scope, by id. */
export async function loadSubscriberFigures(ctx: Ctx): Promise<SubscriberFigures[]> {
  const now = ctx.clock.now()
  const week = completeDays(now, SUCCESS_WINDOW_DAYS)
  const [subscribers, leases, incidents, htlcs] = await Promise.all([
    listSubscriberRecords(ctx),
    listLeaseRecords(ctx),
    listIncidentRecords(ctx),
    sumHtlcsBySubscriber(ctx, week, previousWindow(week)),
  ])
  const renewed = renewedLeaseIds(leases)
  const htlcsById = new Map(htlcs.map((row) => [row.subscriberId, row]))
  const none = { htlcAttempts: 0, htlcSettled: 0 }
  return subscribers.map((subscriber) => {
    const isOwn = (row: { subscriberId: string | null }) => row.subscriberId === subscriber.id
    const windows = htlcsById.get(subscriber.id)
    const ownLeases = leases.filter(isOwn)
    const ownIncidents = incidents.filter(isOwn)
    return {
      subscriber,
      leases: ownLeases,
      renewedLeaseIds: renewed,
      incidents: ownIncidents,
      metrics: subscriberMetrics({
        leases: ownLeases,
        renewedLeaseIds: renewed,
        htlcs: windows?.htlcs ?? none,
        previousHtlcs: windows?.previousHtlcs ?? none,
        incidents: ownIncidents,
        since: windows === undefined ? toInstant(now) : startOfDay(windows.firstDate),
        now,
      }),
    }
  })
}

export interface BackingFacts {
  backings: LeaseBackingRecord[]
  channelDays: BackingDay[]
}

/** The facts behind delivered and used capacity, for every lessee in the viewer's scope. */
export async function loadBackingFacts(ctx: Ctx, window: DateWindow): Promise<BackingFacts> {
  const [backings, channelDays] = await Promise.all([
    listLeaseBackings(ctx),
    listBackingDays(ctx, window),
  ])
  return { backings, channelDays }
}

/** Delivered and used inbound per day of one subscriber. */
export function capacityOf(
  figures: Pick<SubscriberFigures, 'subscriber' | 'leases'>,
  { backings, channelDays }: BackingFacts,
  window: DateWindow,
): CapacityDay[] {
  const isOwn = (row: { subscriberId: string | null }) => row.subscriberId === figures.subscriber.id
  return capacityDays({
    leases: figures.leases,
    backings: backings.filter(isOwn),
    channelDays: channelDays.filter(isOwn),
    from: window.from,
    to: window.to,
  })
}

/** From the first of the last n complete days up to and including the running one. */
export function daysSoFar(now: Date, days: number): DateWindow {
  return { from: completeDays(now, days).from, to: addDays(utcDate(now), 1) }
}
