import { MINUTE_MS, SECOND_MS } from '@/lib/core/time'
import type { ChannelOperationKind, CloseMode } from '@/types'

/** One step of an undisturbed course: how long it takes, and what the log says of it. */
export interface PlannedStep {
  step: string
  message: string
  /** What the operation waits for until this step is over. */
  awaits: string
  /** Shortest and longest time after the step before, in milliseconds. */
  afterMs: readonly [number, number]
  /** Watches or broadcasts the operation's transaction. */
  hasTxid: boolean
  /** Lasts as long as the time lock of a forced close. */
  isTimelock: boolean
}

type Timing = Pick<PlannedStep, 'afterMs'> & Partial<Pick<PlannedStep, 'hasTxid' | 'isTimelock'>>

function step(
  name: string,
  { message, awaits }: Pick<PlannedStep, 'message' | 'awaits'>,
  timing: Timing,
): PlannedStep {
  return { step: name, message, awaits, hasTxid: true, isTimelock: false, ...timing }
}

type Span = PlannedStep['afterMs']

const SOON: Span = [20 * SECOND_MS, 90 * SECOND_MS]
const BROADCAST: Span = [1 * MINUTE_MS, 4 * MINUTE_MS]
/** The time between two blocks. */
const BLOCK = [6 * MINUTE_MS, 18 * MINUTE_MS] as const
/** 144 blocks, as the timelock of a forced close. */
const TIMELOCK = [1300 * MINUTE_MS, 1420 * MINUTE_MS] as const

const confirmations = (count: number): PlannedStep[] =>
  Array.from({ length: count }, (_, index) => {
    const message = `Confirmation ${index + 1} of ${count}`
    return step('confirm', { message, awaits: message }, { afterMs: BLOCK })
  })

/** The peer is asked, and nothing is on the chain yet. */
function agreed(name: string, message: string): PlannedStep {
  return step(name, { message, awaits: 'The peer’s answer' }, { afterMs: SOON, hasTxid: false })
}

/** @param what the transaction, as a sentence begins with it: "Funding transaction". */
function broadcast(name: string, what: string, afterMs = BROADCAST): PlannedStep {
  const inside = what.charAt(0).toLowerCase() + what.slice(1)
  const words = { message: `${what} broadcast`, awaits: `The ${inside} to be broadcast` }
  return step(name, words, { afterMs })
}

const OPEN: readonly PlannedStep[] = [
  agreed('negotiate', 'Peer accepted the channel'),
  broadcast('fund', 'Funding transaction'),
  ...confirmations(3),
  step(
    'active',
    { message: 'Channel is usable', awaits: 'Both nodes to announce it as usable' },
    { afterMs: SOON },
  ),
]

const SPLICE: readonly PlannedStep[] = [
  agreed('negotiate', 'Peer accepted the splice'),
  broadcast('broadcast', 'Splice transaction'),
  step(
    'confirm',
    { message: 'Splice confirmed', awaits: 'Confirmation of the splice' },
    { afterMs: BLOCK },
  ),
]

const COOPERATIVE_CLOSE: readonly PlannedStep[] = [
  agreed('shutdown', 'Peer agreed to close'),
  broadcast('broadcast', 'Closing transaction'),
  step(
    'confirmed',
    {
      message: 'Closing transaction confirmed',
      awaits: 'Confirmation of the closing transaction',
    },
    { afterMs: BLOCK },
  ),
]

const FORCE_CLOSE: readonly PlannedStep[] = [
  broadcast('broadcast', 'Commitment transaction', SOON),
  step(
    'confirm',
    {
      message: 'Commitment transaction confirmed',
      awaits: 'Confirmation of the commitment transaction',
    },
    { afterMs: BLOCK },
  ),
  step(
    'timelock',
    { message: 'Timelock of 144 blocks is over', awaits: 'The end of its time lock' },
    { afterMs: TIMELOCK, isTimelock: true },
  ),
  step(
    'confirmed',
    {
      message: 'Own balance swept',
      awaits: 'Confirmation of the transaction that brings the own balance back',
    },
    { afterMs: BLOCK },
  ),
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
