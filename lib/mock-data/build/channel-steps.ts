import { addMs, HOUR_MS, MINUTE_MS } from '@/lib/core/time'
import type { ChannelRecord, ChannelStepRecord } from '@/types'
import type { Build } from './context'

const RECENT_DAYS = 30

const OPENING_STEPS = [
  ['negotiate', 'Peer accepted the channel', 0],
  ['fund', 'Funding transaction broadcast', 4],
  ['confirm', 'Waiting for three confirmations', 9],
  ['active', 'Channel is usable', 55],
] as const

/** The opening log of channels that were opened in the last 30 days or are opening now. */
export function buildChannelSteps(
  build: Build,
  channels: readonly ChannelRecord[],
): ChannelStepRecord[] {
  const since = build.ago(RECENT_DAYS)
  return channels
    .filter((channel) => channel.openedAt === null || channel.openedAt >= since)
    .flatMap((channel) => {
      const isOpening = channel.openedAt === null
      const start = isOpening ? channel.stateSince : addMs(channel.stateSince, -HOUR_MS)
      const steps = isOpening ? OPENING_STEPS.slice(0, 3) : OPENING_STEPS
      return steps.map(([step, message, minutes], index) => ({
        channelId: channel.id,
        treasuryId: channel.treasuryId,
        seq: index + 1,
        step,
        status: isOpening && index === 2 ? 'running' : 'done',
        txid: step === 'negotiate' ? null : (channel.fundingOutpoint?.split(':')[0] ?? null),
        message,
        at: addMs(start, minutes * MINUTE_MS),
      }))
    })
}
