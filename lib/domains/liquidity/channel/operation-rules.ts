import { ConflictError } from '@/lib/core/errors'
import { fact } from '@/lib/core/fact-text'
import type { ChannelOperationRecord, IsoInstant } from '@/types'

/**
 * Why nobody gives an operation up, or starts it anew, by hand, its amount as a fact; null while its
 * transaction is not out.
 */
export function boundBy({
  kind,
  txid,
  amountSats,
  channelId,
}: Pick<ChannelOperationRecord, 'kind' | 'txid' | 'amountSats' | 'channelId'>): string | null {
  if (txid === null) return null
  const isOpening = kind === 'open'
  const what = isOpening ? 'funding transaction' : 'transaction'
  const wayOut = isOpening
    ? 'Once the channel is open it can be closed.'
    : 'It goes on by itself until then.'
  return `The ${what} of channel ${channelId} is broadcast: ${fact.amount(amountSats)} stay bound until it is confirmed or can never be. ${wayOut}`
}

/** @throws ConflictError `already_broadcast` for what only the network can settle any more. */
export function assertUnbound(operation: ChannelOperationRecord): void {
  const reason = boundBy(operation)
  if (reason !== null)
    throw new ConflictError('already_broadcast', reason, { txid: operation.txid })
}

/** "Confirmation 2 of 3"; a time lock has an end. */
export interface WaitsFor {
  text: string
  until: IsoInstant | null
}

/**
 * What a running operation waits for; null once it is over, or while it waits for a person.
 * @param course the steps of the operation as its back end plans them.
 */
export function waitsFor(
  { status, stepsDone, lockedUntil }: ChannelOperationRecord,
  course: readonly { awaits: string; isTimelock: boolean }[],
): WaitsFor | null {
  const next = course[stepsDone]
  if (status !== 'running' || next === undefined) return null
  return { text: next.awaits, until: next.isTimelock ? lockedUntil : null }
}
