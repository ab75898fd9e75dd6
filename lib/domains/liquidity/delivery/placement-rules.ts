import { addSats, sats, subSats, sumSats, ZERO_SATS } from '@/lib/core/money'
import { compareText } from '@/lib/core/text'
import type { Sats } from '@/types'

/** What one node can give to new leases. */
export interface NodeRoom {
  nodeId: string
  /** May take new leases: in service, reachable, not below the version floor. */
  isEligible: boolean
  /** Capacity less the leases backed there. */
  freeSats: Sats
  /** On-node reserve that no running splice has claimed. */
  reserveSats: Sats
  /** On its way into the reserve by running splices. */
  incomingSats: Sats
  /** Unleased channels that may be spliced out of. */
  spliceable: readonly SpliceSource[]
}

export interface SpliceSource {
  channelId: string
  localSats: Sats
}

/** A channel to open on one node; while it is not funded, what has to be spliced out for it first. */
export interface Placement {
  nodeId: string
  amountSats: Sats
  isFunded: boolean
  splices: readonly { channelId: string; amountSats: Sats }[]
}

export interface PlacementPlan {
  placements: readonly Placement[]
  /** What no node has room for now. */
  missingSats: Sats
}

/**
 * Where the channels of a lease go: eligible nodes, most free first, one channel of min(free, fundable,
 * remaining) each; funded from the reserve, then by splicing out of unleased channels of that node,
 * largest local balance first. Ties go to the lower id.
 * Source: functional specification §4, "Available".
 */
export function placeLease(sizeSats: Sats, nodes: readonly NodeRoom[]): PlacementPlan {
  const placements: Placement[] = []
  let left = sizeSats
  for (const node of byMostFree(nodes)) {
    const amountSats = sats(Math.min(left, node.freeSats, fundableSats(node)))
    if (amountSats <= 0) continue
    placements.push(placeOn(node, amountSats))
    left = subSats(left, amountSats)
    if (left === 0) break
  }
  return { placements, missingSats: left }
}

/** The room that is left when a plan has been carried out. */
export function roomAfter(nodes: readonly NodeRoom[], { placements }: PlacementPlan): NodeRoom[] {
  return nodes.map((node) => {
    const placement = placements.find(({ nodeId }) => nodeId === node.nodeId)
    return placement === undefined ? node : claim(node, placement)
  })
}

function byMostFree(nodes: readonly NodeRoom[]): NodeRoom[] {
  return nodes
    .filter((node) => node.isEligible)
    .sort((a, b) => b.freeSats - a.freeSats || compareText(a.nodeId, b.nodeId))
}

function fundableSats(node: NodeRoom): Sats {
  return addSats(
    Math.max(0, node.reserveSats),
    node.incomingSats,
    sumSats(node.spliceable.map(({ localSats }) => localSats)),
  )
}

function placeOn(node: NodeRoom, amountSats: Sats): Placement {
  const { nodeId, reserveSats, incomingSats } = node
  const isFunded = amountSats <= reserveSats
  let lacking = Math.max(0, amountSats - Math.max(0, reserveSats) - incomingSats)
  const splices: { channelId: string; amountSats: Sats }[] = []
  const sources = [...node.spliceable].sort(
    (a, b) => b.localSats - a.localSats || compareText(a.channelId, b.channelId),
  )
  for (const { channelId, localSats } of sources) {
    if (lacking === 0) break
    const part = sats(Math.min(lacking, localSats))
    splices.push({ channelId, amountSats: part })
    lacking -= part
  }
  return { nodeId, amountSats, isFunded, splices }
}

function claim(node: NodeRoom, { amountSats, splices }: Placement): NodeRoom {
  const spliced = sumSats(splices.map((splice) => splice.amountSats))
  const fromReserve = sats(Math.min(amountSats, Math.max(0, node.reserveSats)))
  const fromIncoming = sats(amountSats - fromReserve - spliced)
  const used = new Set(splices.map(({ channelId }) => channelId))
  return {
    ...node,
    freeSats: subSats(node.freeSats, amountSats),
    reserveSats: subSats(node.reserveSats, fromReserve),
    incomingSats: sats(Math.max(ZERO_SATS, node.incomingSats - fromIncoming)),
    spliceable: node.spliceable.filter(({ channelId }) => !used.has(channelId)),
  }
}
