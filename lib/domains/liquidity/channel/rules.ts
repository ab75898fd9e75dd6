import { addSats, sumSats, toBtc } from '@/lib/core/money'
import { percentOf } from '@/lib/core/ratio'
import type { Channel, ChannelRecord, ChannelState, Sats } from '@/types'

/** Sums of a channel's daily facts over a window of complete UTC days. */
export interface ChannelWindow {
  routedSats: Sats
  htlcAttempts: number
  htlcSettled: number
  onlineSeconds: number
  observedSeconds: number
}

/** Counts in its node's capacity: everything but closed and failed. Source: §4, "Node capacity". */
export function isStandingChannel(state: ChannelState): boolean {
  return state !== 'closed' && state !== 'failed'
}

/** Active state and the peer online. Source: functional specification §2, Channel. */
export function isChannelActive(channel: Pick<ChannelRecord, 'state' | 'isPeerOnline'>): boolean {
  return channel.state === 'active' && channel.isPeerOnline
}

/**
 * Σ routed in the window ÷ capacity × 100; may exceed 100, null without capacity.
 * Source: §4, "Channel utilisation w".
 */
export function channelUtilizationPct(routedSats: Sats, capacitySats: Sats): number | null {
  return percentOf(routedSats, capacitySats)
}

/** Capacity-weighted: Σ routed ÷ Σ capacity × 100. Source: §4, "Treasury Utilization %". */
export function weightedUtilizationPct(
  channels: readonly { routedSats: Sats; capacitySats: Sats }[],
): number | null {
  return percentOf(
    sumSats(channels.map((channel) => channel.routedSats)),
    sumSats(channels.map((channel) => channel.capacitySats)),
  )
}

/** Settled ÷ (settled + failed) × 100; null without attempts. Source: §4, "HTLC success". */
export function htlcSuccessPct(settled: number, attempts: number): number | null {
  return percentOf(settled, attempts)
}

/** Record and its last 7 complete days → the seed's Channel; 0 stands for "no data" there. */
export function toChannel(record: ChannelRecord, week: ChannelWindow): Channel {
  return {
    id: record.id,
    nodeId: record.nodeId,
    peer: record.peerAlias,
    capacity: toBtc(record.capacitySats),
    localBalance: toBtc(record.localSats),
    remoteBalance: toBtc(record.remoteSats),
    utilization: channelUtilizationPct(week.routedSats, record.capacitySats) ?? 0,
    baseFee: record.baseFeeMsat,
    feePPM: record.feePpm,
    htlcSuccessRate: htlcSuccessPct(week.htlcSettled, week.htlcAttempts) ?? 0,
    uptime: percentOf(week.onlineSeconds, week.observedSeconds) ?? 0,
    isActive: isChannelActive(record),
    lastUpdated: record.updatedAt,
  }
}

export const EMPTY_CHANNEL_WINDOW: ChannelWindow = {
  routedSats: sumSats([]),
  htlcAttempts: 0,
  htlcSettled: 0,
  onlineSeconds: 0,
  observedSeconds: 0,
}

/** Adds one day's facts (or another window) to a window. */
export function addToWindow(window: ChannelWindow, day: ChannelWindow): ChannelWindow {
  return {
    routedSats: addSats(window.routedSats, day.routedSats),
    htlcAttempts: window.htlcAttempts + day.htlcAttempts,
    htlcSettled: window.htlcSettled + day.htlcSettled,
    onlineSeconds: window.onlineSeconds + day.onlineSeconds,
    observedSeconds: window.observedSeconds + day.observedSeconds,
  }
}
