import { formatBtc, fromBtc } from '@/lib/core/money'
import { DAY_MS, toMs } from '@/lib/core/time'
import type { LeaseViewStatus } from '@/types'
import {
  equalFault,
  type Fault,
  type Invariant,
  idPatternInvariant,
  pastFaults,
  referenceFault,
  rowInvariant,
  uniqueInvariant,
} from '../invariant'
import type { RowOf } from '../view'

const LEASE_STATUS_OF: Readonly<Record<RowOf<'contracts'>['status'], readonly LeaseViewStatus[]>> =
  {
    draft: ['pending'],
    active: ['pending', 'active', 'expired'],
    completed: ['expired'],
  }

export const CONTRACT_INVARIANTS: readonly Invariant[] = [
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
