import { compareText } from '@/lib/core/text'
import type { Sats } from '@/types'
import type { NodeRoom } from './placement-rules'

/** What a treasury has to take a share over with. */
export interface Takers {
  nodes: readonly NodeRoom[]
  /** Not promised to leases that have no place yet. */
  availableSats: Sats
}

/**
 * The node that takes over a share of a running lease: eligible, not the one that is left, with the share
 * free and in its reserve, so that nothing has to be spliced first. Most free first, ties to the lower
 * id; null when no node can, or the treasury has promised what is free.
 */
export function chooseNode(
  shareSats: Sats,
  { nodes, availableSats }: Takers,
  leavingNodeId: string,
): NodeRoom | null {
  if (availableSats < shareSats) return null
  const fitting = nodes.filter(
    (node) =>
      node.isEligible &&
      node.nodeId !== leavingNodeId &&
      node.freeSats >= shareSats &&
      node.reserveSats >= shareSats,
  )
  const byMostFree = fitting.sort(
    (a, b) => b.freeSats - a.freeSats || compareText(a.nodeId, b.nodeId),
  )
  return byMostFree[0] ?? null
}
