import { fromBtc, mulDiv, mulPpm, sumSats, toBtc } from '@/lib/core/money'
import { meanPercent, subtractPercent } from '@/lib/core/ratio'
import { compareVersions } from '@/lib/core/semver'
import { addMonths, daysLeft, monthOf, monthWindow, startOfDay } from '@/lib/core/time'
import type { Lease } from '@/types'
import {
  amountFaults,
  arrayInvariant,
  equalFault,
  type Fault,
  type Invariant,
  idPatternInvariant,
  pastFaults,
  percentFaults,
  referenceFault,
  rowInvariant,
  uniqueInvariant,
} from './invariant'
import { isNodePubkey, isSegwitAddress } from './primitives'
import type { Lookup } from './view'

export const PERIOD_PATTERN = /^\d{4}-(0[1-9]|1[0-2])$/
const VERSION_FLOOR = '0.16.0'

const treasuryInvariants: readonly Invariant[] = [
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

const nodeInvariants: readonly Invariant[] = [
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

const leaseInvariants: readonly Invariant[] = [
  idPatternInvariant('leases', /^lease_\d{3,}$/),
  uniqueInvariant('leases', 'id-unique', 'id', 'The id is used once', (row) => row.id),
  rowInvariant(
    'leases',
    'reference',
    'Its treasury and its subscriber exist',
    (row, { treasuries, subscribers }) => [
      ...referenceFault('treasuryId', row.treasuryId, treasuries),
      ...referenceFault('subscriberId', row.subscriberId, subscribers),
    ],
  ),
  rowInvariant('leases', 'size-positive', 'The size is above 0 and at most 50 BTC', ({ size }) =>
    size > 0 && size <= 50 ? null : ['size', `${size} is not above 0 and at most 50`],
  ),
  rowInvariant('leases', 'end-after-start', 'The end lies after the start', (row) =>
    row.endDate > row.startDate ? null : ['endDate', 'does not lie after startDate'],
  ),
  rowInvariant(
    'leases',
    'days-remaining',
    'Days remaining is ceil((end − now) ÷ 24 h), never below 0',
    (row, { now }) => equalFault('daysRemaining', row.daysRemaining, daysLeft(row.endDate, now)),
  ),
  rowInvariant(
    'leases',
    'fee-by-model',
    'A fixed lease has feeAmount alone, a ppm lease feePPM alone',
    (row): Fault[] => {
      const wanted = row.feeModel === 'fixed' ? 'feeAmount' : 'feePPM'
      const other = row.feeModel === 'fixed' ? 'feePPM' : 'feeAmount'
      return [
        ...(row[wanted] === undefined ? [[wanted, `is missing for ${row.feeModel}`] as const] : []),
        ...(row[other] === undefined ? [] : [[other, `does not go with ${row.feeModel}`] as const]),
      ]
    },
  ),
  rowInvariant('leases', 'amount-positive', 'The fee is not negative', ({ feeAmount = 0 }) =>
    amountFaults({ feeAmount }),
  ),
  rowInvariant(
    'leases',
    'effective-cost',
    'Effective cost is the fee of the term as ppm of the size, rounded half-up',
    (row) => equalFault('effectiveCostPPM', row.effectiveCostPPM, effectiveCost(row)),
  ),
  rowInvariant(
    'leases',
    'status-by-dates',
    'An active lease has started and not ended, an expired one has ended, a pending one has not',
    (row, { nowIso }) => {
      const isRunning = row.startDate <= nowIso && nowIso < row.endDate
      if (row.status === 'active' && !isRunning) return ['status', 'is active outside its term']
      if (row.status === 'expired' && row.endDate > nowIso) {
        return ['status', 'is expired before its end']
      }
      if (row.status === 'pending' && row.endDate <= nowIso) {
        return ['status', 'is pending after its end']
      }
      return null
    },
  ),
  arrayInvariant(
    'leases',
    'alias-per-lessee',
    'A lessee shows under one alias, and an alias stands for one lessee',
    (rows) => {
      const aliases = new Map<string, string>()
      const lessees = new Map<string, string>()
      return rows.flatMap(({ id, subscriberId, lesseeAlias }) => {
        const alias = aliases.get(subscriberId) ?? lesseeAlias
        const lessee = lessees.get(lesseeAlias) ?? subscriberId
        aliases.set(subscriberId, alias)
        lessees.set(lesseeAlias, lessee)
        if (alias === lesseeAlias && lessee === subscriberId) return []
        return [
          { id, field: 'lesseeAlias', message: `"${lesseeAlias}" is not that lessee's alias` },
        ]
      })
    },
  ),
]

const channelInvariants: readonly Invariant[] = [
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

const statementInvariants: readonly Invariant[] = [
  idPatternInvariant('statements', /^stmt_\d{6}_\d{3,}$/),
  uniqueInvariant('statements', 'id-unique', 'id', 'The id is used once', (row) => row.id),
  uniqueInvariant(
    'statements',
    'one-per-period',
    'period',
    'A treasury has one statement per month',
    (row) => `${row.treasuryId} ${row.period}`,
  ),
  rowInvariant('statements', 'reference', 'Its treasury exists', (row, { treasuries }) =>
    referenceFault('treasuryId', row.treasuryId, treasuries),
  ),
  rowInvariant(
    'statements',
    'period-form',
    'The period is written YYYY-MM and is part of the id',
    ({ id, period }) =>
      PERIOD_PATTERN.test(period) && id.startsWith(`stmt_${period.replace('-', '')}_`)
        ? null
        : ['period', `"${period}" is not the month of ${id}`],
  ),
  rowInvariant(
    'statements',
    'gross-is-sum',
    'Gross is lease + routing fees, to the satoshi',
    (row) =>
      equalFault(
        'grossTotal',
        row.grossTotal,
        sumBtc([row.leaseFeesEarned, row.routingFeesEarned]),
      ),
  ),
  rowInvariant('statements', 'net-is-difference', 'Net is gross − margin, to the satoshi', (row) =>
    equalFault('netTotal', row.netTotal, sumBtc([row.grossTotal, -row.flowrateMargin])),
  ),
  rowInvariant(
    'statements',
    'margin-range',
    'The margin is not negative and not above the gross',
    ({ flowrateMargin, grossTotal }) =>
      flowrateMargin >= 0 && flowrateMargin <= Math.max(0, grossTotal)
        ? null
        : ['flowrateMargin', `${flowrateMargin} is not between 0 and the gross ${grossTotal}`],
  ),
  rowInvariant(
    'statements',
    'closed-month',
    'Only closed months have a statement, made after their end and before now',
    (row, { nowIso }): Fault[] => {
      if (!PERIOD_PATTERN.test(row.period)) return []
      const end = startOfDay(monthWindow(row.period).to)
      if (monthOf(nowIso) < addMonths(row.period, 1)) return [['period', 'is not closed yet']]
      return row.generatedAt >= end && row.generatedAt <= nowIso
        ? []
        : [['generatedAt', `lies outside ${end} to ${nowIso}`]]
    },
  ),
  rowInvariant(
    'statements',
    'download-paths',
    'The downloads are paths of its month',
    ({ period, downloadUrls }): Fault[] =>
      (['csv', 'pdf'] as const).flatMap((kind) =>
        equalFault(
          `downloadUrls.${kind}`,
          downloadUrls[kind],
          `/treasury/billing/${period}/statement.${kind}`,
        ),
      ),
  ),
]

export const TREASURY_INVARIANTS: readonly Invariant[] = [
  ...treasuryInvariants,
  ...nodeInvariants,
  ...leaseInvariants,
  ...channelInvariants,
  ...statementInvariants,
]

/** Sum of BTC numbers, added as satoshis. */
export function sumBtc(values: readonly number[]): number {
  return toBtc(sumSats(values.map(fromBtc)))
}

export function liveOf(groups: ReadonlyMap<string, Lease[]>, id: string): Lease[] {
  return (groups.get(id) ?? []).filter((lease) => lease.status === 'active')
}

/** Fee of the term in satoshis; null when the field of its model is missing. */
export function feeOf(lease: Lease): number | null {
  if (lease.feeModel === 'fixed') {
    return lease.feeAmount === undefined ? null : fromBtc(lease.feeAmount)
  }
  return lease.feePPM === undefined ? null : mulPpm(fromBtc(lease.size), lease.feePPM, 'half-up')
}

function effectiveCost(lease: Lease): number {
  const fee = feeOf(lease)
  if (fee === null || lease.size <= 0) return lease.effectiveCostPPM
  return mulDiv(fee, 1_000_000, fromBtc(lease.size), 'half-up')
}

function weightedUtilization(treasuryId: string, lookup: Lookup): number {
  const channels = (lookup.nodesByTreasury.get(treasuryId) ?? []).flatMap(
    (node) => lookup.channelsByNode.get(node.id) ?? [],
  )
  const capacity = sumBtc(channels.map((channel) => channel.capacity))
  if (capacity === 0) return 0
  const routed = channels.reduce((sum, row) => sum + row.utilization * row.capacity, 0)
  return routed / capacity
}
