import type { FeeModel, LeaseParty } from './treasury'
import type { IsoInstant, Sats } from './units'

export const RISK_TIERS = ['low', 'medium', 'high'] as const
export type RiskTier = (typeof RISK_TIERS)[number]

export const TICKET_VIEW_STATUSES = ['pending', 'matched', 'rejected'] as const
export type TicketViewStatus = (typeof TICKET_VIEW_STATUSES)[number]

export const TICKET_STATUSES = ['pending', 'matched', 'rejected', 'cancelled', 'lapsed'] as const
export type TicketStatus = (typeof TICKET_STATUSES)[number]

export const TICKET_KINDS = ['new', 'renewal_fallback', 'scale_up'] as const
export type TicketKind = (typeof TICKET_KINDS)[number]

export const REJECT_REASONS = [
  'no_capacity',
  'price',
  'term',
  'compliance',
  'duplicate',
  'other',
] as const
export type RejectReason = (typeof REJECT_REASONS)[number]

export const API_KEY_PERMISSIONS = ['read', 'write'] as const
export type ApiKeyPermission = (typeof API_KEY_PERMISSIONS)[number]

export const API_KEY_SCOPES = ['read', 'write', 'receive', 'pay', 'admin'] as const
export type ApiKeyScope = (typeof API_KEY_SCOPES)[number]

export const WEBHOOK_EVENTS = ['capacity-delivered', 'expiry-warning', 'incident'] as const
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number]

export const INVOICE_VIEW_STATUSES = ['paid', 'unpaid', 'overdue'] as const
export type InvoiceViewStatus = (typeof INVOICE_VIEW_STATUSES)[number]

export const INVOICE_STATUSES = [
  'draft',
  'issued',
  'partially_paid',
  'paid',
  'void',
  'refunded',
] as const
export type InvoiceStatus = (typeof INVOICE_STATUSES)[number]

export const CURRENCIES = ['BTC', 'USD'] as const
export type Currency = (typeof CURRENCIES)[number]

export const RENEWAL_STATUSES = [
  'requested',
  'accepted',
  'declined',
  'lapsed',
  'withdrawn',
] as const
export type RenewalStatus = (typeof RENEWAL_STATUSES)[number]

export interface Subscriber {
  id: string
  name: string
  inboundLeased: number
  expiringLeases: number
  effectiveCostPPM: number
  effectiveCostFixed: number
  paymentSuccessRate: number
  openIncidents: number
  channelCount: number
  primaryPeers: string[]
  lastPolicyUpdate: string
}

export interface DemandTicket {
  id: string
  subscriberId: string
  size: number
  term: number
  priceMin: number
  priceMax: number
  riskTier: RiskTier
  status: TicketViewStatus
  createdAt: string
  matchedTreasuryId?: string
}

export interface APIKey {
  id: string
  subscriberId: string
  label: string
  keyPrefix: string
  createdAt: string
  lastUsed?: string
  permissions: ApiKeyPermission[]
}

export interface Webhook {
  id: string
  subscriberId: string
  url: string
  events: WebhookEvent[]
  secret?: string
  isActive: boolean
  lastTriggered?: string
}

export interface Invoice {
  id: string
  subscriberId: string
  period: string
  amount: number
  currency: Currency
  status: InvoiceViewStatus
  dueDate: string
  pdfUrl: string
}

export interface SubscriberRecord {
  id: string
  name: string
  /** Name shown to treasuries instead of the organisation's own. */
  alias: string
  jurisdiction: string
  /** The subscriber's own node: the peer of every channel that backs its leases. */
  nodeAlias: string
  nodePubkey: string
  lastPolicyUpdateAt: IsoInstant
  createdAt: IsoInstant
}

export interface DemandTicketRecord {
  id: string
  subscriberId: string
  kind: TicketKind
  sizeSats: Sats
  termDays: number
  priceMinPpm: number
  priceMaxPpm: number
  riskTier: RiskTier
  status: TicketStatus
  reasonCode: RejectReason | null
  reason: string | null
  comment: string | null
  /** The lease that it wants to enlarge or replace; null for new capacity. */
  leaseId: string | null
  /** The admin who looks after it. */
  assigneeId: string | null
  createdAt: IsoInstant
  updatedAt: IsoInstant
  version: number
}

export interface RenewalRequestRecord {
  id: string
  leaseId: string
  treasuryId: string
  subscriberId: string
  sizeSats: Sats
  termDays: number
  feeModel: FeeModel
  feeSats: Sats | null
  feePpm: number | null
  status: RenewalStatus
  requestedBy: LeaseParty
  /** What the parties were called in the text that asking signed; null where that was not kept yet. */
  lessorLabel: string | null
  lesseeLabel: string | null
  /** SHA-256, hex, of that text. */
  termsHash: string | null
  respondBy: IsoInstant
  newLeaseId: string | null
  fallbackTicketId: string | null
  /** Why it was declined or withdrawn. */
  reason: string | null
  createdAt: IsoInstant
  answeredAt: IsoInstant | null
  version: number
}

export interface ApiKeyRecord {
  id: string
  subscriberId: string
  label: string
  /** The first 8 characters, e.g. "frl_12ab": display only, never a look-up key. */
  prefix: string
  scopes: ApiKeyScope[]
  createdAt: IsoInstant
  expiresAt: IsoInstant | null
  lastUsedAt: IsoInstant | null
  lastIp: string | null
  revokedAt: IsoInstant | null
}

export interface WebhookRecord {
  id: string
  subscriberId: string
  url: string
  events: WebhookEvent[]
  isActive: boolean
  /** Consecutive failed deliveries. */
  failureCount: number
  lastTriggeredAt: IsoInstant | null
  disabledAt: IsoInstant | null
  createdAt: IsoInstant
}

export interface InvoiceRecord {
  id: string
  /** "INV-YYYY-NNNNNN". */
  number: string
  subscriberId: string
  period: string
  amountSats: Sats
  paidSats: Sats
  currency: Currency
  /** For invoices shown in USD: the amount at the rate locked at issue. */
  amountCents: number | null
  status: InvoiceStatus
  issuedAt: IsoInstant
  dueAt: IsoInstant
  paidAt: IsoInstant | null
}
