import type {
  ComplianceRecord,
  ComplianceRecordRecord,
  ComplianceStatus,
  ComplianceViewStatus,
} from '@/types'

const VIEW_STATUS: Readonly<Record<ComplianceStatus, ComplianceViewStatus>> = {
  not_started: 'pending',
  pending: 'pending',
  approved: 'approved',
  rejected: 'rejected',
  resubmit_required: 'pending',
}

/** How a full status shows in the seed's narrower one. Source: functional specification §2. */
export function complianceViewStatus(status: ComplianceStatus): ComplianceViewStatus {
  return VIEW_STATUS[status]
}

/** Approval needs all three checks and a passed sanctions screening. Source: §6.3, Compliance. */
export function meetsApproval(
  record: Pick<
    ComplianceRecordRecord,
    'isIdVerified' | 'isAddressVerified' | 'isEntityVerified' | 'sanctionsCheck'
  >,
): boolean {
  return (
    record.isIdVerified &&
    record.isAddressVerified &&
    record.isEntityVerified &&
    record.sanctionsCheck === 'pass'
  )
}

/** May get new capacity: approved and not past its review date. Source: §11, Compliance. */
export function allowsAllocation(record: ComplianceRecordRecord, now: Date): boolean {
  return record.status === 'approved' && record.nextReviewAt > now.toISOString()
}

/** Record → the seed's ComplianceRecord. */
export function toComplianceRecord(record: ComplianceRecordRecord): ComplianceRecord {
  return {
    id: record.id,
    entityId: record.organisationId,
    entityType: record.entityType,
    status: complianceViewStatus(record.status),
    kycChecklist: {
      idVerified: record.isIdVerified,
      addressVerified: record.isAddressVerified,
      entityVerified: record.isEntityVerified,
    },
    documentsReceived: record.documentsReceived,
    riskScore: record.riskScore,
    sanctionsCheck: record.sanctionsCheck,
    lastUpdated: record.updatedAt,
  }
}
