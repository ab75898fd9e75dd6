import { z } from 'zod'
import {
  AUDIT_ACTOR_TYPES,
  COMPLIANCE_ENTITY_TYPES,
  COMPLIANCE_VIEW_STATUSES,
  CONTRACT_VIEW_STATUSES,
  SANCTIONS_RESULTS,
} from '@/types'
import { btcNumber, isoInstant, nonEmpty, wholeNumber } from './primitives'

export const treasuryPoolSchema = z.strictObject({
  id: z.string(),
  name: nonEmpty,
  treasuryIds: z.array(z.string()),
  totalCapacity: btcNumber,
  availableCapacity: btcNumber,
  policy: z.strictObject({
    minTerm: wholeNumber,
    maxExposure: btcNumber,
    jurisdictions: z.array(z.string()),
  }),
})

export const complianceRecordSchema = z.strictObject({
  id: z.string(),
  entityId: z.string(),
  entityType: z.enum(COMPLIANCE_ENTITY_TYPES),
  status: z.enum(COMPLIANCE_VIEW_STATUSES),
  kycChecklist: z.strictObject({
    idVerified: z.boolean(),
    addressVerified: z.boolean(),
    entityVerified: z.boolean(),
  }),
  documentsReceived: wholeNumber.nonnegative(),
  riskScore: z.number(),
  sanctionsCheck: z.enum(SANCTIONS_RESULTS),
  lastUpdated: isoInstant,
})

export const contractSchema = z.strictObject({
  id: z.string(),
  leaseId: z.string(),
  treasuryId: z.string(),
  subscriberId: z.string(),
  terms: z.strictObject({ size: btcNumber, duration: wholeNumber, feeStructure: nonEmpty }),
  issuedAt: isoInstant,
  signedByTreasury: isoInstant.optional(),
  signedBySubscriber: isoInstant.optional(),
  status: z.enum(CONTRACT_VIEW_STATUSES),
})

export const auditLogSchema = z.strictObject({
  id: z.string(),
  timestamp: isoInstant,
  actor: z.strictObject({ type: z.enum(AUDIT_ACTOR_TYPES), id: nonEmpty, name: nonEmpty }),
  action: z.string(),
  entityType: nonEmpty,
  entityId: nonEmpty,
  details: z.record(z.string(), z.unknown()),
  ipAddress: z.union([z.ipv4(), z.ipv6()]).optional(),
})
