import { defaultWorld } from '@/lib/mock-data'
import { type ArrayName, ENTITY_OF } from '@/lib/validators/view'
import { ARRAY_NAMES, findViolations, INVARIANTS } from '@/lib/validators/world'
import { CAPACITY_FIELDS, FIELDS, type FieldKind } from './fields'
import { publicRows } from './public-rows'

/** Rows that the data model asks for, and what it says about them. */
const TARGETS: Readonly<Record<ArrayName, readonly [count: number, note: string]>> = {
  treasuries: [5, 'From half a bitcoin to fifty'],
  nodes: [20, '3 to 5 per treasury'],
  leases: [50, 'Active, pending, ended and cancelled'],
  channels: [100, '3 to 10 per node'],
  statements: [15, 'The last 3 closed months of each treasury'],
  subscribers: [10, 'Exchanges, wallets and payment services'],
  demandTickets: [25, 'Requests for capacity'],
  apiKeys: [20, '1 to 3 per subscriber'],
  webhooks: [15, '0 to 2 per subscriber'],
  invoices: [30, 'The last 3 months of each subscriber'],
  treasuryPools: [5, 'Capacity of one or more treasuries'],
  complianceRecords: [15, 'One per treasury and subscriber'],
  contracts: [40, 'Issued contracts'],
  auditLogs: [100, 'The last 30 days of activity'],
  alerts: [30, '10 per role'],
  yieldDataPoints: [90, 'One per day, summed over all treasuries'],
}

export interface ModelEntity {
  /** As in `?entity=`. */
  name: string
  title: string
  note: string
  /** Null where the data model names no count. */
  target: number | null
  rows: readonly object[]
  fields: readonly (readonly [name: string, kind: FieldKind])[]
}

const capacityPoints = Object.entries(defaultWorld.capacityBySubscriber).flatMap(
  ([subscriberId, points]) => points.map((point) => ({ ...point, subscriberId })),
)

export const MODEL_ENTITIES: readonly ModelEntity[] = [
  ...ARRAY_NAMES.map((name) => ({
    name,
    title: ENTITY_OF[name],
    note: TARGETS[name][1],
    target: TARGETS[name][0],
    rows: publicRows(defaultWorld[name]),
    fields: Object.entries(FIELDS[name]) as [string, FieldKind][],
  })),
  {
    name: 'capacityDataPoints',
    title: 'CapacityDataPoint',
    note: 'The last 90 days of each subscriber',
    target: null,
    rows: capacityPoints,
    fields: Object.entries(CAPACITY_FIELDS),
  },
]

export interface CheckedRule {
  rule: string
  description: string
  /** "id, field: what is wrong" for each record that breaks it. */
  violations: readonly string[]
}

let checked: ReadonlyMap<string, readonly CheckedRule[]> | null = null

/** Every named rule by entity with what breaks it; the world never changes, so it is checked once. */
export function checkedRules(): ReadonlyMap<string, readonly CheckedRule[]> {
  checked ??= checkRules()
  return checked
}

function checkRules(): ReadonlyMap<string, readonly CheckedRule[]> {
  const violations = findViolations(defaultWorld)
  const byEntity = new Map<string, CheckedRule[]>()
  for (const { entity, rule, description } of INVARIANTS) {
    const own = violations.filter((each) => each.entity === entity && each.rule === rule)
    const texts = own.map(({ id, field, message }) => `${id}, ${field}: ${message}`)
    const rules = byEntity.get(entity) ?? []
    rules.push({ rule, description, violations: texts })
    byEntity.set(entity, rules)
  }
  return byEntity
}
