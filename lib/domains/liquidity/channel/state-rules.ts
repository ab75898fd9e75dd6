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

/** For the sweep that follows a time lock to be broadcast and confirmed. */
const TIMELOCK_MARGIN_MS = 6 * HOUR_MS

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

type Staying = Pick<ChannelRecord, 'state' | 'stateSince'>

/**
 * When a channel in this state starts to be late; null for a state that may last. A close by force is
 * not late before its time lock is over and a margin has passed.
 * Source: functional specification §6.3, Channel lifecycle.
 * @param lockedUntil when the time lock of its close ends, once that is known.
 */
export function lateAt(
  { state, stateSince }: Staying,
  lockedUntil: IsoInstant | null,
): IsoInstant | null {
  const limit = LATE_AFTER_MS[state]
  if (limit === undefined) return null
  const usual = toInstant(toMs(stateSince) + limit)
  if (state !== 'closing' || lockedUntil === null) return usual
  const unlocked = toInstant(toMs(lockedUntil) + TIMELOCK_MARGIN_MS)
  return unlocked > usual ? unlocked : usual
}

/** Longer in its state than it should be, as of now. */
export function isLateChannel(
  channel: Staying,
  lockedUntil: IsoInstant | null,
  now: Date,
): boolean {
  const limit = lateAt(channel, lockedUntil)
  return limit !== null && now.getTime() > toMs(limit)
}

/**
 * Whether the network knows of the channel: its funding transaction was broadcast. Until then who its
 * peer is would undo the lessee's alias. Source: functional specification §9 #11.
 */
export function isPublicChannel({
  state,
  fundingOutpoint,
}: Pick<ChannelRecord, 'state' | 'fundingOutpoint'>): boolean {
  const isUnfunded = state === 'pending' || state === 'opening' || state === 'failed'
  return !isUnfunded || fundingOutpoint !== null
}
