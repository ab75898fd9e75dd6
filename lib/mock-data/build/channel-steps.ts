import { numberedId } from '@/lib/core/ids'
import { addMs, HOUR_MS, MINUTE_MS } from '@/lib/core/time'
import { plannedSteps } from '@/lib/lightning/course'
import type {
  ChannelOperationRecord,
  ChannelRecord,
  ChannelStepRecord,
  LeaseBackingRecord,
  LeaseRecord,
} from '@/types'
import type { Build } from './context'

const RECENT_DAYS = 30

/** When each step of an opening was over, in minutes; the last makes the channel usable. */
const STEP_MINUTES = [0, 4, 16, 29, 43, 60] as const

/** An opening of the seed has been negotiated and funded, and waits for its first confirmation. */
const STEPS_DONE = 2

/** The first confirmation of an opening comes so long before the planned start of its lease. */
const CONFIRMED_BEFORE_MS = 80 * MINUTE_MS

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
      const steps = plannedSteps('open', null).slice(0, isOpening ? STEPS_DONE : undefined)
      return steps.map(({ step, message, hasTxid }, index) => ({
        channelId: channel.id,
        treasuryId: channel.treasuryId,
        seq: index + 1,
        step,
        status: 'done',
        txid: hasTxid ? (channel.fundingOutpoint?.split(':')[0] ?? null) : null,
        message,
        at: addMs(start, (STEP_MINUTES[index] ?? 0) * MINUTE_MS),
      }))
    })
}

/**
 * The openings under way. Their funding pays a low fee rate, so that they are confirmed only shortly
 * before their leases start: on its first day the world is as it was made.
 */
export function buildChannelOperations(
  {
    channels,
    leaseBackings,
  }: { channels: readonly ChannelRecord[]; leaseBackings: readonly LeaseBackingRecord[] },
  leases: readonly LeaseRecord[],
): ChannelOperationRecord[] {
  return channels
    .filter((channel) => channel.openedAt === null)
    .map((channel, index) => {
      const backing = leaseBackings.find(({ channelId }) => channelId === channel.id)
      const lease = leases.find(({ id }) => id === backing?.leaseId)
      if (lease === undefined) throw new Error(`${channel.id} opens for no lease`)
      return {
        id: numberedId('op', index + 1),
        channelId: channel.id,
        nodeId: channel.nodeId,
        treasuryId: channel.treasuryId,
        kind: 'open',
        status: 'running',
        amountSats: channel.capacitySats,
        mode: null,
        fault: null,
        attempt: 1,
        stepsDone: STEPS_DONE,
        startedAt: channel.stateSince,
        dueAt: addMs(lease.startAt, -CONFIRMED_BEFORE_MS),
        endedAt: null,
        txid: channel.fundingOutpoint?.split(':')[0] ?? null,
        lockedUntil: null,
      }
    })
}
