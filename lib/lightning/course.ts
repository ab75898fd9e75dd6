import { MINUTE_MS, SECOND_MS } from '@/lib/core/time'
import type { ChannelOperationKind, CloseMode } from '@/types'

/** One step of an undisturbed course: how long it takes, and what the log says of it. */
export interface PlannedStep {
  step: string
  message: string
  /** Shortest and longest time after the step before, in milliseconds. */
  afterMs: readonly [number, number]
  /** Watches or broadcasts the operation's transaction. */
  hasTxid: boolean
}

function step(
  name: string,
  message: string,
  afterMs: readonly [number, number],
  rest: Partial<PlannedStep> = {},
): PlannedStep {
  return { step: name, message, afterMs, hasTxid: true, ...rest }
}

const SOON = [20 * SECOND_MS, 90 * SECOND_MS] as const
const BROADCAST = [1 * MINUTE_MS, 4 * MINUTE_MS] as const
/** The time between two blocks. */
const BLOCK = [6 * MINUTE_MS, 18 * MINUTE_MS] as const
/** 144 blocks, as the timelock of a forced close. */
const TIMELOCK = [1300 * MINUTE_MS, 1420 * MINUTE_MS] as const

const confirmations = (count: number): PlannedStep[] =>
  Array.from({ length: count }, (_, index) =>
    step('confirm', `Confirmation ${index + 1} of ${count}`, BLOCK),
  )

const OPEN: readonly PlannedStep[] = [
  step('negotiate', 'Peer accepted the channel', SOON, { hasTxid: false }),
  step('fund', 'Funding transaction broadcast', BROADCAST),
  ...confirmations(3),
  step('active', 'Channel is usable', SOON),
]

const SPLICE: readonly PlannedStep[] = [
  step('negotiate', 'Peer accepted the splice', SOON, { hasTxid: false }),
  step('broadcast', 'Splice transaction broadcast', BROADCAST),
  step('confirm', 'Splice confirmed', BLOCK),
]

const COOPERATIVE_CLOSE: readonly PlannedStep[] = [
  step('shutdown', 'Peer agreed to close', SOON, { hasTxid: false }),
  step('broadcast', 'Closing transaction broadcast', BROADCAST),
  step('confirmed', 'Closing transaction confirmed', BLOCK),
]

const FORCE_CLOSE: readonly PlannedStep[] = [
  step('broadcast', 'Commitment transaction broadcast', SOON),
  step('confirm', 'Commitment transaction confirmed', BLOCK),
  step('timelock', 'Timelock of 144 blocks is over', TIMELOCK),
  step('confirmed', 'Own balance swept', BLOCK),
]

/** The steps of an operation that nothing disturbs. */
export function plannedSteps(
  kind: ChannelOperationKind,
  mode: CloseMode | null,
): readonly PlannedStep[] {
  switch (kind) {
    case 'open':
      return OPEN
    case 'splice_in':
    case 'splice_out':
      return SPLICE
    case 'close':
      return mode === 'force' ? FORCE_CLOSE : COOPERATIVE_CLOSE
  }
}
