import type { z } from 'zod'
import type { Violation } from '@/lib/core/invariant'
import { auditLogSchema, complianceRecordSchema, contractSchema, treasuryPoolSchema } from './admin'
import type { Finding, Invariant } from './invariant'
import { ALERT_INVARIANTS, YIELD_INVARIANTS } from './invariants/alert'
import { AUDIT_INVARIANTS } from './invariants/audit'
import { CHANNEL_INVARIANTS } from './invariants/channel'
import { COMPLIANCE_INVARIANTS } from './invariants/compliance'
import { CONTRACT_INVARIANTS } from './invariants/contract'
import { API_KEY_INVARIANTS, WEBHOOK_INVARIANTS } from './invariants/integration'
import { INVOICE_INVARIANTS } from './invariants/invoice'
import { LEASE_INVARIANTS } from './invariants/lease'
import { NODE_INVARIANTS } from './invariants/node'
import { POOL_INVARIANTS } from './invariants/pool'
import { STATEMENT_INVARIANTS } from './invariants/statement'
import { SUBSCRIBER_INVARIANTS } from './invariants/subscriber'
import { TICKET_INVARIANTS } from './invariants/ticket'
import { TREASURY_INVARIANTS } from './invariants/treasury'
import { alertSchema, yieldDataPointSchema } from './shared'
import {
  apiKeySchema,
  demandTicketSchema,
  invoiceSchema,
  subscriberSchema,
  webhookSchema,
} from './subscriber'
import { channelSchema, leaseSchema, nodeSchema, statementSchema, treasurySchema } from './treasury'
import { type ArrayName, ENTITY_OF, lookupOf, rowId, type WorldView } from './view'

const SCHEMAS = {
  treasuries: treasurySchema,
  nodes: nodeSchema,
  leases: leaseSchema,
  channels: channelSchema,
  statements: statementSchema,
  subscribers: subscriberSchema,
  demandTickets: demandTicketSchema,
  apiKeys: apiKeySchema,
  webhooks: webhookSchema,
  invoices: invoiceSchema,
  treasuryPools: treasuryPoolSchema,
  complianceRecords: complianceRecordSchema,
  contracts: contractSchema,
  auditLogs: auditLogSchema,
  alerts: alertSchema,
  yieldDataPoints: yieldDataPointSchema,
} as const satisfies Record<ArrayName, z.ZodType>

export const ARRAY_NAMES = Object.keys(SCHEMAS) as ArrayName[]

const shapeInvariants: readonly Invariant[] = ARRAY_NAMES.map((array) => ({
  rule: 'shape',
  entity: ENTITY_OF[array],
  description: 'It has exactly the fields of its type, each of its kind',
  check: (world) =>
    world[array].flatMap((row) => {
      const parsed = SCHEMAS[array].safeParse(row)
      return parsed.success ? [] : findingsOf(rowId(row), parsed.error)
    }),
}))

const recordInvariants: readonly Invariant[] = ARRAY_NAMES.map((array) => ({
  rule: 'matches-records',
  entity: ENTITY_OF[array],
  description: 'Every field is what its record and the daily facts give',
  check: (world) => {
    const expected = world.derive?.()[array]
    return expected === undefined ? [] : differences(world[array], expected)
  },
}))

const ruleInvariants: readonly Invariant[] = [
  ...TREASURY_INVARIANTS,
  ...NODE_INVARIANTS,
  ...LEASE_INVARIANTS,
  ...CHANNEL_INVARIANTS,
  ...STATEMENT_INVARIANTS,
  ...SUBSCRIBER_INVARIANTS,
  ...TICKET_INVARIANTS,
  ...API_KEY_INVARIANTS,
  ...WEBHOOK_INVARIANTS,
  ...INVOICE_INVARIANTS,
  ...POOL_INVARIANTS,
  ...COMPLIANCE_INVARIANTS,
  ...CONTRACT_INVARIANTS,
  ...AUDIT_INVARIANTS,
  ...ALERT_INVARIANTS,
  ...YIELD_INVARIANTS,
]

/** Every rule of the data model, by entity and name. */
export const INVARIANTS: readonly Invariant[] = [
  ...shapeInvariants,
  ...ruleInvariants,
  ...recordInvariants,
]

/**
 * Every broken rule of a world as record, field and rule; empty for a sound one. A row of the wrong
 * shape is named for that alone; a field that breaks a rule is not named again for its record.
 */
export function findViolations(world: WorldView): Violation[] {
  const shape = run(shapeInvariants, world)
  const sound = shape.length === 0 ? world : withoutRows(world, shape)
  const rules = run(ruleInvariants, sound)
  const named = new Set([...shape, ...rules].map(keyOf))
  const image = world.derive?.()
  const imaged = image === undefined ? sound : { ...sound, derive: () => image }
  const records = run(recordInvariants, imaged).filter((violation) => !named.has(keyOf(violation)))
  return [...shape, ...rules, ...records]
}

function run(invariants: readonly Invariant[], world: WorldView): Violation[] {
  const lookup = lookupOf(world)
  return invariants.flatMap(({ rule, entity, check }) =>
    check(world, lookup).map((finding) => ({ entity, rule, ...finding })),
  )
}

function keyOf({ entity, id, field }: Violation): string {
  return `${entity} ${id} ${field}`
}

function withoutRows(world: WorldView, violations: readonly Violation[]): WorldView {
  const broken = new Set(violations.map(({ entity, id }) => `${entity} ${id}`))
  const kept = ARRAY_NAMES.map((array) => [
    array,
    world[array].filter((row) => !broken.has(`${ENTITY_OF[array]} ${rowId(row)}`)),
  ])
  return { ...world, ...Object.fromEntries(kept) }
}

function findingsOf(id: string, error: z.ZodError): Finding[] {
  return error.issues.map((issue) => {
    const path = issue.path.join('.')
    const field = issue.code === 'unrecognized_keys' ? issue.keys.join() : path
    return { id, field: field === '' ? 'id' : field, message: issue.message }
  })
}

type Row = { id: string } | { date: string }

function differences(actual: readonly Row[], expected: readonly Row[]): Finding[] {
  const byId = new Map(expected.map((row) => [rowId(row), row]))
  return actual.flatMap((row): Finding[] => {
    const id = rowId(row)
    const wanted = byId.get(id)
    if (wanted === undefined) return [{ id, field: 'id', message: 'has no record' }]
    const fields = new Set([...Object.keys(row), ...Object.keys(wanted)])
    return [...fields].flatMap((field): Finding[] => {
      const is = JSON.stringify(Reflect.get(row, field))
      const should = JSON.stringify(Reflect.get(wanted, field))
      return is === should ? [] : [{ id, field, message: `is ${is}, its record gives ${should}` }]
    })
  })
}
