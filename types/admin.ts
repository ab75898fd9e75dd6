import type { FeeModel, LeaseParty } from './treasury'
import type { IsoDate, IsoInstant, Sats } from './units'

export const COMPLIANCE_VIEW_STATUSES = ['pending', 'approved', 'rejected'] as const
export type ComplianceViewStatus = (typeof COMPLIANCE_VIEW_STATUSES)[number]

export const COMPLIANCE_STATUSES = [
  'not_started',
  'pending',
  'approved',
  'rejected',
  'resubmit_required',
] as const
export type ComplianceStatus = (typeof COMPLIANCE_STATUSES)[number]

export const COMPLIANCE_ENTITY_TYPES = ['subscriber', 'treasury'] as const
export type ComplianceEntityType = (typeof COMPLIANCE_ENTITY_TYPES)[number]

export const SANCTIONS_RESULTS = ['pass', 'fail', 'pending'] as const
export type SanctionsResult = (typeof SANCTIONS_RESULTS)[number]

export const CONTRACT_VIEW_STATUSES = ['draft', 'active', 'completed'] as const
export type ContractViewStatus = (typeof CONTRACT_VIEW_STATUSES)[number]
export const CONTRACT_STATUSES = ['draft', 'active', 'completed', 'void'] as const
export type ContractStatus = (typeof CONTRACT_STATUSES)[number]

export const ALLOCATION_STATUSES = ['reserved', 'confirmed', 'released'] as const
export type AllocationStatus = (typeof ALLOCATION_STATUSES)[number]

export const INCIDENT_KINDS = [
  'node_offline',
  'capacity_short',
  'success_rate',
  'channel_force_closed',
  'payment',
  'security',
] as const
export type IncidentKind = (typeof INCIDENT_KINDS)[number]

export const INCIDENT_SEVERITIES = ['minor', 'major', 'critical'] as const
export type IncidentSeverity = (typeof INCIDENT_SEVERITIES)[number]

export const INCIDENT_STATUSES = ['open', 'acknowledged', 'resolved'] as const
export type IncidentStatus = (typeof INCIDENT_STATUSES)[number]

export const SLA_METRICS = ['uptime', 'delivered'] as const
export type SlaMetric = (typeof SLA_METRICS)[number]

export const RECONCILIATION_SOURCES = [
  'channel_balance',
  'capacity_alloc',
  'payment_unmatched',
  'ledger_vs_node',
  'statement',
] as const
export type ReconciliationSource = (typeof RECONCILIATION_SOURCES)[number]

export const RECONCILIATION_STATUSES = ['open', 'investigating', 'resolved', 'written_off'] as const
export type ReconciliationStatus = (typeof RECONCILIATION_STATUSES)[number]

export const AUDIT_ACTOR_TYPES = ['user', 'system'] as const
export type AuditActorType = (typeof AUDIT_ACTOR_TYPES)[number]

export interface TreasuryPool {
  id: string
  name: string
  treasuryIds: string[]
  totalCapacity: number
  availableCapacity: number
  policy: {
    minTerm: number
    maxExposure: number
    jurisdictions: string[]
  }
}

export interface ComplianceRecord {
  id: string
  entityId: string
  entityType: ComplianceEntityType
  status: ComplianceViewStatus
  kycChecklist: {
    idVerified: boolean
    addressVerified: boolean
    entityVerified: boolean
  }
  documentsReceived: number
  riskScore: number
  sanctionsCheck: SanctionsResult
  lastUpdated: string
}

export interface Contract {
  id: string
  leaseId: string
  treasuryId: string
  subscriberId: string
  terms: {
    size: number
    duration: number
    feeStructure: string
  }
  issuedAt: string
  signedByTreasury?: string
  signedBySubscriber?: string
  status: ContractViewStatus
}

export interface AuditLog {
  id: string
  timestamp: string
  actor: {
    type: AuditActorType
    id: string
    name: string
  }
  action: string
  entityType: string
  entityId: string
  details: Record<string, unknown>
  ipAddress?: string
}

export interface TreasuryPoolRecord {
  id: string
  name: string
  /** Shown to subscribers in place of an anonymised treasury's name. */
  nickname: string
  treasuryIds: string[]
  minTermDays: number
  maxExposureSats: Sats
  /** ISO 3166 alpha-2 codes; groups are expanded when stored. */
  jurisdictions: string[]
  createdAt: IsoInstant
  version: number
}

export interface ComplianceRecordRecord {
  id: string
  organisationId: string
  entityType: ComplianceEntityType
  status: ComplianceStatus
  isIdVerified: boolean
  isAddressVerified: boolean
  isEntityVerified: boolean
  documentsReceived: number
  /** 0 to 100, higher is riskier. */
  riskScore: number
  sanctionsCheck: SanctionsResult
  jurisdiction: string
  reason: string | null
  updatedAt: IsoInstant
  nextReviewAt: IsoInstant
}

export interface AllocationRecord {
  id: string
  ticketId: string | null
  poolId: string
  treasuryId: string
  subscriberId: string
  leaseId: string
  contractId: string | null
  sizeSats: Sats
  status: AllocationStatus
  /** When a reservation without both signatures falls back; null once confirmed. */
  expiresAt: IsoInstant | null
  /** The admin who made it; null for what was brought over at onboarding. */
  allocatedBy: string | null
  note: string | null
  createdAt: IsoInstant
}

export interface ContractRecord {
  id: string
  leaseId: string
  treasuryId: string
  subscriberId: string
  sizeSats: Sats
  termDays: number
  /** Planned start; a later delivery moves start and end, the length stays. */
  startAt: IsoInstant
  feeModel: FeeModel
  feeSats: Sats | null
  feePpm: number | null
  /** What the parties were called when it was issued: a pool's nickname for an anonymised treasury. */
  lessorLabel: string
  lesseeLabel: string
  template: 1 | 2
  /** SHA-256, hex, of its text in the wording of its template: 1 is the terms alone, 2 the whole contract. */
  termsHash: string
  issuedAt: IsoInstant
  signedByTreasuryAt: IsoInstant | null
  signedBySubscriberAt: IsoInstant | null
  completedAt: IsoInstant | null
  status: ContractStatus
  version: number
}

export interface ContractSignatureRecord {
  contractId: string
  party: LeaseParty
  /** Null for signatures brought over at onboarding. */
  userId: string | null
  signerName: string
  termsHash: string
  signedAt: IsoInstant
  ip: string | null
}

export interface IncidentRecord {
  id: string
  kind: IncidentKind
  severity: IncidentSeverity
  status: IncidentStatus
  title: string
  treasuryId: string | null
  subscriberId: string | null
  nodeId: string | null
  leaseId: string | null
  channelId: string | null
  openedAt: IsoInstant
  acknowledgedAt: IsoInstant | null
  resolvedAt: IsoInstant | null
  rootCause: string | null
}

export interface SlaBreachRecord {
  id: string
  incidentId: string
  leaseId: string
  treasuryId: string
  subscriberId: string
  metric: SlaMetric
  targetPct: number
  measuredPct: number
  fromAt: IsoInstant
  toAt: IsoInstant | null
  /** Credit given to the lessee out of the treasury's lease fees. */
  creditSats: Sats
  /** UTC day whose month bears the credit: the day of `fromAt`, or one of the open month if that is closed. */
  bookedOn: IsoDate
}

export interface ReconciliationDiffRecord {
  id: string
  source: ReconciliationSource
  treasuryId: string | null
  entityType: string
  entityId: string
  expectedSats: Sats
  actualSats: Sats
  status: ReconciliationStatus
  resolution: string | null
  openedAt: IsoInstant
  resolvedAt: IsoInstant | null
}

export interface VersionFloors {
  /** Below the floor: warning and no new allocation. */
  floor: string
  /** Below the advisory: information. */
  advisory: string
}

export interface PlatformPolicyRecord {
  version: number
  effectiveFrom: IsoInstant
  minTermDays: number
  maxExposureSats: Sats
  /** The smallest lease, and the smallest part of a split one. */
  minLeaseSats: Sats
  /** Pending capacity requests of one organisation. */
  maxOpenRequests: number
  jurisdictions: string[]
  defaultMarginBps: number
  expiryAlertDays: number
  utilizationTargetPct: number
  uptimeAlertPct: number
  uptimeSlaPct: number
  deliveredSlaPct: number
  successRatePct: number
  lnd: VersionFloors
  cln: VersionFloors
}

export interface AuditEventRecord {
  id: string
  at: IsoInstant
  actorType: AuditActorType
  actorId: string
  actorName: string
  /** Organisation that the actor acted for; null for the system. */
  organisationId: string | null
  action: string
  entityType: string
  entityId: string
  fromStatus: string | null
  toStatus: string | null
  reason: string | null
  details: Record<string, unknown>
  ip: string | null
  requestId: string | null
}
