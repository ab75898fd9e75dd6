import { addSats, subSats, ZERO_SATS } from '@/lib/core/money'
import { addMs } from '@/lib/core/time'
import { assertUnbound } from '@/lib/domains/liquidity/channel/operation-rules'
import { moveChannel } from '@/lib/domains/liquidity/channel/state-rules'
import type { StepReport } from '@/lib/lightning/port'
import type { ChannelOperationRecord, ChannelRecord, IsoInstant, Sats } from '@/types'

export interface StepOutcome {
  channel: ChannelRecord
  operation: ChannelOperationRecord
  /** What comes into the node's reserve; negative for what leaves it. */
  reserveDeltaSats: Sats
  /** The word for the audit log. */
  action: string
}

interface Before {
  channel: ChannelRecord
  operation: ChannelOperationRecord
}

/**
 * What a reported step makes of its operation, the channel and the node's reserve. Together they never
 * hold more or less than before, but for the peer's side of a closed channel.
 */
export function applyStep(before: Before, report: StepReport, at: IsoInstant): StepOutcome {
  const { operation } = before
  const dueAt = report.dueAfterMs === null ? null : addMs(at, report.dueAfterMs)
  const stepsDone = operation.stepsDone + 1
  assertGoesOn(operation, report)
  const same = {
    channel: before.channel,
    reserveDeltaSats: ZERO_SATS,
    action: 'channel.progressed',
  }
  switch (report.then) {
    case 'attempt':
      return {
        ...same,
        operation: { ...operation, attempt: operation.attempt + 1, stepsDone: 0, dueAt },
      }
    case 'person':
      return { ...same, operation: { ...operation, status: 'waiting', dueAt: null } }
    case 'step':
      return {
        ...same,
        channel: whileRunning(before, report, at),
        operation: {
          ...operation,
          stepsDone,
          dueAt,
          txid: report.txid ?? operation.txid,
          lockedUntil: report.lockMs === null ? operation.lockedUntil : addMs(at, report.lockMs),
        },
      }
    case 'failed':
      // Only the back end can prove a broadcast transaction dead.
      return failOperation({ ...before, operation: { ...operation, txid: null } }, at)
    case 'done':
      return {
        ...whenDone(before, report, at),
        operation: { ...operation, stepsDone, status: 'done', dueAt: null, endedAt: at },
      }
  }
}

/** @throws RangeError for a back end that starts anew what it has broadcast. */
function assertGoesOn({ id, txid }: ChannelOperationRecord, { then }: StepReport): void {
  if (txid === null || (then !== 'attempt' && then !== 'person')) return
  throw new RangeError(`Operation ${id} has broadcast ${txid} and can only go on with it`)
}

/**
 * Gives an operation up: an opening fails and its funds return, a splice leaves all as it was.
 * @throws ConflictError `already_broadcast`: then the satoshis are no longer the node's to spend.
 */
export function failOperation({ channel, operation }: Before, at: IsoInstant): StepOutcome {
  assertUnbound(operation)
  const isOpening = operation.kind === 'open'
  return {
    channel: isOpening ? moveChannel(channel, 'failed', at) : backToActive(channel, at),
    operation: { ...operation, status: 'failed', dueAt: null, endedAt: at },
    reserveDeltaSats: isOpening ? channel.capacitySats : ZERO_SATS,
    action: 'channel.failed',
  }
}

function backToActive(channel: ChannelRecord, at: IsoInstant): ChannelRecord {
  return channel.state === 'splicing' ? moveChannel(channel, 'active', at) : channel
}

/** The first step that succeeds starts the opening or the splice; the funding has an outpoint. */
function whileRunning(
  { channel, operation }: Before,
  report: StepReport,
  at: IsoInstant,
): ChannelRecord {
  const moved = started(channel, operation, at)
  return report.fundingOutpoint === null
    ? moved
    : { ...moved, fundingOutpoint: report.fundingOutpoint, updatedAt: at }
}

function started(
  channel: ChannelRecord,
  { kind }: ChannelOperationRecord,
  at: IsoInstant,
): ChannelRecord {
  if (kind === 'open' && channel.state === 'pending') return moveChannel(channel, 'opening', at)
  const isSplice = kind === 'splice_in' || kind === 'splice_out'
  return isSplice && channel.state === 'active' ? moveChannel(channel, 'splicing', at) : channel
}

function whenDone(
  { channel, operation }: Before,
  report: StepReport,
  at: IsoInstant,
): Omit<StepOutcome, 'operation'> {
  const { amountSats } = operation
  switch (operation.kind) {
    case 'open': {
      const capacitySats = report.openedSats ?? channel.capacitySats
      return {
        channel: { ...moveChannel(channel, 'active', at), capacitySats, localSats: capacitySats },
        reserveDeltaSats: subSats(channel.capacitySats, capacitySats),
        action: 'channel.opened',
      }
    }
    case 'splice_in':
      return {
        channel: resized(channel, amountSats, at),
        reserveDeltaSats: subSats(ZERO_SATS, amountSats),
        action: 'channel.resized',
      }
    case 'splice_out': {
      const smaller = resized(channel, subSats(ZERO_SATS, amountSats), at)
      const isEmpty = smaller.capacitySats === 0
      return {
        channel: isEmpty ? moveChannel(moveChannel(smaller, 'closing', at), 'closed', at) : smaller,
        reserveDeltaSats: amountSats,
        action: isEmpty ? 'channel.closed' : 'channel.resized',
      }
    }
    case 'close':
      return {
        channel: moveChannel(channel, 'closed', at),
        reserveDeltaSats: channel.localSats,
        action: 'channel.closed',
      }
  }
}

function resized(channel: ChannelRecord, bySats: Sats, at: IsoInstant): ChannelRecord {
  return {
    ...moveChannel(channel, 'active', at),
    capacitySats: addSats(channel.capacitySats, bySats),
    localSats: addSats(channel.localSats, bySats),
  }
}
