import { mulPpm } from '@/lib/core/money'
import { MINUTE_MS } from '@/lib/core/time'
import type { ChannelProfile, ChannelRecord, LightningFault, NodeRecord, Sats } from '@/types'
import { type PlannedStep, plannedSteps } from './course'
import { nodeHeartbeat } from './facts'
import type {
  ChannelReport,
  LightningPort,
  NodeInfo,
  OperationCourse,
  OperationOrder,
  OperationState,
  StepReport,
} from './port'
import { randomStream } from './random'

/** A peer that does not answer is asked again after this long, so many times in all. */
export const RETRY_AFTER_MS = 30 * MINUTE_MS
export const AUTOMATIC_ATTEMPTS = 3

/** Share of the ordered capacity that a channel which came out too small has, ppm. */
export const TOO_SMALL_PPM = 900_000

/** The faults that an operation of each kind can run into. */
export const FAULTS_OF_KIND = {
  open: ['peer_offline', 'open_fails', 'too_small', 'input_spent'],
  splice_in: ['peer_offline', 'input_spent'],
  splice_out: ['peer_offline', 'input_spent'],
  close: ['peer_offline'],
} as const satisfies Record<OperationOrder['kind'], readonly LightningFault[]>

/**
 * A Lightning network that follows from its seed: each step's time, words and txid are a pure function
 * of seed, operation, fault and attempt. An opening takes 20 to 61 minutes.
 */
export function createMockLightning(seed: number): LightningPort {
  const place = (order: OperationOrder) => courseOf(seed, order)
  return {
    info: (node, now) => infoOf(seed, node, now),
    list,
    open: place,
    close: place,
    spliceIn: place,
    spliceOut: place,
    progress: (operation) => progressOf(seed, operation),
  }
}

function courseOf(seed: number, order: OperationOrder): OperationCourse {
  const steps = plannedSteps(order.kind, order.mode)
  return { steps: steps.map(({ step }) => step), firstAfterMs: gapBefore(seed, order, 0) }
}

function progressOf(seed: number, operation: OperationState): StepReport {
  const steps = plannedSteps(operation.kind, operation.mode)
  const planned = steps[operation.stepsDone]
  if (planned === undefined) {
    throw new RangeError(
      `Operation ${operation.operationId} has no step ${operation.stepsDone + 1}`,
    )
  }
  const failure = failureOf(operation, planned)
  if (failure !== null) return { ...failure, step: planned.step }
  const txid = txidOf(seed, operation)
  const isLast = operation.stepsDone === steps.length - 1
  const isOpening = operation.kind === 'open'
  const next = steps[operation.stepsDone + 1]
  const dueAfterMs = isLast ? null : gapBefore(seed, operation, operation.stepsDone + 1)
  return {
    step: planned.step,
    status: 'done',
    message: planned.message,
    txid: planned.hasTxid ? txid : null,
    then: isLast ? 'done' : 'step',
    dueAfterMs,
    lockMs: next?.isTimelock === true ? dueAfterMs : null,
    fundingOutpoint:
      isOpening && planned.step === 'fund'
        ? `${txid}:${Number.parseInt(txid[0] ?? '0', 16) % 2}`
        : null,
    openedSats: isOpening && isLast ? openedSats(operation) : null,
  }
}

function openedSats({ amountSats, fault, attempt }: OperationState): Sats {
  const isShort = fault === 'too_small' && attempt === 1
  return isShort ? mulPpm(amountSats, TOO_SMALL_PPM, 'floor') : amountSats
}

/** What a scripted fault makes of a step; a person's new attempt meets no fault any more. */
function failureOf(
  operation: OperationState,
  { step }: PlannedStep,
): Omit<StepReport, 'step'> | null {
  const nothing = {
    status: 'failed',
    txid: null,
    lockMs: null,
    fundingOutpoint: null,
    openedSats: null,
  } as const
  const { fault, attempt, stepsDone } = operation
  if (fault === 'peer_offline' && stepsDone === 0 && attempt <= AUTOMATIC_ATTEMPTS) {
    const isLast = attempt === AUTOMATIC_ATTEMPTS
    return {
      ...nothing,
      message: isLast
        ? `Peer is offline; given up after ${AUTOMATIC_ATTEMPTS} attempts`
        : `Peer is offline; attempt ${attempt} of ${AUTOMATIC_ATTEMPTS}, next in 30 minutes`,
      then: isLast ? 'person' : 'attempt',
      dueAfterMs: isLast ? null : RETRY_AFTER_MS,
    }
  }
  if (fault === 'open_fails' && step === 'fund' && attempt === 1) {
    return {
      ...nothing,
      message: 'Funding transaction was refused: the peer cancelled the channel',
      then: 'failed',
      dueAfterMs: null,
    }
  }
  if (fault === 'input_spent' && step === 'confirm' && attempt === 1) {
    return {
      ...nothing,
      message: 'It can never confirm: the input was spent by another transaction, which is buried',
      then: 'failed',
      dueAfterMs: null,
    }
  }
  return null
}

/** Milliseconds before the step at an index of the operation's course. */
function gapBefore(
  seed: number,
  { operationId, kind, mode, attempt }: OperationOrder,
  index: number,
): number {
  const planned = plannedSteps(kind, mode)[index]
  if (planned === undefined) throw new RangeError(`No step ${index + 1} in a ${kind}`)
  return randomStream(seed, 'gap', operationId, attempt, index).int(...planned.afterMs)
}

const TXID_DIGITS = 64

function txidOf(seed: number, { operationId, attempt }: OperationOrder): string {
  const random = randomStream(seed, 'txid', operationId, attempt)
  return Array.from({ length: TXID_DIGITS }, () => random.int(0, 15).toString(16)).join('')
}

function infoOf(seed: number, node: NodeRecord, now: Date): NodeInfo {
  return {
    nodeId: node.id,
    pubkey: node.pubkey,
    version: node.version,
    isOnline: node.status === 'online',
    ...nodeHeartbeat(seed, node, now),
  }
}

function list(node: NodeRecord, channels: readonly ChannelRecord[]): ChannelReport[] {
  return channels
    .filter(({ nodeId, state }) => nodeId === node.id && state !== 'closed' && state !== 'failed')
    .map(({ id, state, isPeerOnline, capacitySats, localSats, remoteSats }) => ({
      channelId: id,
      isActive: isPeerOnline && (state === 'active' || state === 'splicing'),
      capacitySats,
      localSats,
      remoteSats,
    }))
}

/** What makes the daily facts of a channel that was opened for a lease. */
export function defaultChannelProfile(seed: number, channelId: string): ChannelProfile {
  const random = randomStream(seed, 'profile', channelId)
  return {
    turnoverPpm: random.int(46_000, 84_000),
    earnedPpm: random.int(700, 1_200),
    successPpm: random.int(972_000, 993_000),
    attempts: random.int(1_300, 2_600),
    usedPpm: random.int(340_000, 620_000),
    onlinePpm: random.int(996_500, 999_800),
    noisePpm: random.int(60_000, 160_000),
  }
}
