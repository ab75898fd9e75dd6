import type {
  ChannelOperationKind,
  ChannelRecord,
  CloseMode,
  IsoInstant,
  LightningFault,
  NodeRecord,
  Sats,
} from '@/types'

/** What the back end is asked to do to one channel; the id is the caller's and makes it happen once. */
export interface OperationOrder {
  operationId: string
  kind: ChannelOperationKind
  /** Capacity of the channel to open, or what a splice adds or takes; 0 for a close. */
  amountSats: Sats
  mode: CloseMode | null
  fault: LightningFault | null
  /** 1 for the first try. */
  attempt: number
}

export interface OperationState extends OperationOrder {
  /** Steps of this attempt that are over. */
  stepsDone: number
}

/** What the back end expects of an attempt when it takes the order. */
export interface OperationCourse {
  /** Names of the steps in their order; "step n of m" counts them. */
  steps: readonly string[]
  /** Milliseconds from the order to its first step. */
  firstAfterMs: number
}

/**
 * How it goes on after a step: with the next step, with a new attempt by itself, only when a person
 * says so, or not at all. After a broadcast there is no new attempt and nothing for a person to decide:
 * it goes on until it is done, or `failed` says that its transaction can never confirm.
 */
export const STEP_SEQUELS = ['step', 'attempt', 'person', 'done', 'failed'] as const
export type StepSequel = (typeof STEP_SEQUELS)[number]

/** One step of an operation, as the back end tells it when the step is over. */
export interface StepReport {
  step: string
  status: 'done' | 'failed'
  message: string
  /** The transaction that the step broadcast or watched; null where there is none. */
  txid: string | null
  then: StepSequel
  /** Milliseconds until the next step or attempt; null where nothing follows by itself. */
  dueAfterMs: number | null
  /** How long the time lock runs from this step on; null where none begins. */
  lockMs: number | null
  /** "txid:index" of a new channel's funding output, once it is broadcast. */
  fundingOutpoint: string | null
  /** The capacity that an opening came to, on its last step; it may be less than ordered. */
  openedSats: Sats | null
}

export interface NodeInfo {
  nodeId: string
  pubkey: string
  version: string
  isOnline: boolean
  lastSeenAt: IsoInstant
  backupAt: IsoInstant | null
}

export interface ChannelReport {
  channelId: string
  isActive: boolean
  capacitySats: Sats
  localSats: Sats
  remoteSats: Sats
}

/**
 * What the product asks of Lightning nodes. It keeps no state of its own: orders and their progress
 * are rows of ours, so that a restart loses nothing. A back end that talks to real nodes is asked
 * outside of any transaction and its reports are handed in; the mock computes them.
 */
export interface LightningPort {
  info(node: NodeRecord, now: Date): NodeInfo
  /** The channels that the node reports: those not closed or failed. */
  list(node: NodeRecord, channels: readonly ChannelRecord[]): ChannelReport[]
  open(order: OperationOrder): OperationCourse
  close(order: OperationOrder): OperationCourse
  spliceIn(order: OperationOrder): OperationCourse
  spliceOut(order: OperationOrder): OperationCourse
  /** The next step of an operation. @throws RangeError when all steps of the attempt are over. */
  progress(operation: OperationState): StepReport
}

/** Takes an order of any kind. */
export function placeOrder(port: LightningPort, order: OperationOrder): OperationCourse {
  switch (order.kind) {
    case 'open':
      return port.open(order)
    case 'close':
      return port.close(order)
    case 'splice_in':
      return port.spliceIn(order)
    case 'splice_out':
      return port.spliceOut(order)
  }
}
