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

/** Whose review allows new allocations. */
export function clearedIds(
  records: Iterable<ComplianceRecordRecord>,
  now: Date,
): ReadonlySet<string> {
  const cleared = [...records].filter((record) => allowsAllocation(record, now))
  return new Set(cleared.map(({ organisationId }) => organisationId))
}

export const COMPLIANCE_BADGES = ['kyb_verified', 'kyb_pending', 'enhanced_due_diligence'] as const
/** What lessees are told of a provider's review, whether or not they know its name. Source: §9 #11. */
export type ComplianceBadge = (typeof COMPLIANCE_BADGES)[number]

/** A risk score from which an approval rests on enhanced due diligence: the high band of §6.3. */
const ENHANCED_FROM_SCORE = 70

export function complianceBadge(
  record: Pick<ComplianceRecordRecord, 'status' | 'riskScore'> | undefined,
): ComplianceBadge {
  if (record?.status !== 'approved') return 'kyb_pending'
  return record.riskScore >= ENHANCED_FROM_SCORE ? 'enhanced_due_diligence' : 'kyb_verified'
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
