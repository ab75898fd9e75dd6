import type {
  Alert,
  APIKey,
  AuditLog,
  Channel,
  ComplianceRecord,
  Contract,
  DemandTicket,
  Invoice,
  Lease,
  Node,
  Statement,
  Subscriber,
  Treasury,
  TreasuryPool,
  Webhook,
  YieldDataPoint,
} from '@/types'

/** The seed document's 16 arrays. */
export interface SeedArrays {
  treasuries: readonly Treasury[]
  nodes: readonly Node[]
  leases: readonly Lease[]
  channels: readonly Channel[]
  statements: readonly Statement[]
  subscribers: readonly Subscriber[]
  demandTickets: readonly DemandTicket[]
  apiKeys: readonly APIKey[]
  webhooks: readonly Webhook[]
  invoices: readonly Invoice[]
  treasuryPools: readonly TreasuryPool[]
  complianceRecords: readonly ComplianceRecord[]
  contracts: readonly Contract[]
  auditLogs: readonly AuditLog[]
  alerts: readonly Alert[]
  yieldDataPoints: readonly YieldDataPoint[]
}

/** What is checked: the arrays, the instant they are as of and, where there are records, what those yield. */
export interface WorldView extends SeedArrays {
  now: Date
  derive?: () => SeedArrays
}

export const ENTITY_OF = {
  treasuries: 'Treasury',
  nodes: 'Node',
  leases: 'Lease',
  channels: 'Channel',
  statements: 'Statement',
  subscribers: 'Subscriber',
  demandTickets: 'DemandTicket',
  apiKeys: 'APIKey',
  webhooks: 'Webhook',
  invoices: 'Invoice',
  treasuryPools: 'TreasuryPool',
  complianceRecords: 'ComplianceRecord',
  contracts: 'Contract',
  auditLogs: 'AuditLog',
  alerts: 'Alert',
  yieldDataPoints: 'YieldDataPoint',
} as const satisfies Record<keyof SeedArrays, string>

export type ArrayName = keyof SeedArrays
export type RowOf<Name extends ArrayName> = SeedArrays[Name][number]

/** Look-ups that many invariants share, made once per check. */
export interface Lookup {
  now: Date
  nowIso: string
  treasuries: ReadonlyMap<string, Treasury>
  subscribers: ReadonlyMap<string, Subscriber>
  nodes: ReadonlyMap<string, Node>
  leases: ReadonlyMap<string, Lease>
  nodesByTreasury: ReadonlyMap<string, Node[]>
  channelsByNode: ReadonlyMap<string, Channel[]>
  leasesByTreasury: ReadonlyMap<string, Lease[]>
  leasesBySubscriber: ReadonlyMap<string, Lease[]>
}

export function lookupOf(world: WorldView): Lookup {
  const now = new Date(world.now)
  return {
    now,
    nowIso: now.toISOString(),
    treasuries: byId(world.treasuries),
    subscribers: byId(world.subscribers),
    nodes: byId(world.nodes),
    leases: byId(world.leases),
    nodesByTreasury: grouped(world.nodes, (node) => node.treasuryId),
    channelsByNode: grouped(world.channels, (channel) => channel.nodeId),
    leasesByTreasury: grouped(world.leases, (lease) => lease.treasuryId),
    leasesBySubscriber: grouped(world.leases, (lease) => lease.subscriberId),
  }
}

/** How a row is named in a violation: its id, or the day of a yield point. */
export function rowId(row: { id: string } | { date: string }): string {
  return 'id' in row ? String(row.id) : String(row.date)
}

function byId<T extends { id: string }>(rows: readonly T[]): Map<string, T> {
  return new Map(rows.map((row) => [row.id, row]))
}

function grouped<T>(rows: readonly T[], key: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const group = groups.get(key(row))
    if (group === undefined) groups.set(key(row), [row])
    else group.push(row)
  }
  return groups
}
