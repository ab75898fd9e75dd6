import { compareText } from '@/lib/core/text'
import { isLateChannel, lateAt } from '@/lib/domains/liquidity/channel/state-rules'
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
    'id' | 'kind' | 'status' | 'mode' | 'amountSats' | 'attempt' | 'startedAt' | 'dueAt' | 'endedAt'
  > {
  /** Steps of this attempt that are over, of how many. */
  stepsDone: number
  stepsTotal: number
  /** Name of the step that comes next; null when there is none. */
  nextStep: string | null
  /** What was scripted for it; admins alone see that. */
  fault: LightningFault | null
}

export interface ChannelView
  extends Pick<
    ChannelRecord,
    | 'id'
    | 'nodeId'
    | 'treasuryId'
    | 'peerAlias'
    | 'peerPubkey'
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
  operations: ReadonlyMap<string, ChannelOperationRecord>
  backings: ReadonlyMap<string, Backing>
  steps: ReadonlyMap<string, readonly ChannelStepRecord[]>
  courseOf: (operation: ChannelOperationRecord) => readonly string[]
  now: Date
  isDesk: boolean
}

export function toChannelView(channel: ChannelRecord, around: ChannelSurroundings): ChannelView {
  const operation = around.operations.get(channel.id) ?? null
  const backing = around.backings.get(channel.id) ?? null
  const { profile: _, baseFeeMsat: __, feePpm: ___, ...shown } = channel
  return {
    ...shown,
    nodeAlias: around.nodeAliases.get(channel.nodeId) ?? channel.nodeId,
    treasuryName: around.treasuryNames.get(channel.treasuryId) ?? channel.treasuryId,
    leaseId: backing?.leaseId ?? null,
    shareSats: backing?.shareSats ?? null,
    isLate: isLateChannel(channel, around.now),
    lateAt: lateAt(channel),
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
    nextStep: isOpen ? (course[operation.stepsDone] ?? null) : null,
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
    mayRetry: isDesk && (status === 'waiting' || lacks),
    mayFail: isDesk && isOpen && operation?.kind !== 'close',
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
