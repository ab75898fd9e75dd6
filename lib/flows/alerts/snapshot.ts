import type {
  AllocationRecord,
  ApiKeyRecord,
  ChannelState,
  ComplianceRecordRecord,
  ContractRecord,
  DemandTicketRecord,
  IncidentRecord,
  InvoiceRecord,
  IsoInstant,
  LeaseRecord,
  NodeRecord,
  ReconciliationDiffRecord,
  RenewalRequestRecord,
  SlaBreachRecord,
  WebhookRecord,
} from '@/types'

export interface LeaseCondition {
  /** With its status as of now. */
  lease: LeaseRecord
  /** How the treasury knows the lessee. */
  lesseeLabel: string
  /** How the subscriber knows the provider; a pool nickname while the treasury is anonymised. */
  providerLabel: string
  isRenewed: boolean
}

export interface TreasuryCondition {
  treasuryId: string
  /** Capacity-weighted 7-day utilization in percent; null without channels. */
  utilizationPct: number | null
}

export interface ChannelCondition {
  channelId: string
  treasuryId: string
  peerAlias: string
  /** Whether its treasury may read who the peer is. */
  isPublic: boolean
  /** What its treasury calls the peer: the label of a lessee, else the alias. */
  peerLabel: string
  isActive: boolean
  state: ChannelState
  stateSince: IsoInstant
  /** An operation on it failed and waits for a person. */
  isWaiting: boolean
  /** When its newest step was logged: what waits does so since then. */
  waitingSince: IsoInstant | null
  /** When the time lock of a forced close ends. */
  lockedUntil: IsoInstant | null
  openedAt: IsoInstant | null
  utilizationPct: number | null
}

export interface NodeCondition {
  node: NodeRecord
  treasuryName: string
  /** 7-day uptime in percent; null without observations. */
  uptimePct: number | null
  versionState: 'ok' | 'advisory' | 'outdated'
  versionStateSince: IsoInstant
  /** Names of the fee settings outside the recommended template. */
  drift: readonly string[]
}

export interface SubscriberCondition {
  subscriberId: string
  name: string
  successPct: number | null
  htlcAttempts: number
  leasedSats: number
  /** Delivered on the last complete day. */
  deliveredSats: number | null
  /** Complete days in a row, up to yesterday, with used above 80 % of delivered. */
  daysAboveUsedLimit: number
}

/** Everything the alert rules look at: records as of now and the windows computed from daily facts. */
export interface AlertSnapshot {
  organisationNames: ReadonlyMap<string, string>
  leases: readonly LeaseCondition[]
  treasuries: readonly TreasuryCondition[]
  channels: readonly ChannelCondition[]
  nodes: readonly NodeCondition[]
  subscribers: readonly SubscriberCondition[]
  incidents: readonly IncidentRecord[]
  breaches: readonly SlaBreachRecord[]
  invoices: readonly InvoiceRecord[]
  tickets: readonly DemandTicketRecord[]
  allocations: readonly AllocationRecord[]
  renewals: readonly RenewalRequestRecord[]
  complianceRecords: readonly ComplianceRecordRecord[]
  diffs: readonly ReconciliationDiffRecord[]
  contracts: readonly ContractRecord[]
  webhooks: readonly WebhookRecord[]
  apiKeys: readonly ApiKeyRecord[]
}
