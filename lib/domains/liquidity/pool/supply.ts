import { sats, sumSats, ZERO_SATS } from '@/lib/core/money'
import { toMs } from '@/lib/core/time'
import type {
  ChannelRecord,
  LeaseBackingRecord,
  LeaseRecord,
  NodeRecord,
  PlatformPolicyRecord,
  Sats,
} from '@/types'
import { isLiveLease } from '../lease/rules'
import { isEligibleNode } from '../node/rules'
import { isBackingAt } from '../subscriber/rules'
import { availableSats, type TreasurySupply } from './rules'

export interface SupplyInput {
  treasuryId: string
  nodes: readonly { node: NodeRecord; capacitySats: Sats }[]
  channels: readonly Pick<ChannelRecord, 'id' | 'nodeId'>[]
  leases: readonly LeaseRecord[]
  backings: readonly LeaseBackingRecord[]
  policy: Pick<PlatformPolicyRecord, 'lnd' | 'cln'>
  now: Date
  /** The instant, not before now, at which new capacity would begin; now when absent. */
  from?: Date
}

/**
 * Deployed and available bitcoin of one treasury: what its eligible nodes hold beyond the leases
 * backed there and the pending leases not yet placed. Asked for an instant to come, leases that end
 * until then no longer hold anything; a pending lease may still move, so it counts whatever its start
 * is, and a renewal takes over where its lease ends. What is promised never grows after that instant,
 * so the figure holds for every later one too. Source: functional specification §4, "Available".
 */
export function supplyOf(input: SupplyInput): TreasurySupply {
  const { nodes, channels, leases, backings, policy, now } = input
  const from = input.from ?? now
  const promised = promisedFrom(leases, now, from)
  const promisedIds = new Set(promised.map((lease) => lease.id))
  const standing = backings.filter(
    (backing) => promisedIds.has(backing.leaseId) && isBackingAt(backing, from),
  )
  const nodeByChannel = new Map(channels.map((channel) => [channel.id, channel.nodeId]))
  const backedOn = (nodeId: string) =>
    sumSats(
      standing
        .filter((backing) => nodeByChannel.get(backing.channelId) === nodeId)
        .map((backing) => backing.shareSats),
    )
  return {
    treasuryId: input.treasuryId,
    deployedSats: sumSats(nodes.map((node) => node.capacitySats)),
    availableSats: availableSats({
      nodes: nodes.map(({ node, capacitySats }) => ({
        capacitySats,
        backedSats: backedOn(node.id),
        isEligible: isEligibleNode(node, policy, now),
      })),
      unplacedPendingSats: unplacedPending(promised, standing),
      holdSats: ZERO_SATS,
    }),
  }
}

/** Live leases that hold beyond the instant, and pending ones, without renewals of the former. */
function promisedFrom(leases: readonly LeaseRecord[], now: Date, from: Date): LeaseRecord[] {
  const live = leases.filter(
    (lease) => isLiveLease(lease, now) && toMs(lease.endAt) > from.getTime(),
  )
  const liveIds = new Set(live.map((lease) => lease.id))
  const pending = leases.filter(
    ({ id, status, renewsLeaseId, endAt }) =>
      status === 'pending' &&
      !liveIds.has(id) &&
      (renewsLeaseId === null || (!liveIds.has(renewsLeaseId) && toMs(endAt) > from.getTime())),
  )
  return [...live, ...pending]
}

/** Pending leases less what is already placed on a node. */
function unplacedPending(
  promised: readonly LeaseRecord[],
  standing: readonly LeaseBackingRecord[],
): Sats {
  return sumSats(
    promised
      .filter((lease) => lease.status === 'pending')
      .map((lease) => {
        const placed = sumSats(
          standing
            .filter((backing) => backing.leaseId === lease.id)
            .map(({ shareSats }) => shareSats),
        )
        return sats(Math.max(0, lease.sizeSats - placed))
      }),
  )
}
