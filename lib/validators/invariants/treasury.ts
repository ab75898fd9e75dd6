import { meanPercent, subtractPercent } from '@/lib/core/ratio'
import {
  amountFaults,
  equalFault,
  type Invariant,
  idPatternInvariant,
  pastFaults,
  percentFaults,
  rowInvariant,
  uniqueInvariant,
} from '../invariant'
import { isSegwitAddress } from '../primitives'
import type { Lookup } from '../view'
import { liveOf, sumBtc } from './derived'

export const TREASURY_INVARIANTS: readonly Invariant[] = [
  idPatternInvariant('treasuries', /^trs_\d{3,}$/),
  uniqueInvariant('treasuries', 'id-unique', 'id', 'The id is used once', (row) => row.id),
  rowInvariant(
    'treasuries',
    'percent-range',
    'APYs, utilization and uptime lie between 0 and 100',
    ({ grossAPY, netAPY, utilization, averageUptime }) =>
      percentFaults({ grossAPY, netAPY, utilization, averageUptime }),
  ),
  rowInvariant(
    'treasuries',
    'amount-positive',
    'Deployed and earned bitcoin are not negative',
    ({ deployedBTC, earnedToDate }) => amountFaults({ deployedBTC, earnedToDate }),
  ),
  rowInvariant(
    'treasuries',
    'gross-at-least-net',
    'Gross APY is at least net APY',
    ({ grossAPY, netAPY }) =>
      grossAPY >= netAPY ? null : ['netAPY', `net ${netAPY} exceeds gross ${grossAPY}`],
  ),
  rowInvariant(
    'treasuries',
    'margin-is-difference',
    'Flowrate margin is gross APY − net APY in percentage points',
    (row) =>
      equalFault('flowrateMargin', row.flowrateMargin, subtractPercent(row.grossAPY, row.netAPY)),
  ),
  rowInvariant(
    'treasuries',
    'deployed-is-node-capacity',
    'Deployed bitcoin is the sum of the capacity of its nodes',
    (row, { nodesByTreasury }) =>
      equalFault(
        'deployedBTC',
        row.deployedBTC,
        sumBtc((nodesByTreasury.get(row.id) ?? []).map((node) => node.capacity)),
      ),
  ),
  rowInvariant(
    'treasuries',
    'active-leases-counted',
    'Active leases is the count of its leases with status active',
    (row, { leasesByTreasury }) =>
      equalFault('activeLeases', row.activeLeases, liveOf(leasesByTreasury, row.id).length),
  ),
  rowInvariant(
    'treasuries',
    'leased-fits-deployed',
    'The active leases together are not larger than the deployed bitcoin',
    (row, { leasesByTreasury }) => {
      const leased = sumBtc(liveOf(leasesByTreasury, row.id).map((lease) => lease.size))
      return leased <= row.deployedBTC ? null : ['deployedBTC', `is less than ${leased} leased`]
    },
  ),
  rowInvariant(
    'treasuries',
    'uptime-is-mean',
    'Average uptime is the mean uptime of its nodes',
    (row, { nodesByTreasury }) => {
      const nodes = nodesByTreasury.get(row.id) ?? []
      const mean = meanPercent(nodes.map((node) => node.uptime)) ?? 0
      return equalFault('averageUptime', row.averageUptime, mean)
    },
  ),
  rowInvariant(
    'treasuries',
    'utilization-is-weighted',
    'Utilization is the capacity-weighted utilization of its channels (to 0.01)',
    (row, lookup) => {
      const expected = weightedUtilization(row.id, lookup)
      return Math.abs(expected - row.utilization) < 0.0151
        ? null
        : ['utilization', `is ${row.utilization}, expected about ${expected.toFixed(2)}`]
    },
  ),
  rowInvariant(
    'treasuries',
    'payout-address',
    'A payout address is a segwit address with a right checksum',
    ({ payoutAddress }) =>
      payoutAddress === undefined || isSegwitAddress(payoutAddress)
        ? null
        : ['payoutAddress', 'is not a valid bech32 or bech32m address'],
  ),
  rowInvariant('treasuries', 'past-instant', 'It was created before now', ({ createdAt }, lookup) =>
    pastFaults({ createdAt }, lookup),
  ),
]

function weightedUtilization(treasuryId: string, lookup: Lookup): number {
  const channels = (lookup.nodesByTreasury.get(treasuryId) ?? []).flatMap(
    (node) => lookup.channelsByNode.get(node.id) ?? [],
  )
  const capacity = sumBtc(channels.map((channel) => channel.capacity))
  if (capacity === 0) return 0
  const routed = channels.reduce((sum, row) => sum + row.utilization * row.capacity, 0)
  return routed / capacity
}
