import {
  amountFaults,
  equalFault,
  type Invariant,
  idPatternInvariant,
  pastFaults,
  percentFaults,
  referenceFault,
  rowInvariant,
  uniqueInvariant,
} from '../invariant'
import { sumBtc } from './derived'

export const CHANNEL_INVARIANTS: readonly Invariant[] = [
  idPatternInvariant('channels', /^chan_\d{3,}$/),
  uniqueInvariant('channels', 'id-unique', 'id', 'The id is used once', (row) => row.id),
  rowInvariant('channels', 'reference', 'Its node exists', (row, { nodes }) =>
    referenceFault('nodeId', row.nodeId, nodes),
  ),
  rowInvariant(
    'channels',
    'balances-sum',
    'Capacity is local + remote balance, to the satoshi',
    (row) => equalFault('capacity', row.capacity, sumBtc([row.localBalance, row.remoteBalance])),
  ),
  rowInvariant(
    'channels',
    'amount-positive',
    'Capacity is above 0, balances and utilization are not negative',
    ({ capacity, localBalance, remoteBalance, utilization }) => [
      ...(capacity > 0 ? [] : [['capacity', `${capacity} is not above 0`] as const]),
      ...amountFaults({ localBalance, remoteBalance, utilization }),
    ],
  ),
  rowInvariant(
    'channels',
    'percent-range',
    'HTLC success and uptime lie between 0 and 100',
    ({ htlcSuccessRate, uptime }) => percentFaults({ htlcSuccessRate, uptime }),
  ),
  rowInvariant(
    'channels',
    'active-needs-node',
    'A channel of an offline node is not active',
    (row, { nodes }) =>
      row.isActive && nodes.get(row.nodeId)?.status === 'offline'
        ? ['isActive', 'is true although its node is offline']
        : null,
  ),
  rowInvariant(
    'channels',
    'past-instant',
    'It was last updated before now',
    ({ lastUpdated }, lookup) => pastFaults({ lastUpdated }, lookup),
  ),
]
