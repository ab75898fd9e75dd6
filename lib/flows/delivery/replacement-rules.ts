import { subSats, sumSats } from '@/lib/core/money'
import { compareText } from '@/lib/core/text'
import type { IsoInstant, Sats } from '@/types'
import type { NodeRoom } from './placement-rules'

/**
 * The node that takes over a share of a running lease: eligible, not the one that is left, with the share
 * free and in its reserve, so that nothing has to be spliced first. Most free first, ties to the lower
 * id; null when no node can.
 */
export function chooseNode(
  shareSats: Sats,
  nodes: readonly NodeRoom[],
  leavingNodeId: string,
): NodeRoom | null {
  const fitting = nodes.filter(
    (node) =>
      node.isEligible &&
      node.nodeId !== leavingNodeId &&
      node.freeSats >= shareSats &&
      node.reserveSats >= shareSats,
  )
  return (
    [...fitting].sort((a, b) => b.freeSats - a.freeSats || compareText(a.nodeId, b.nodeId))[0] ??
    null
  )
}

export interface StandingShare {
  id: string
  channelId: string
  fromAt: IsoInstant
  /** What its channel gives the lease now; 0 while it can't be used. */
  usableSats: Sats
}

/**
 * The backings that a lease of this size no longer needs once a channel has opened: oldest first, never
 * that channel itself, as long as what is left still delivers the whole lease.
 */
export function replacedShares(
  sizeSats: Sats,
  shares: readonly StandingShare[],
  openedChannelId: string,
): StandingShare[] {
  const replaced: StandingShare[] = []
  let usable = sumSats(shares.map(({ usableSats }) => usableSats))
  const byAge = [...shares].sort(
    (a, b) => compareText(a.fromAt, b.fromAt) || compareText(a.id, b.id),
  )
  for (const share of byAge) {
    const left = subSats(usable, share.usableSats)
    if (share.channelId === openedChannelId || left < sizeSats) continue
    replaced.push(share)
    usable = left
  }
  return replaced
}
