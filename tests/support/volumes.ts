import type { World } from '@/lib/mock-data/world'
import { ARRAY_NAMES } from '@/lib/validators/world'

/** The data model's targets. */
export const VOLUMES = {
  treasuries: 5,
  nodes: 20,
  leases: 50,
  channels: 100,
  statements: 15,
  subscribers: 10,
  demandTickets: 25,
  apiKeys: 20,
  webhooks: 15,
  invoices: 30,
  treasuryPools: 5,
  complianceRecords: 15,
  contracts: 40,
  auditLogs: 100,
  alerts: 30,
  yieldDataPoints: 90,
} as const

export function volumesOf(world: World): Record<string, number> {
  return Object.fromEntries(ARRAY_NAMES.map((name) => [name, world[name].length]))
}
