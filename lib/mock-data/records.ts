import type {
  AllocationRecord,
  ApiKeyRecord,
  AuditEventRecord,
  ChannelOperationRecord,
  ChannelRecord,
  ChannelStepRecord,
  ComplianceRecordRecord,
  ContractRecord,
  ContractSignatureRecord,
  DemandTicketRecord,
  IncidentRecord,
  InvoiceRecord,
  LeaseBackingRecord,
  LeaseRecord,
  NodeRecord,
  NotificationRecord,
  OrganisationRecord,
  PayoutAddressRecord,
  PayoutRecord,
  PlatformPolicyRecord,
  PolicyTemplateRecord,
  ReconciliationDiffRecord,
  RenewalRequestRecord,
  SlaBreachRecord,
  StatementRecord,
  SubscriberRecord,
  TreasuryPoolRecord,
  TreasuryRecord,
  WebhookRecord,
} from '@/types'

/** Every record that a store of this world holds, but for the daily facts. */
export interface WorldRecords {
  organisations: OrganisationRecord[]
  treasuries: TreasuryRecord[]
  payoutAddresses: PayoutAddressRecord[]
  policyTemplates: PolicyTemplateRecord[]
  platformPolicies: PlatformPolicyRecord[]
  subscribers: SubscriberRecord[]
  complianceRecords: ComplianceRecordRecord[]
  pools: TreasuryPoolRecord[]
  nodes: NodeRecord[]
  channels: ChannelRecord[]
  channelSteps: ChannelStepRecord[]
  channelOperations: ChannelOperationRecord[]
  tickets: DemandTicketRecord[]
  leases: LeaseRecord[]
  leaseBackings: LeaseBackingRecord[]
  renewals: RenewalRequestRecord[]
  contracts: ContractRecord[]
  contractSignatures: ContractSignatureRecord[]
  allocations: AllocationRecord[]
  incidents: IncidentRecord[]
  slaBreaches: SlaBreachRecord[]
  statements: StatementRecord[]
  invoices: InvoiceRecord[]
  payouts: PayoutRecord[]
  reconciliationDiffs: ReconciliationDiffRecord[]
  apiKeys: ApiKeyRecord[]
  webhooks: WebhookRecord[]
  notifications: NotificationRecord[]
  auditEvents: AuditEventRecord[]
}
