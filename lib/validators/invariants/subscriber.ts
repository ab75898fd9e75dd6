import { fromBtc, mulDiv, sumSats } from '@/lib/core/money'
import type { Lease } from '@/types'
import {
  equalFault,
  type Fault,
  type Invariant,
  idPatternInvariant,
  pastFaults,
  percentFaults,
  rowInvariant,
  uniqueInvariant,
} from '../invariant'
import { feeOf, liveOf, sumBtc } from './derived'

const EXPIRING_DAYS = 14

export const SUBSCRIBER_INVARIANTS: readonly Invariant[] = [
  idPatternInvariant('subscribers', /^sub_\d{3,}$/),
  uniqueInvariant('subscribers', 'id-unique', 'id', 'The id is used once', (row) => row.id),
  rowInvariant(
    'subscribers',
    'percent-range',
    'Payment success lies between 0 and 100',
    ({ paymentSuccessRate }) => percentFaults({ paymentSuccessRate }),
  ),
  rowInvariant(
    'subscribers',
    'inbound-is-sum',
    'Inbound leased is the sum of its active leases',
    (row, { leasesBySubscriber }) =>
      equalFault(
        'inboundLeased',
        row.inboundLeased,
        sumBtc(liveOf(leasesBySubscriber, row.id).map((lease) => lease.size)),
      ),
  ),
  rowInvariant(
    'subscribers',
    'expiring-counted',
    'Expiring leases is the count of active ones with 1 to 14 days left and no renewal',
    (row, { leasesBySubscriber }) => {
      const own = leasesBySubscriber.get(row.id) ?? []
      const expiring = liveOf(leasesBySubscriber, row.id).filter(
        (lease) =>
          lease.daysRemaining >= 1 &&
          lease.daysRemaining <= EXPIRING_DAYS &&
          !isRenewed(lease, own),
      )
      return equalFault('expiringLeases', row.expiringLeases, expiring.length)
    },
  ),
  rowInvariant(
    'subscribers',
    'cost-is-weighted',
    'Effective cost is the size-weighted cost of its active leases, rounded half-up',
    (row, { leasesBySubscriber }) =>
      equalFault(
        'effectiveCostPPM',
        row.effectiveCostPPM,
        blended(liveOf(leasesBySubscriber, row.id)),
      ),
  ),
  rowInvariant(
    'subscribers',
    'fixed-is-sum',
    'Effective fixed cost is the sum of the fees of its active fixed-fee leases',
    (row, { leasesBySubscriber }) =>
      equalFault(
        'effectiveCostFixed',
        row.effectiveCostFixed,
        sumBtc(
          liveOf(leasesBySubscriber, row.id)
            .filter((lease) => lease.feeModel === 'fixed')
            .map((lease) => lease.feeAmount ?? 0),
        ),
      ),
  ),
  rowInvariant(
    'subscribers',
    'peers-are-nodes',
    'Its main peers are aliases of nodes, each named once',
    ({ primaryPeers }, { nodes }): Fault[] => {
      const aliases = new Set([...nodes.values()].map((node) => node.alias))
      const unknown = primaryPeers.filter((alias) => !aliases.has(alias))
      if (unknown.length > 0) return [['primaryPeers', `"${unknown.join()}" is no node`]]
      return new Set(primaryPeers).size === primaryPeers.length
        ? []
        : [['primaryPeers', 'names a peer twice']]
    },
  ),
  rowInvariant(
    'subscribers',
    'channels-cover-leases',
    'It has at least one channel per active lease',
    (row, { leasesBySubscriber }) =>
      row.channelCount >= liveOf(leasesBySubscriber, row.id).length
        ? null
        : ['channelCount', `${row.channelCount} is fewer than its active leases`],
  ),
  rowInvariant(
    'subscribers',
    'past-instant',
    'Its policy was last updated before now',
    ({ lastPolicyUpdate }, lookup) => pastFaults({ lastPolicyUpdate }, lookup),
  ),
]

/** Continued by a lease of the same parties that starts where this one ends. */
function isRenewed(lease: Lease, own: readonly Lease[]): boolean {
  return own.some(
    (other) =>
      other.treasuryId === lease.treasuryId &&
      other.startDate === lease.endDate &&
      other.status !== 'cancelled',
  )
}

function blended(leases: readonly Lease[]): number {
  const size = sumSats(leases.map((lease) => fromBtc(lease.size)))
  if (size === 0) return 0
  const weighted = leases.reduce((sum, lease) => {
    const fee = feeOf(lease)
    const ppm =
      fee === null ? lease.effectiveCostPPM : mulDiv(fee, 1_000_000, fromBtc(lease.size), 'half-up')
    return sum + BigInt(fromBtc(lease.size)) * BigInt(ppm)
  }, 0n)
  return mulDiv(weighted, 1, size, 'half-up')
}
