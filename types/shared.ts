import type { IsoInstant } from './units'

export const ROLES = ['treasury', 'subscriber', 'admin'] as const
export type Role = (typeof ROLES)[number]

export const ORGANISATION_KINDS = ['treasury', 'subscriber', 'flowrate'] as const
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number]

export const MEMBER_ROLES = ['owner', 'operator', 'viewer', 'admin'] as const
export type MemberRole = (typeof MEMBER_ROLES)[number]

export const ALERT_SEVERITIES = ['info', 'warning', 'error'] as const
export type AlertSeverity = (typeof ALERT_SEVERITIES)[number]

export const NOTIFICATION_CATEGORIES = [
  'lease',
  'capacity',
  'node',
  'payment',
  'security',
  'compliance',
] as const
export type NotificationCategory = (typeof NOTIFICATION_CATEGORIES)[number]

export interface Alert {
  id: string
  userId: string
  userType: Role
  severity: AlertSeverity
  title: string
  message: string
  actionLabel?: string
  actionUrl?: string
  createdAt: string
  readAt?: string
  dismissedAt?: string
}

export interface YieldDataPoint {
  date: string
  routingYield: number
  leaseYield: number
}

export interface CapacityDataPoint {
  date: string
  /** Delivered inbound capacity, BTC. */
  delivered: number
  /** Most of it that was consumed on that day, BTC. */
  used: number
  /** Percent of HTLCs into the subscriber that settled; null when there were none. */
  successRate: number | null
}

export interface OrganisationRecord {
  id: string
  kind: OrganisationKind
  name: string
  jurisdiction: string
  createdAt: IsoInstant
}

/** One episode of one condition for one audience. */
export interface NotificationRecord {
  id: string
  /** Condition key; at most one unresolved episode per key. */
  dedupeKey: string
  rule: string
  category: NotificationCategory
  severity: AlertSeverity
  title: string
  /** In BTC and UTC. */
  message: string
  /** The message with amounts and instants as facts, for each reader to be written; null without any. */
  template: string | null
  actionLabel: string | null
  actionUrl: string | null
  audience: Role
  /** Organisation that is told; "flowrate" for admins. */
  organisationId: string
  createdAt: IsoInstant
  resolvedAt: IsoInstant | null
}

export interface NotificationReceiptRecord {
  notificationId: string
  userId: string
  readAt: IsoInstant | null
  acknowledgedAt: IsoInstant | null
  dismissedAt: IsoInstant | null
}

/** A person's place in an organisation. */
export interface MembershipRecord {
  userId: string
  organisationId: string
  role: MemberRole
  createdAt: IsoInstant
}

export const UNITS = ['btc', 'sats'] as const
export type Unit = (typeof UNITS)[number]

export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

export const DENSITIES = ['comfortable', 'compact'] as const
export type Density = (typeof DENSITIES)[number]

/** Complete UTC days that a chart shows. */
export const CHART_RANGES = [7, 30, 90] as const
export type ChartRange = (typeof CHART_RANGES)[number]

export const START_PAGES = ['overview', 'alerts', 'audit'] as const
export type StartPage = (typeof START_PAGES)[number]

export interface TablePreferenceRecord {
  hiddenColumns?: string[]
  density?: Density
  per?: number
}

export interface PreferenceRecord {
  userId: string
  unit: Unit
  theme: Theme
  /** IANA name; null follows the browser. */
  timeZone: string | null
  /** For tables without an own choice. */
  density: Density
  /** For tables without an own choice. */
  pageSize: number
  /** Page to open after sign-in. */
  startPage: StartPage
  defaultRange: ChartRange
  /** Chart key → its own range, where it differs from the default. */
  ranges: Record<string, ChartRange>
  /** Table key → what was chosen for it. */
  tables: Record<string, TablePreferenceRecord>
  updatedAt: IsoInstant
}
