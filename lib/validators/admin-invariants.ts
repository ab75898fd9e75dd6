import { formatBtc, fromBtc } from '@/lib/core/money'
import { addMs, DAY_MS, toMs } from '@/lib/core/time'
import type { LeaseViewStatus } from '@/types'
import {
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
import { sumBtc } from './treasury-invariants'
import type { Lookup, RowOf } from './view'

const AUDIT_DAYS = 30

const poolInvariants: readonly Invariant[] = [
  idPatternInvariant('treasuryPools', /^pool_\d{3,}$/),
  uniqueInvariant('treasuryPools', 'id-unique', 'id', 'The id is used once', (row) => row.id),
  rowInvariant(
    'treasuryPools',
    'reference',
    'It has members, each an existing treasury and named once',
    ({ treasuryIds }, { treasuries }): Fault[] => {
      if (treasuryIds.length === 0) return [['treasuryIds', 'is empty']]
      if (new Set(treasuryIds).size < treasuryIds.length)
        return [['treasuryIds', 'names one twice']]
      return treasuryIds.flatMap((id) => referenceFault('treasuryIds', id, treasuries))
    },
  ),
  rowInvariant(
    'treasuryPools',
    'total-is-deployed',
    'Total capacity is the deployed bitcoin of its distinct members',
    (row, { treasuries }) =>
      equalFault(
        'totalCapacity',
        row.totalCapacity,
        sumBtc([...new Set(row.treasuryIds)].map((id) => treasuries.get(id)?.deployedBTC ?? 0)),
      ),
  ),
  rowInvariant(
    'treasuryPools',
    'available-range',
    'Available capacity is not negative and not above the total',
    ({ availableCapacity, totalCapacity }) =>
      availableCapacity >= 0 && availableCapacity <= totalCapacity
        ? null
        : ['availableCapacity', `${availableCapacity} is not between 0 and ${totalCapacity}`],
  ),
  rowInvariant(
    'treasuryPools',
    'policy-range',
    'Minimum term is 1 to 365 days, exposure above 0, jurisdictions are two-letter codes',
    ({ policy }): Fault[] => [
      ...(policy.minTerm >= 1 && policy.minTerm <= 365
        ? []
        : [['policy.minTerm', `${policy.minTerm} is not between 1 and 365`] as const]),
      ...(policy.maxExposure > 0 ? [] : [['policy.maxExposure', 'is not above 0'] as const]),
      ...(policy.jurisdictions.length > 0 &&
      policy.jurisdictions.every((code) => /^[A-Z]{2}$/.test(code))
        ? []
        : [['policy.jurisdictions', 'is empty or holds no two-letter code'] as const]),
    ],
  ),
]

const complianceInvariants: readonly Invariant[] = [
  idPatternInvariant('complianceRecords', /^kyc_\d{3,}$/),
  uniqueInvariant('complianceRecords', 'id-unique', 'id', 'The id is used once', (row) => row.id),
  uniqueInvariant(
    'complianceRecords',
    'one-per-entity',
    'entityId',
    'An organisation has one record',
    (row) => row.entityId,
  ),
  rowInvariant(
    'complianceRecords',
    'reference',
    'Its organisation exists and is of its type',
    (row, { treasuries, subscribers }) =>
      referenceFault(
        'entityId',
        row.entityId,
        row.entityType === 'treasury' ? treasuries : subscribers,
      ),
  ),
  rowInvariant(
    'complianceRecords',
    'risk-range',
    'The risk score lies between 0 and 100',
    ({ riskScore }) => percentFaults({ riskScore }),
  ),
  rowInvariant(
    'complianceRecords',
    'approved-means-checked',
    'An approved record has all three checks and a passed sanctions screening',
    ({ status, kycChecklist, sanctionsCheck }): Fault[] => {
      if (status !== 'approved') return []
      const missing = Object.entries(kycChecklist).filter(([, isDone]) => !isDone)
      return [
        ...missing.map(
          ([check]) => [`kycChecklist.${check}`, 'is open although approved'] as const,
        ),
        ...(sanctionsCheck === 'pass'
          ? []
          : [['sanctionsCheck', `is ${sanctionsCheck} although approved`] as const]),
      ]
    },
  ),
  rowInvariant(
    'complianceRecords',
    'past-instant',
    'It was last updated before now',
    ({ lastUpdated }, lookup) => pastFaults({ lastUpdated }, lookup),
  ),
]

const LEASE_STATUS_OF: Readonly<Record<RowOf<'contracts'>['status'], readonly LeaseViewStatus[]>> =
  {
    draft: ['pending'],
    active: ['pending', 'active', 'expired'],
    completed: ['expired'],
  }

const contractInvariants: readonly Invariant[] = [
  idPatternInvariant('contracts', /^ctr_\d{3,}$/),
  uniqueInvariant('contracts', 'id-unique', 'id', 'The id is used once', (row) => row.id),
  uniqueInvariant(
    'contracts',
    'one-per-lease',
    'leaseId',
    'A lease has one contract',
    (row) => row.leaseId,
  ),
  rowInvariant(
    'contracts',
    'reference',
    'Its lease, treasury and subscriber exist',
    (row, { leases, treasuries, subscribers }) => [
      ...referenceFault('leaseId', row.leaseId, leases),
      ...referenceFault('treasuryId', row.treasuryId, treasuries),
      ...referenceFault('subscriberId', row.subscriberId, subscribers),
    ],
  ),
  rowInvariant(
    'contracts',
    'terms-of-lease',
    'Parties, size, duration and fee are those of its lease',
    (row, { leases }): Fault[] => {
      const lease = leases.get(row.leaseId)
      if (lease === undefined) return []
      const duration = Math.round((toMs(lease.endDate) - toMs(lease.startDate)) / DAY_MS)
      const fee =
        lease.feeModel === 'fixed'
          ? formatBtc(fromBtc(lease.feeAmount ?? 0))
          : `${lease.feePPM ?? 0} ppm`
      return [
        ...equalFault('treasuryId', row.treasuryId, lease.treasuryId),
        ...equalFault('subscriberId', row.subscriberId, lease.subscriberId),
        ...equalFault('terms.size', row.terms.size, lease.size),
        ...equalFault('terms.duration', row.terms.duration, duration),
        ...(row.terms.feeStructure.includes(fee)
          ? []
          : [['terms.feeStructure', `does not name ${fee}`] as const]),
      ]
    },
  ),
  rowInvariant(
    'contracts',
    'status-of-lease',
    'A draft belongs to a pending lease, a completed contract to an ended one',
    (row, { leases }) => {
      const lease = leases.get(row.leaseId)
      return lease === undefined || LEASE_STATUS_OF[row.status].includes(lease.status)
        ? null
        : ['status', `${row.status} does not go with a lease that is ${lease.status}`]
    },
  ),
  rowInvariant(
    'contracts',
    'signed-unless-draft',
    'A draft lacks a signature, any other contract has both',
    ({ status, signedByTreasury, signedBySubscriber }): Fault[] => {
      const isSigned = signedByTreasury !== undefined && signedBySubscriber !== undefined
      if (status === 'draft') return isSigned ? [['status', 'is draft with both signatures']] : []
      const fields = Object.entries({ signedByTreasury, signedBySubscriber })
      return fields.flatMap(([field, at]): Fault[] =>
        at === undefined ? [[field, `is missing although ${status}`]] : [],
      )
    },
  ),
  rowInvariant(
    'contracts',
    'signed-after-issue',
    'It was issued before now and signed after that and before now',
    ({ issuedAt, signedByTreasury, signedBySubscriber }, lookup): Fault[] => [
      ...pastFaults({ issuedAt, signedByTreasury, signedBySubscriber }, lookup),
      ...Object.entries({ signedByTreasury, signedBySubscriber }).flatMap(([field, at]): Fault[] =>
        at === undefined || at >= issuedAt ? [] : [[field, 'lies before issuedAt']],
      ),
    ],
  ),
]

const auditInvariants: readonly Invariant[] = [
  idPatternInvariant('auditLogs', /^log_[0-9A-Za-z]{3,}$/),
  uniqueInvariant('auditLogs', 'id-unique', 'id', 'The id is used once', (row) => row.id),
  rowInvariant(
    'auditLogs',
    'recent-instant',
    'It lies in the last 30 days and not in the future',
    ({ timestamp }, lookup): Fault[] => {
      const since = addMs(lookup.now, -AUDIT_DAYS * DAY_MS)
      return [
        ...pastFaults({ timestamp }, lookup),
        ...(timestamp >= since ? [] : [['timestamp', `lies before ${since}`] as const]),
      ]
    },
  ),
  arrayInvariant('auditLogs', 'time-order', 'The log is in order of time', (rows) =>
    rows.flatMap((row, index) => {
      const before = rows[index - 1]
      if (before === undefined || before.timestamp <= row.timestamp) return []
      return [{ id: row.id, field: 'timestamp', message: `lies before that of ${before.id}` }]
    }),
  ),
  rowInvariant(
    'auditLogs',
    'action-form',
    'The action is written entity.verb in lower case',
    ({ action }) =>
      /^[a-z_]+\.[a-z_]+$/.test(action) ? null : ['action', `"${action}" is not entity.verb`],
  ),
  rowInvariant(
    'auditLogs',
    'system-actor',
    'The system acts as "system" and from no address, a user never does',
    ({ actor, ipAddress }): Fault[] => {
      if (actor.type === 'user') {
        return actor.id === 'system' ? [['actor.id', 'is "system" for a user']] : []
      }
      return [
        ...equalFault('actor.id', actor.id, 'system'),
        ...(ipAddress === undefined ? [] : [['ipAddress', 'is present for the system'] as const]),
      ]
    },
  ),
  rowInvariant(
    'auditLogs',
    'reference',
    'A treasury, subscriber, node or lease that it speaks of exists',
    (row, lookup) => {
      const targets = auditTargets(row.entityType, lookup)
      return targets === null ? null : referenceFault('entityId', row.entityId, targets)
    },
  ),
]

export const ADMIN_INVARIANTS: readonly Invariant[] = [
  ...poolInvariants,
  ...complianceInvariants,
  ...contractInvariants,
  ...auditInvariants,
]

function auditTargets(entityType: string, lookup: Lookup): ReadonlyMap<string, unknown> | null {
  const byType: Readonly<Record<string, ReadonlyMap<string, unknown>>> = {
    Treasury: lookup.treasuries,
    Subscriber: lookup.subscribers,
    Node: lookup.nodes,
    Lease: lookup.leases,
  }
  return byType[entityType] ?? null
}
