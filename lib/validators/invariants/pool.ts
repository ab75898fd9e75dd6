import { MOST_TERM_DAYS } from '@/lib/core/limits'
import {
  equalFault,
  type Fault,
  type Invariant,
  idPatternInvariant,
  referenceFault,
  rowInvariant,
  uniqueInvariant,
} from '../invariant'
import { sumBtc } from './derived'

export const POOL_INVARIANTS: readonly Invariant[] = [
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
    `Minimum term is 1 to ${MOST_TERM_DAYS} days, exposure above 0, jurisdictions are two-letter codes`,
    ({ policy }): Fault[] => [
      ...(policy.minTerm >= 1 && policy.minTerm <= MOST_TERM_DAYS
        ? []
        : [
            ['policy.minTerm', `${policy.minTerm} is not between 1 and ${MOST_TERM_DAYS}`] as const,
          ]),
      ...(policy.maxExposure > 0 ? [] : [['policy.maxExposure', 'is not above 0'] as const]),
      ...(policy.jurisdictions.length > 0 &&
      policy.jurisdictions.every((code) => /^[A-Z]{2}$/.test(code))
        ? []
        : [['policy.jurisdictions', 'is empty or holds no two-letter code'] as const]),
    ],
  ),
]
