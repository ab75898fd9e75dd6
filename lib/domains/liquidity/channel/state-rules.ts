import { HOUR_MS, toInstant, toMs } from '@/lib/core/time'
import { assertMove, type Transitions } from '@/lib/core/transitions'
import type { ChannelRecord, ChannelState, IsoInstant } from '@/types'

/** From each state, where a channel can go. Source: functional specification §3, Channel. */
export const CHANNEL_TRANSITIONS: Transitions<ChannelState> = {
  pending: ['opening', 'failed'],
  opening: ['active', 'failed'],
  active: ['splicing', 'closing'],
  splicing: ['active'],
  closing: ['closed'],
  closed: [],
  failed: [],
}

/** How long a channel may be in a state before it counts as late. Source: §6.3, Channel lifecycle. */
const LATE_AFTER_MS: Readonly<Partial<Record<ChannelState, number>>> = {
  pending: 6 * HOUR_MS,
  opening: 6 * HOUR_MS,
  closing: 24 * HOUR_MS,
}

/**
 * The channel in its next state, from an instant on. Opening for the first time and being closed are
 * remembered with their instants.
 * @throws ConflictError `illegal_transition` for a move that the state machine does not have.
 */
export function moveChannel(
  channel: ChannelRecord,
  to: ChannelState,
  at: IsoInstant,
): ChannelRecord {
  assertMove(CHANNEL_TRANSITIONS, { what: `Channel ${channel.id}`, from: channel.state, to })
  return {
    ...channel,
    state: to,
    stateSince: at,
    updatedAt: at,
    openedAt: channel.openedAt ?? (to === 'active' ? at : null),
    closedAt: to === 'closed' ? at : channel.closedAt,
  }
}

/** Usable by its peer: open, also while it is being resized. */
export function isUsableChannel(state: ChannelState): boolean {
  return state === 'active' || state === 'splicing'
}

/** Opening for more than 6 hours or closing for more than 24. Source: §6.3, Channel lifecycle. */
export function isLateChannel(
  { state, stateSince }: Pick<ChannelRecord, 'state' | 'stateSince'>,
  now: Date,
): boolean {
  const limit = LATE_AFTER_MS[state]
  return limit !== undefined && now.getTime() - toMs(stateSince) > limit
}

/** When a channel in this state starts to be late; null for a state that may last. */
export function lateAt({
  state,
  stateSince,
}: Pick<ChannelRecord, 'state' | 'stateSince'>): IsoInstant | null {
  const limit = LATE_AFTER_MS[state]
  return limit === undefined ? null : toInstant(toMs(stateSince) + limit)
}
