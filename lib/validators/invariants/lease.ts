import { fromBtc, mulDiv } from '@/lib/core/money'
import { daysLeft } from '@/lib/core/time'
import type { Lease } from '@/types'
import {
  amountFaults,
  arrayInvariant,
  equalFault,
  type Fault,
  type Invariant,
  idPatternInvariant,
  referenceFault,
  rowInvariant,
  uniqueInvariant,
} from '../invariant'
import { feeOf } from './derived'

export const LEASE_INVARIANTS: readonly Invariant[] = [
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

function effectiveCost(lease: Lease): number {
  const fee = feeOf(lease)
  if (fee === null || lease.size <= 0) return lease.effectiveCostPPM
  return mulDiv(fee, 1_000_000, fromBtc(lease.size), 'half-up')
}
