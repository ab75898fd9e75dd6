import type { ArrayName, RowOf } from '@/lib/validators/view'
import type { CapacityDataPoint } from '@/types'

/** How a field is written: "btc" in bitcoin, "money" in the row's own currency, "json" as it is stored. */
export type FieldKind =
  | 'text'
  | 'btc'
  | 'money'
  | 'percent'
  | 'count'
  | 'instant'
  | 'day'
  | 'yes-no'
  | 'list'
  | 'json'

type FieldsOf<Row> = Readonly<Record<keyof Required<Row>, FieldKind>>

/** Every field of every interface; leaving one out does not compile. */
export const FIELDS: { readonly [Name in ArrayName]: FieldsOf<RowOf<Name>> } = {
  treasuries: {
    id: 'text',
    name: 'text',
    deployedBTC: 'btc',
    grossAPY: 'percent',
    netAPY: 'percent',
    earnedToDate: 'btc',
    activeLeases: 'count',
    utilization: 'percent',
    averageUptime: 'percent',
    flowrateMargin: 'percent',
    createdAt: 'instant',
    payoutAddress: 'text',
  },
  nodes: {
    id: 'text',
    treasuryId: 'text',
    alias: 'text',
    pubkey: 'text',
    version: 'text',
    status: 'text',
    ping: 'count',
    lastRebalance: 'instant',
    uptime: 'percent',
    channelCount: 'count',
    capacity: 'btc',
    feeBaseMsat: 'count',
    feePPM: 'count',
    hasSigner: 'yes-no',
    warnings: 'list',
  },
  leases: {
    id: 'text',
    treasuryId: 'text',
    subscriberId: 'text',
    lesseeAlias: 'text',
    size: 'btc',
    startDate: 'instant',
    endDate: 'instant',
    daysRemaining: 'count',
    feeModel: 'text',
    feeAmount: 'btc',
    feePPM: 'count',
    effectiveCostPPM: 'count',
    status: 'text',
  },
  channels: {
    id: 'text',
    nodeId: 'text',
    peer: 'text',
    capacity: 'btc',
    localBalance: 'btc',
    remoteBalance: 'btc',
    utilization: 'percent',
    baseFee: 'count',
    feePPM: 'count',
    htlcSuccessRate: 'percent',
    uptime: 'percent',
    isActive: 'yes-no',
    lastUpdated: 'instant',
  },
  statements: {
    id: 'text',
    treasuryId: 'text',
    period: 'text',
    leaseFeesEarned: 'btc',
    routingFeesEarned: 'btc',
    grossTotal: 'btc',
    flowrateMargin: 'btc',
    netTotal: 'btc',
    generatedAt: 'instant',
    downloadUrls: 'json',
  },
  subscribers: {
    id: 'text',
    name: 'text',
    inboundLeased: 'btc',
    expiringLeases: 'count',
    effectiveCostPPM: 'count',
    effectiveCostFixed: 'btc',
    paymentSuccessRate: 'percent',
    openIncidents: 'count',
    channelCount: 'count',
    primaryPeers: 'list',
    lastPolicyUpdate: 'instant',
  },
  demandTickets: {
    id: 'text',
    subscriberId: 'text',
    size: 'btc',
    term: 'count',
    priceMin: 'count',
    priceMax: 'count',
    riskTier: 'text',
    status: 'text',
    createdAt: 'instant',
    matchedTreasuryId: 'text',
  },
  apiKeys: {
    id: 'text',
    subscriberId: 'text',
    label: 'text',
    keyPrefix: 'text',
    createdAt: 'instant',
    lastUsed: 'instant',
    permissions: 'list',
  },
  webhooks: {
    id: 'text',
    subscriberId: 'text',
    url: 'text',
    events: 'list',
    secret: 'text',
    isActive: 'yes-no',
    lastTriggered: 'instant',
  },
  invoices: {
    id: 'text',
    subscriberId: 'text',
    period: 'text',
    amount: 'money',
    currency: 'text',
    status: 'text',
    dueDate: 'instant',
    pdfUrl: 'text',
  },
  treasuryPools: {
    id: 'text',
    name: 'text',
    treasuryIds: 'list',
    totalCapacity: 'btc',
    availableCapacity: 'btc',
    policy: 'json',
  },
  complianceRecords: {
    id: 'text',
    entityId: 'text',
    entityType: 'text',
    status: 'text',
    kycChecklist: 'json',
    documentsReceived: 'count',
    riskScore: 'count',
    sanctionsCheck: 'text',
    lastUpdated: 'instant',
  },
  contracts: {
    id: 'text',
    leaseId: 'text',
    treasuryId: 'text',
    subscriberId: 'text',
    terms: 'json',
    issuedAt: 'instant',
    signedByTreasury: 'instant',
    signedBySubscriber: 'instant',
    status: 'text',
  },
  auditLogs: {
    id: 'text',
    timestamp: 'instant',
    actor: 'json',
    action: 'text',
    entityType: 'text',
    entityId: 'text',
    details: 'json',
    ipAddress: 'text',
  },
  alerts: {
    id: 'text',
    userId: 'text',
    userType: 'text',
    severity: 'text',
    title: 'text',
    message: 'text',
    actionLabel: 'text',
    actionUrl: 'text',
    createdAt: 'instant',
    readAt: 'instant',
    dismissedAt: 'instant',
  },
  yieldDataPoints: { date: 'day', routingYield: 'btc', leaseYield: 'btc' },
}

export interface OwnedCapacityPoint extends CapacityDataPoint {
  /** Whose day it is; the interface itself doesn't say. */
  subscriberId: string
}

export const CAPACITY_FIELDS: FieldsOf<OwnedCapacityPoint> = {
  date: 'day',
  subscriberId: 'text',
  delivered: 'btc',
  used: 'btc',
  successRate: 'percent',
}
