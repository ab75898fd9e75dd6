import { sats, sumSats, ZERO_SATS } from '@/lib/core/money'
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
}

/**
 * Deployed and available bitcoin of one treasury: what its eligible nodes hold beyond the leases
 * backed there and the pending leases not yet placed. Source: functional specification §4, "Available".
 */
export function supplyOf(input: SupplyInput): TreasurySupply {
  const { nodes, channels, leases, backings, policy, now } = input
  const promised = leases.filter((lease) => isLiveLease(lease, now) || lease.status === 'pending')
  const promisedIds = new Set(promised.map((lease) => lease.id))
  const standing = backings.filter(
    (backing) => promisedIds.has(backing.leaseId) && isBackingAt(backing, now),
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
      unplacedPendingSats: unplacedPending(promised, standing, now),
      holdSats: ZERO_SATS,
    }),
  }
}

/** Pending leases less what is already placed on a node, without pending renewals of live leases. */
function unplacedPending(
  promised: readonly LeaseRecord[],
  standing: readonly LeaseBackingRecord[],
  now: Date,
): Sats {
  const live = new Set(promised.filter((lease) => isLiveLease(lease, now)).map((lease) => lease.id))
  return sumSats(
    promised
      .filter((lease) => lease.status === 'pending')
      .filter((lease) => lease.renewsLeaseId === null || !live.has(lease.renewsLeaseId))
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
