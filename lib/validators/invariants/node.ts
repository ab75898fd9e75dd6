import { compareVersions } from '@/lib/core/semver'
import {
  equalFault,
  type Invariant,
  idPatternInvariant,
  pastFaults,
  percentFaults,
  referenceFault,
  rowInvariant,
  uniqueInvariant,
} from '../invariant'
import { isNodePubkey } from '../primitives'
import { sumBtc } from './derived'

const VERSION_FLOOR = '0.16.0'

export const NODE_INVARIANTS: readonly Invariant[] = [
  idPatternInvariant('nodes', /^node_\d{3,}$/),
  uniqueInvariant('nodes', 'id-unique', 'id', 'The id is used once', (row) => row.id),
  rowInvariant('nodes', 'reference', 'Its treasury exists', (row, { treasuries }) =>
    referenceFault('treasuryId', row.treasuryId, treasuries),
  ),
  rowInvariant(
    'nodes',
    'pubkey-point',
    'The public key is 66 lower-case hex digits and a point of secp256k1',
    ({ pubkey }) => (isNodePubkey(pubkey) ? null : ['pubkey', 'is not a compressed public key']),
  ),
  uniqueInvariant(
    'nodes',
    'pubkey-unique',
    'pubkey',
    'The public key is used once',
    (row) => row.pubkey,
  ),
  rowInvariant('nodes', 'version-form', 'The version is written vX.Y or vX.Y.Z', ({ version }) =>
    /^v\d+\.\d+(\.\d+)?$/.test(version) ? null : ['version', `"${version}" is not a version`],
  ),
  rowInvariant(
    'nodes',
    'outdated-warned',
    `A version below v${VERSION_FLOOR} comes with a warning`,
    ({ version, warnings }) =>
      compareVersions(version, VERSION_FLOOR) >= 0 || warnings.some((text) => /version/i.test(text))
        ? null
        : ['warnings', `does not mention that ${version} is outdated`],
  ),
  rowInvariant(
    'nodes',
    'trouble-warned',
    'An offline node and a missing signer quorum come with a warning',
    ({ status, hasSigner, warnings }) =>
      (status !== 'offline' && hasSigner) || warnings.length > 0
        ? null
        : ['warnings', 'is empty although the node is offline or has no signer'],
  ),
  rowInvariant('nodes', 'percent-range', 'Uptime lies between 0 and 100', ({ uptime }) =>
    percentFaults({ uptime }),
  ),
  rowInvariant(
    'nodes',
    'channels-counted',
    'Channel count is the number of its channels',
    (row, { channelsByNode }) =>
      equalFault('channelCount', row.channelCount, (channelsByNode.get(row.id) ?? []).length),
  ),
  rowInvariant(
    'nodes',
    'capacity-holds-channels',
    'Capacity is its channels and a reserve of at least 30 %',
    (row, { channelsByNode }) => {
      const inChannels = sumBtc((channelsByNode.get(row.id) ?? []).map(({ capacity }) => capacity))
      return inChannels <= row.capacity * 0.7
        ? null
        : ['capacity', `${row.capacity} leaves no 30 % reserve beside ${inChannels} in channels`]
    },
  ),
  rowInvariant(
    'nodes',
    'past-instant',
    'The last rebalance lies before now',
    ({ lastRebalance }, lookup) => pastFaults({ lastRebalance }, lookup),
  ),
]
