import { ConflictError } from '@/lib/core/errors'
import { HOUR_MS, toMs } from '@/lib/core/time'
import type { ChannelRecord, ChannelState, IsoInstant } from '@/types'

/** From each state, where a channel can go. Source: functional specification §3, Channel. */
const TRANSITIONS: Readonly<Record<ChannelState, readonly ChannelState[]>> = {
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

export function canMoveChannel(from: ChannelState, to: ChannelState): boolean {
  return TRANSITIONS[from].includes(to)
}

/**
 * The channel in its next state, from an instant on. Opening for the first time and being closed are
 * remembered with their instants.
 * @throws ConflictError `channel_state` for a move that the state machine does not have.
 */
export function moveChannel(
  channel: ChannelRecord,
  to: ChannelState,
  at: IsoInstant,
): ChannelRecord {
  if (!canMoveChannel(channel.state, to)) {
    throw new ConflictError(
      'channel_state',
      `Channel ${channel.id} is ${channel.state} and can't become ${to}.`,
    )
  }
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
  return limit === undefined ? null : new Date(toMs(stateSince) + limit).toISOString()
}
