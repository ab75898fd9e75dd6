import { compareText } from '@/lib/core/text'
import { boundBy, type WaitsFor, waitsFor } from '@/lib/domains/liquidity/channel/operation-rules'
import { isLateChannel, isPublicChannel, lateAt } from '@/lib/domains/liquidity/channel/state-rules'
import type {
  ChannelOperationRecord,
  ChannelRecord,
  ChannelStepRecord,
  IsoInstant,
  LeaseStatus,
  LightningFault,
  Sats,
} from '@/types'

export interface OperationView
  extends Pick<
    ChannelOperationRecord,
    | 'id'
    | 'kind'
    | 'status'
    | 'mode'
    | 'amountSats'
    | 'attempt'
    | 'startedAt'
    | 'dueAt'
    | 'endedAt'
    | 'txid'
    | 'lockedUntil'
  > {
  /** Steps of this attempt that are over, of how many. */
  stepsDone: number
  stepsTotal: number
  /** Name of the step that comes next; null when there is none. */
  nextStep: string | null
  /** What it waits for; null once it is over, or while it waits for a person. */
  waitsFor: WaitsFor | null
  /** Why it is neither given up nor started anew by hand; null while it may be. */
  boundBy: string | null
  /** What was scripted for it; admins alone see that. */
  fault: LightningFault | null
}

export interface ChannelView
  extends Pick<
    ChannelRecord,
    | 'id'
    | 'nodeId'
    | 'treasuryId'
    | 'capacitySats'
    | 'localSats'
    | 'remoteSats'
    | 'state'
    | 'stateSince'
    | 'isPeerOnline'
    | 'openedAt'
    | 'closedAt'
    | 'fundingOutpoint'
    | 'updatedAt'
  > {
  nodeAlias: string
  treasuryName: string
  /**
   * The peer; null for a treasury until the funding transaction is broadcast. To a treasury a lessee's
   * node has the lessee's label, and its key stands in the details of its leases' channels alone.
   */
  peerAlias: string | null
  peerPubkey: string | null
  /** The lease that it backs now; null for none. */
  leaseId: string | null
  shareSats: Sats | null
  /** Longer in its state than it should be. */
  isLate: boolean
  /** When it becomes late; null for a state that may last. */
  lateAt: IsoInstant | null
  /** The running or waiting operation, else the newest. */
  operation: OperationView | null
  steps: Pick<ChannelStepRecord, 'seq' | 'step' | 'status' | 'txid' | 'message' | 'at'>[]
  /** What an admin can do about it now. */
  mayAdvance: boolean
  mayRetry: boolean
  mayFail: boolean
}

interface Backing {
  leaseId: string
  shareSats: Sats
  leaseStatus: LeaseStatus
}

export interface ChannelSurroundings {
  nodeAliases: ReadonlyMap<string, string>
  treasuryNames: ReadonlyMap<string, string>
  /** What a treasury calls the peer, by channel; lessees alone are in it. */
  peerLabels: ReadonlyMap<string, string>
  operations: ReadonlyMap<string, ChannelOperationRecord>
  backings: ReadonlyMap<string, Backing>
  steps: ReadonlyMap<string, readonly ChannelStepRecord[]>
  courseOf: (
    operation: ChannelOperationRecord,
  ) => readonly { step: string; awaits: string; isTimelock: boolean }[]
  now: Date
  isDesk: boolean
}

export function toChannelView(channel: ChannelRecord, around: ChannelSurroundings): ChannelView {
  const operation = around.operations.get(channel.id) ?? null
  const backing = around.backings.get(channel.id) ?? null
  const { profile: _, baseFeeMsat: __, feePpm: ___, peerAlias, peerPubkey, ...shown } = channel
  const isPeerKnown = around.isDesk || isPublicChannel(channel)
  const label = around.isDesk ? undefined : around.peerLabels.get(channel.id)
  const lockedUntil = operation?.lockedUntil ?? null
  return {
    ...shown,
    peerAlias: isPeerKnown ? (label ?? peerAlias) : null,
    peerPubkey: isPeerKnown && label === undefined ? peerPubkey : null,
    nodeAlias: around.nodeAliases.get(channel.nodeId) ?? channel.nodeId,
    treasuryName: around.treasuryNames.get(channel.treasuryId) ?? channel.treasuryId,
    leaseId: backing?.leaseId ?? null,
    shareSats: backing?.shareSats ?? null,
    isLate: isLateChannel(channel, lockedUntil, around.now),
    lateAt: lateAt(channel, lockedUntil),
    operation: operation === null ? null : toOperationView(operation, around),
    steps: (around.steps.get(channel.id) ?? []).map(
      ({ channelId: _channel, treasuryId: _treasury, ...step }) => step,
    ),
    ...mayDo(channel, operation, backing, around.isDesk),
  }
}

function toOperationView(
  operation: ChannelOperationRecord,
  { courseOf, isDesk }: ChannelSurroundings,
): OperationView {
  const course = courseOf(operation)
  const { channelId: _, nodeId: __, treasuryId: ___, ...shown } = operation
  const isOpen = operation.status === 'running' || operation.status === 'waiting'
  return {
    ...shown,
    fault: isDesk ? operation.fault : null,
    stepsTotal: course.length,
    nextStep: isOpen ? (course[operation.stepsDone]?.step ?? null) : null,
    waitsFor: waitsFor(operation, course),
    boundBy: isOpen ? boundBy(operation) : null,
  }
}

function mayDo(
  channel: ChannelRecord,
  operation: ChannelOperationRecord | null,
  backing: Backing | null,
  isDesk: boolean,
): Pick<ChannelView, 'mayAdvance' | 'mayRetry' | 'mayFail'> {
  const status = operation?.status
  const isOpen = status === 'running' || status === 'waiting'
  const lacks =
    !isOpen &&
    backing !== null &&
    isHolding(backing.leaseStatus) &&
    (channel.state === 'failed' ||
      (channel.state === 'active' && channel.capacitySats < backing.shareSats))
  return {
    mayAdvance: isDesk && status === 'running',
    mayRetry: isDesk && ((status === 'waiting' && operation?.txid === null) || lacks),
    mayFail: isDesk && isOpen && operation?.kind !== 'close' && operation?.txid === null,
  }
}

function isHolding(status: LeaseStatus): boolean {
  return status === 'pending' || status === 'active' || status === 'paused'
}

/** Late ones, then what waits for a person, then what runs, then the rest; by id. */
export function inLifecycleOrder(a: ChannelView, b: ChannelView): number {
  return rankOf(a) - rankOf(b) || compareText(a.id, b.id)
}

function rankOf({ isLate, mayRetry, operation }: ChannelView): number {
  if (isLate) return 0
  if (mayRetry || operation?.status === 'waiting') return 1
  return operation?.status === 'running' ? 2 : 3
}
