import { describe, expect, it } from 'vitest'
import {
  allowsAllocation,
  meetsApproval,
  toComplianceRecord,
} from '@/lib/domains/compliance/record/rules'
import { COMPLIANCE_STATUSES, type ComplianceRecordRecord } from '@/types'

const NOW = new Date('2026-11-20T00:00:00.000Z')
const record: ComplianceRecordRecord = {
  id: 'kyc_001',
  organisationId: 'sub_001',
  entityType: 'subscriber',
  status: 'approved',
  isIdVerified: true,
  isAddressVerified: true,
  isEntityVerified: true,
  documentsReceived: 5,
  riskScore: 12,
  sanctionsCheck: 'pass',
  jurisdiction: 'CH',
  reason: null,
  updatedAt: '2026-06-01T00:00:00.000Z',
  nextReviewAt: '2027-06-01T00:00:00.000Z',
}

describe('a compliance record', () => {
  it('meets approval with three checks and a passed screening', () => {
    expect(meetsApproval(record)).toBe(true)
    expect(meetsApproval({ ...record, isAddressVerified: false })).toBe(false)
    expect(meetsApproval({ ...record, sanctionsCheck: 'pending' })).toBe(false)
  })

  it('allows new capacity while approved and before its review', () => {
    expect(allowsAllocation(record, NOW)).toBe(true)
    expect(allowsAllocation({ ...record, nextReviewAt: NOW.toISOString() }, NOW)).toBe(false)
    expect(allowsAllocation({ ...record, status: 'pending' }, NOW)).toBe(false)
  })

  it('shows in the narrower words of the data model', () => {
    const shown = COMPLIANCE_STATUSES.map(
      (status) => toComplianceRecord({ ...record, status }).status,
    )
    expect(shown).toEqual(['pending', 'pending', 'approved', 'rejected', 'pending'])
  })
})
