import type { IsoDate, IsoInstant, Msat, Sats } from './units'

export const NODE_STATUSES = ['online', 'offline', 'syncing'] as const
export type NodeStatus = (typeof NODE_STATUSES)[number]

export const NODE_IMPLEMENTATIONS = ['lnd', 'cln', 'other'] as const
export type NodeImplementation = (typeof NODE_IMPLEMENTATIONS)[number]

export const BACKUP_STATUSES = ['ok', 'stale', 'failed', 'none'] as const
export type BackupStatus = (typeof BACKUP_STATUSES)[number]

export const FEE_MODELS = ['fixed', 'ppm'] as const
export type FeeModel = (typeof FEE_MODELS)[number]

/** The seed's narrow lease status, as pages show it. */
export const LEASE_VIEW_STATUSES = ['active', 'pending', 'expired', 'cancelled'] as const
export type LeaseViewStatus = (typeof LEASE_VIEW_STATUSES)[number]

/** The full state machine of a lease. */
export const LEASE_STATUSES = [
  'pending',
  'active',
  'paused',
  'expired',
  'completed',
  'cancelled',
  'terminated',
  'defaulted',
] as const
export type LeaseStatus = (typeof LEASE_STATUSES)[number]

export const CHANNEL_STATES = [
  'pending',
  'opening',
  'active',
  'splicing',
  'closing',
  'closed',
  'failed',
] as const
export type ChannelState = (typeof CHANNEL_STATES)[number]

export const CHANNEL_OPERATION_KINDS = ['open', 'splice_in', 'splice_out', 'close'] as const
export type ChannelOperationKind = (typeof CHANNEL_OPERATION_KINDS)[number]

/** Waiting: a step failed and only a person can decide how it goes on. */
export const CHANNEL_OPERATION_STATUSES = [
  'running',
  'waiting',
  'done',
  'failed',
  'cancelled',
] as const
export type ChannelOperationStatus = (typeof CHANNEL_OPERATION_STATUSES)[number]

export const CLOSE_MODES = ['cooperative', 'force'] as const
export type CloseMode = (typeof CLOSE_MODES)[number]

/** Faults that the mock Lightning back end can be told to show. */
export const LIGHTNING_FAULTS = ['peer_offline', 'open_fails', 'too_small', 'input_spent'] as const
export type LightningFault = (typeof LIGHTNING_FAULTS)[number]

/** Who takes part in a lease, as far as a request or a signature is concerned. */
export const LEASE_PARTIES = ['treasury', 'subscriber'] as const
export type LeaseParty = (typeof LEASE_PARTIES)[number]

export const EARLY_END_STATUSES = [
  'requested',
  'approved',
  'declined',
  'withdrawn',
  'done',
] as const
export type EarlyEndStatus = (typeof EARLY_END_STATUSES)[number]

export const STEP_STATUSES = ['done', 'running', 'failed'] as const
export type StepStatus = (typeof STEP_STATUSES)[number]

export const PAYOUT_STATUSES = ['scheduled', 'approved', 'sent', 'confirmed', 'failed'] as const
export type PayoutStatus = (typeof PAYOUT_STATUSES)[number]

export const PAYOUT_METHODS = ['onchain', 'lightning', 'bank'] as const
export type PayoutMethod = (typeof PAYOUT_METHODS)[number]

export interface Treasury {
  id: string
  name: string
  deployedBTC: number
  grossAPY: number
  netAPY: number
  earnedToDate: number
  activeLeases: number
  utilization: number
  averageUptime: number
  flowrateMargin: number
  createdAt: string
  payoutAddress?: string
}

export interface Node {
  id: string
  treasuryId: string
  alias: string
  pubkey: string
  version: string
  status: NodeStatus
  ping: number
  lastRebalance: string
  uptime: number
  channelCount: number
  capacity: number
  feeBaseMsat: number
  feePPM: number
  hasSigner: boolean
  warnings: string[]
}

export interface Lease {
  id: string
  treasuryId: string
  subscriberId: string
  lesseeAlias: string
  size: number
  startDate: string
  endDate: string
  daysRemaining: number
  feeModel: FeeModel
  feeAmount?: number
  feePPM?: number
  effectiveCostPPM: number
  status: LeaseViewStatus
}

export interface Channel {
  id: string
  nodeId: string
  peer: string
  capacity: number
  localBalance: number
  remoteBalance: number
  utilization: number
  baseFee: number
  feePPM: number
  htlcSuccessRate: number
  uptime: number
  isActive: boolean
  lastUpdated: string
}

export interface Statement {
  id: string
  treasuryId: string
  period: string
  leaseFeesEarned: number
  routingFeesEarned: number
  grossTotal: number
  flowrateMargin: number
  netTotal: number
  generatedAt: string
  downloadUrls: {
    csv: string
    pdf: string
  }
}

export interface TreasuryRecord {
  id: string
  name: string
  /** Flowrate's contract rate, in basis points of gross fees. */
  marginBps: number
  /** Name shown to subscribers while the treasury is anonymised. */
  alias: string
  isAnonymised: boolean
  jurisdiction: string
  policyTemplateId: string
  createdAt: IsoInstant
}

export interface PayoutAddressRecord {
  id: string
  treasuryId: string
  address: string
  verifiedAt: IsoInstant | null
}

export interface PolicyTemplateRecord {
  id: string
  name: string
  baseFeeMsatMin: number
  baseFeeMsatMax: number
  feePpmMin: number
  feePpmMax: number
  timeLockBlocksMin: number
  timeLockBlocksMax: number
}

/** What makes a node's daily facts: parameters of the mock Lightning back end, constant over time. */
export interface NodeProfile {
  /** Share of a day online, parts per million. */
  onlinePpm: number
  pingMs: number
  rebalanceEveryDays: number
}

/** What makes a channel's daily facts: parameters of the mock Lightning back end, constant over time. */
export interface ChannelProfile {
  /** Routed volume a day as parts per million of capacity. */
  turnoverPpm: number
  /** Fee earned on routed volume, parts per million. */
  earnedPpm: number
  /** Share of HTLC attempts that settle, parts per million. */
  successPpm: number
  /** HTLC attempts a day. */
  attempts: number
  /** Most of the inbound side that is consumed on a usual day, parts per million of capacity. */
  usedPpm: number
  onlinePpm: number
  /** Day-to-day variation, parts per million; 0 keeps the figures constant. */
  noisePpm: number
}

export interface NodeRecord {
  id: string
  treasuryId: string
  alias: string
  pubkey: string
  implementation: NodeImplementation
  /** Numeric version without the leading "v", e.g. "0.17.0". */
  version: string
  status: NodeStatus
  statusSince: IsoInstant
  lastSeenAt: IsoInstant
  reserveSats: Sats
  signerQuorumRequired: number
  signerQuorumPresent: number
  /** Since when so many signers are present; null: since the node is connected. */
  signerSince: IsoInstant | null
  /** Since when it runs its version; null: since it is connected. */
  versionSince: IsoInstant | null
  /** Since when its fee settings are as they are; null: since it is connected. */
  policySince: IsoInstant | null
  backupStatus: BackupStatus
  backupAt: IsoInstant | null
  baseFeeMsat: number
  feePpm: number
  timeLockBlocks: number
  createdAt: IsoInstant
  retiredAt: IsoInstant | null
  profile: NodeProfile
}

export interface ChannelRecord {
  id: string
  nodeId: string
  treasuryId: string
  peerAlias: string
  peerPubkey: string
  capacitySats: Sats
  localSats: Sats
  remoteSats: Sats
  baseFeeMsat: number
  feePpm: number
  state: ChannelState
  stateSince: IsoInstant
  isPeerOnline: boolean
  openedAt: IsoInstant | null
  closedAt: IsoInstant | null
  /** Funding outpoint "txid:index"; null until the funding transaction is broadcast. */
  fundingOutpoint: string | null
  updatedAt: IsoInstant
  profile: ChannelProfile
}

export interface ChannelStepRecord {
  channelId: string
  treasuryId: string
  seq: number
  step: string
  status: StepStatus
  txid: string | null
  message: string
  at: IsoInstant
}

export interface LeaseRecord {
  id: string
  treasuryId: string
  subscriberId: string
  poolId: string | null
  ticketId: string | null
  sizeSats: Sats
  startAt: IsoInstant
  endAt: IsoInstant
  feeModel: FeeModel
  feeSats: Sats | null
  feePpm: number | null
  status: LeaseStatus
  isCancelAtTerm: boolean
  renewsLeaseId: string | null
  /** The lease that this one adds capacity to; it has the same end and its own contract. */
  extendsLeaseId: string | null
  /** When channels of at least its size stood behind it; for a renewal, when it was accepted. */
  deliveredAt: IsoInstant | null
  /** When it left the live states early (terminated, cancelled, defaulted) or was completed. */
  endedAt: IsoInstant | null
  /** Of an early end, due at `endedAt`: above 0 the lessee pays the lessor, below 0 the lessor the lessee. */
  endFeeSats: Sats
  createdAt: IsoInstant
  version: number
}

/**
 * One operation of the Lightning back end on one channel, from the order to its last step; the log of
 * its steps are ChannelStepRecords.
 */
export interface ChannelOperationRecord {
  id: string
  channelId: string
  nodeId: string
  treasuryId: string
  kind: ChannelOperationKind
  status: ChannelOperationStatus
  /** Capacity of the channel to open, or the amount that a splice adds or takes; 0 for a close. */
  amountSats: Sats
  mode: CloseMode | null
  /** The scripted fault that this operation runs into; null for none. */
  fault: LightningFault | null
  /** 1 for the first try. */
  attempt: number
  /** Steps of this attempt that are over. */
  stepsDone: number
  startedAt: IsoInstant
  /** When its next step is due; null while it waits for a person or is over. */
  dueAt: IsoInstant | null
  endedAt: IsoInstant | null
  /**
   * The transaction that it has broadcast, which binds the satoshis until it is buried; null before, and
   * again once the back end has proven that it can never confirm.
   */
  txid: string | null
  /** When the time lock of a forced close ends; null before its confirmation, and for anything else. */
  lockedUntil: IsoInstant | null
}

/** A fault that the mock Lightning back end shows on a node's next operations. */
export interface LightningFaultRecord {
  id: string
  nodeId: string
  fault: LightningFault
  /** Operations that it still hits. */
  remaining: number
  createdAt: IsoInstant
}

/** The wish of one party (or Flowrate) to end a lease before its term. */
export interface EarlyEndRecord {
  id: string
  leaseId: string
  treasuryId: string
  subscriberId: string
  requestedBy: LeaseParty | 'admin'
  reason: string
  status: EarlyEndStatus
  /** When the lease ends if this is approved: 30 days after the request, at the latest its term. */
  effectiveAt: IsoInstant
  /** 10 % of the fee not yet accrued at the end, at least one day's fee; 0 when waived. */
  feeSats: Sats
  isFeeWaived: boolean
  createdAt: IsoInstant
  answeredAt: IsoInstant | null
  answerReason: string | null
  version: number
}

export interface LeaseBackingRecord {
  id: string
  leaseId: string
  channelId: string
  treasuryId: string
  subscriberId: string
  shareSats: Sats
  fromAt: IsoInstant
  toAt: IsoInstant | null
  /** The backing that ends when this one delivers; null for one that adds to the others. */
  replacesId: string | null
}

/** One node on one UTC day: the facts behind uptime, ping and average deployed. Unique (nodeId, date). */
export interface NodeDayRecord {
  nodeId: string
  treasuryId: string
  date: IsoDate
  onlineSeconds: number
  observedSeconds: number
  medianPingMs: number
  /** Channels not closed or failed, plus the on-node reserve. */
  capacitySats: Sats
  reserveSats: Sats
  lastRebalanceAt: IsoInstant | null
}

/** One channel on one UTC day. Unique (channelId, date). Attempts are settled plus failed HTLCs. */
export interface ChannelDayRecord {
  channelId: string
  treasuryId: string
  /** The lessee whose lease the channel backs on that day, if any. */
  subscriberId: string | null
  date: IsoDate
  routedSats: Sats
  feeMsat: Msat
  htlcAttempts: number
  htlcSettled: number
  onlineSeconds: number
  observedSeconds: number
  minInboundSats: Sats
  meanInboundSats: Sats
}

export interface StatementRecord {
  id: string
  number: string
  treasuryId: string
  /** "YYYY-MM", UTC. */
  period: string
  /** Lease accrual less SLA credits. */
  leaseFeesSats: Sats
  routingFeesSats: Sats
  grossSats: Sats
  marginBps: number
  marginSats: Sats
  netSats: Sats
  /** Memo inside the lease fees: SLA credits of the period, as a positive amount. */
  creditSats: Sats
  contentHash: string
  generatedAt: IsoInstant
}

export interface PayoutRecord {
  id: string
  treasuryId: string
  amountSats: Sats
  address: string
  method: PayoutMethod
  status: PayoutStatus
  scheduledFor: IsoInstant
  txid: string | null
  createdAt: IsoInstant
}
