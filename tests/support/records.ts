import { sats } from '@/lib/core/money'
import type {
  ContractRecord,
  EarlyEndRecord,
  IncidentRecord,
  InvoiceRecord,
  LeaseRecord,
  NodeRecord,
  RenewalRequestRecord,
} from '@/types'

/** A 90-day ppm lease of 1 BTC that is active on 20 November 2026; a pending one is not delivered. */
export function aLease(rest: Partial<LeaseRecord> = {}): LeaseRecord {
  const isDelivered = rest.status !== 'pending'
  return {
    id: 'lease_001',
    treasuryId: 'trs_001',
    subscriberId: 'sub_001',
    poolId: 'pool_001',
    ticketId: null,
    sizeSats: sats(100_000_000),
    startAt: '2026-10-01T00:00:00.000Z',
    endAt: '2026-12-30T00:00:00.000Z',
    feeModel: 'ppm',
    feeSats: null,
    feePpm: 3000,
    status: 'active',
    isCancelAtTerm: false,
    renewsLeaseId: null,
    extendsLeaseId: null,
    deliveredAt: isDelivered ? '2026-10-01T00:00:00.000Z' : null,
    endedAt: null,
    endFeeSats: sats(0),
    createdAt: '2026-09-29T00:00:00.000Z',
    version: 1,
    ...rest,
  }
}

/** The draft contract of `aLease`. */
export function aContract(rest: Partial<ContractRecord> = {}): ContractRecord {
  return {
    id: 'ctr_001',
    leaseId: 'lease_001',
    treasuryId: 'trs_001',
    subscriberId: 'sub_001',
    sizeSats: sats(100_000_000),
    termDays: 90,
    startAt: '2026-10-01T00:00:00.000Z',
    feeModel: 'ppm',
    feeSats: null,
    feePpm: 3000,
    lessorLabel: 'A treasury',
    lesseeLabel: 'Exchange Amber',
    template: 2,
    termsHash: 'a'.repeat(64),
    issuedAt: '2026-09-29T00:00:00.000Z',
    signedByTreasuryAt: null,
    signedBySubscriberAt: null,
    completedAt: null,
    status: 'draft',
    version: 1,
    ...rest,
  }
}

/** A request of the subscriber to renew `aLease` that waits until 22 November 2026. */
export function aRenewal(rest: Partial<RenewalRequestRecord> = {}): RenewalRequestRecord {
  return {
    id: 'ren_001',
    leaseId: 'lease_001',
    treasuryId: 'trs_001',
    subscriberId: 'sub_001',
    sizeSats: sats(100_000_000),
    termDays: 90,
    feeModel: 'ppm',
    feeSats: null,
    feePpm: 3000,
    status: 'requested',
    requestedBy: 'subscriber',
    lessorLabel: null,
    lesseeLabel: null,
    termsHash: null,
    respondBy: '2026-11-22T00:00:00.000Z',
    newLeaseId: null,
    fallbackTicketId: null,
    reason: null,
    createdAt: '2026-11-19T00:00:00.000Z',
    answeredAt: null,
    version: 1,
    ...rest,
  }
}

/** The subscriber's wish to end `aLease` early. */
export function anEarlyEnd(rest: Partial<EarlyEndRecord> = {}): EarlyEndRecord {
  return {
    id: 'end_001',
    leaseId: 'lease_001',
    treasuryId: 'trs_001',
    subscriberId: 'sub_001',
    requestedBy: 'subscriber',
    reason: 'We need less capacity',
    status: 'requested',
    effectiveAt: '2026-12-19T00:00:00.000Z',
    feeSats: sats(3000),
    isFeeWaived: false,
    createdAt: '2026-11-19T00:00:00.000Z',
    answeredAt: null,
    answerReason: null,
    version: 1,
    ...rest,
  }
}

export function aNode(rest: Partial<NodeRecord> = {}): NodeRecord {
  return {
    id: 'node_001',
    treasuryId: 'trs_001',
    alias: 'NODE-01',
    pubkey: '0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798',
    implementation: 'lnd',
    version: '0.19.2',
    status: 'online',
    statusSince: '2026-10-01T00:00:00.000Z',
    lastSeenAt: '2026-11-20T00:00:00.000Z',
    reserveSats: sats(30_000_000),
    signerQuorumRequired: 2,
    signerQuorumPresent: 2,
    signerSince: null,
    versionSince: null,
    policySince: null,
    backupStatus: 'ok',
    backupAt: '2026-11-19T22:00:00.000Z',
    baseFeeMsat: 500,
    feePpm: 1000,
    timeLockBlocks: 80,
    createdAt: '2026-06-01T00:00:00.000Z',
    retiredAt: null,
    profile: { onlinePpm: 998_000, pingMs: 40, rebalanceEveryDays: 5 },
    ...rest,
  }
}

export function anInvoice(rest: Partial<InvoiceRecord> = {}): InvoiceRecord {
  return {
    id: 'inv_202610_001',
    number: 'INV-2026-000001',
    subscriberId: 'sub_001',
    period: '2026-10',
    amountSats: sats(1_000_000),
    paidSats: sats(0),
    currency: 'BTC',
    amountCents: null,
    status: 'issued',
    issuedAt: '2026-11-01T00:00:00.000Z',
    dueAt: '2026-11-15T00:00:00.000Z',
    paidAt: null,
    ...rest,
  }
}

export function anIncident(rest: Partial<IncidentRecord> = {}): IncidentRecord {
  return {
    id: 'inc_001',
    kind: 'node_offline',
    severity: 'major',
    status: 'open',
    title: 'A node does not answer',
    treasuryId: 'trs_001',
    subscriberId: 'sub_001',
    nodeId: 'node_001',
    leaseId: 'lease_001',
    channelId: null,
    openedAt: '2026-11-19T17:00:00.000Z',
    acknowledgedAt: null,
    resolvedAt: null,
    rootCause: null,
    ...rest,
  }
}
