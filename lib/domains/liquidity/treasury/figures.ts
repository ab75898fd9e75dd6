import 'server-only'
import { ZERO_SATS } from '@/lib/core/money'
import { completeDays, previousWindow, utcDate } from '@/lib/core/time'
import type { Ctx } from '@/lib/platform/ctx'
import type {
  ChannelRecord,
  LeaseRecord,
  NodeRecord,
  Sats,
  SlaBreachRecord,
  TreasuryRecord,
} from '@/types'
import { type ChannelTotals, compareChannels, listChannelRecords } from '../channel/queries'
import { EMPTY_CHANNEL_WINDOW, isStandingChannel } from '../channel/rules'
import { listSlaBreaches } from '../incident/queries'
import { listLeaseRecords } from '../lease/queries'
import { compareNodes, listNodeRecords } from '../node/queries'
import { nodeCapacitySats } from '../node/rules'
import {
  type TreasuryMetrics,
  treasuryMetrics,
  UPTIME_WINDOW_DAYS,
  UTILIZATION_WINDOW_DAYS,
} from './metric-rules'
import { listTreasuryDays, listTreasuryRecords } from './queries'
import type { TreasuryDay } from './rules'

export interface NodeFigure {
  node: NodeRecord
  capacitySats: Sats
  channelCount: number
  onlineSeconds: number
  observedSeconds: number
  previousOnlineSeconds: number
  previousObservedSeconds: number
}

export interface ChannelFigure {
  channel: ChannelRecord
  /** The last 7 complete days. */
  week: Omit<ChannelTotals, 'channelId' | 'feeMsat'>
  previousRoutedSats: Sats
}

/** One treasury with everything that its KPIs are computed from. */
export interface TreasuryFigures {
  treasury: TreasuryRecord
  metrics: TreasuryMetrics
  days: TreasuryDay[]
  nodes: NodeFigure[]
  channels: ChannelFigure[]
  leases: LeaseRecord[]
  breaches: SlaBreachRecord[]
}

/** Figures of every treasury in the viewer's scope, by id. */
export async function loadTreasuryFigures(ctx: Ctx): Promise<TreasuryFigures[]> {
  const now = ctx.clock.now()
  const today = utcDate(now)
  const week = completeDays(now, UTILIZATION_WINDOW_DAYS)
  const month = completeDays(now, UPTIME_WINDOW_DAYS)
  const [treasuries, leases, breaches, nodes, channels, closedDays, online, routed] =
    await Promise.all([
      listTreasuryRecords(ctx),
      listLeaseRecords(ctx),
      listSlaBreaches(ctx),
      listNodeRecords(ctx),
      listChannelRecords(ctx),
      listTreasuryDays(ctx, today),
      compareNodes(ctx, month, previousWindow(month)),
      compareChannels(ctx, week, previousWindow(week)),
    ])
  const onlineById = new Map(online.map((row) => [row.nodeId, row]))
  const routedById = new Map(routed.map((row) => [row.channelId, row]))

  return treasuries.map((treasury) => {
    const isOwn = (row: { treasuryId: string }) => row.treasuryId === treasury.id
    const ownChannels = channels.filter(isOwn)
    const channelFigures = ownChannels.map((channel) => ({
      channel,
      week: routedById.get(channel.id) ?? EMPTY_CHANNEL_WINDOW,
      previousRoutedSats: routedById.get(channel.id)?.previousRoutedSats ?? ZERO_SATS,
    }))
    const nodeFigures = nodes
      .filter((node) => isOwn(node) && node.retiredAt === null)
      .map((node) => {
        const itsChannels = ownChannels.filter((channel) => channel.nodeId === node.id)
        return {
          node,
          capacitySats: nodeCapacitySats(itsChannels, node.reserveSats),
          channelCount: itsChannels.filter((channel) => isStandingChannel(channel.state)).length,
          onlineSeconds: onlineById.get(node.id)?.onlineSeconds ?? 0,
          observedSeconds: onlineById.get(node.id)?.observedSeconds ?? 0,
          previousOnlineSeconds: onlineById.get(node.id)?.previousOnlineSeconds ?? 0,
          previousObservedSeconds: onlineById.get(node.id)?.previousObservedSeconds ?? 0,
        }
      })
    const ownLeases = leases.filter(isOwn)
    const ownBreaches = breaches.filter(isOwn)
    const days = closedDays.filter(isOwn)
    return {
      treasury,
      days,
      nodes: nodeFigures,
      channels: channelFigures,
      leases: ownLeases,
      breaches: ownBreaches,
      metrics: treasuryMetrics({
        marginBps: treasury.marginBps,
        leases: ownLeases,
        credits: ownBreaches,
        days,
        nodes: nodeFigures,
        channels: channelFigures
          .filter(({ channel }) => isStandingChannel(channel.state))
          .map(({ channel, week: { routedSats }, previousRoutedSats }) => ({
            capacitySats: channel.capacitySats,
            routedSats,
            previousRoutedSats,
          })),
        now,
      }),
    }
  })
}
