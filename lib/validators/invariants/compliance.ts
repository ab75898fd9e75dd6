import {
  type Fault,
  type Invariant,
  idPatternInvariant,
  pastFaults,
  percentFaults,
  referenceFault,
  rowInvariant,
  uniqueInvariant,
} from '../invariant'

export const COMPLIANCE_INVARIANTS: readonly Invariant[] = [
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
