/// <reference types="vite/client" />
import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { completeDays, previousWindow, utcDate } from '@/lib/core/time'
import { loadPlatformFigures } from '@/lib/domains/liquidity/platform/figures'
import { EVERY_LEASE } from '@/lib/flows/lease-view/list-rules'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import { NO_AUDIT_FILTER } from '@/lib/platform/audit/filter'
import type { UserCtx } from '@/lib/platform/ctx'
import { rowsOf } from '@/tests/support/ledger-sql'
import { adminOf, memberOf, viewerOf } from '@/tests/support/members'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('seeded')
const NOW = new Date(REFERENCE_INSTANT)
const TODAY = utcDate(NOW)
const MONTH = completeDays(NOW, 30)

type Query = (ctx: UserCtx, ...inputs: unknown[]) => unknown
type Row = Record<string, unknown>

const modules = import.meta.glob<Record<string, unknown>>(
  [
    '/lib/{domains,platform,flows}/**/{queries,entities,figures,counterparties}.ts',
    '/lib/flows/{admin-queues,fleet-entities}.ts',
  ],
  { eager: true },
)

/** Every exported function that lists, sums or loads, by its place and name. */
const QUERIES = Object.entries(modules).flatMap(([file, exported]) =>
  Object.entries(exported).flatMap(([name, value]) =>
    typeof value === 'function' && /^(list|load|sum|compare|iterate)/.test(name)
      ? [
          {
            name,
            place: `${file.slice('/lib/'.length, -'.ts'.length)} ${name}`,
            query: value as Query,
          },
        ]
      : [],
  ),
)

const page = { page: 1, per: 100, sort: { by: 'at', descending: true } }
const alerts = { q: '', severity: [], category: [], state: [], page: 1, per: 100 }

/** What a query needs besides the context; a new query that needs something is listed here. */
const INPUTS: Record<string, (ctx: UserCtx) => unknown[] | Promise<unknown[]>> = {
  listTreasuryDays: () => [TODAY],
  listNodeLatestDays: () => [TODAY],
  listLeaseBackings: () => [undefined],
  listBackingDays: () => [MONTH],
  loadBackingFacts: () => [MONTH],
  sumChannels: () => [MONTH],
  sumNodes: () => [MONTH],
  compareNodes: () => [MONTH, MONTH],
  compareChannels: () => [MONTH, MONTH],
  sumHtlcsBySubscriber: () => [MONTH, previousWindow(MONTH)],
  sumFeesOn: () => [MONTH.from],
  listAuditEvents: () => [{ ...NO_AUDIT_FILTER, ...page }],
  iterateAuditEvents: () => [{ ...NO_AUDIT_FILTER, ...page }],
  listNotifications: () => [{ ...alerts, sort: { by: 'created', descending: true } }],
  iterateNotifications: () => [{ ...alerts, sort: { by: 'created', descending: true } }],
  listBanners: () => [100],
  listLeaseViews: () => [{ ...EVERY_LEASE, per: 100 }],
  loadAdminQueues: async (ctx) => [await loadPlatformFigures(ctx)],
}

/** The same for everyone, and of nobody. */
const REFERENCE_DATA = ['listPolicyTemplates']
/** One number or object; what they are made of is listed by other queries of this test. */
const NO_ROWS = ['sumFeesOn']
/** Days of a chart, which carry no id. */
const BY_DATE = ['listYieldDataPoints']
/** Sums over own rows, one for each counterparty. */
const BY_PARTY = ['sumHtlcsBySubscriber']

async function ask(name: string, query: Query, ctx: UserCtx): Promise<Row[]> {
  const inputs = (await INPUTS[name]?.(ctx)) ?? []
  if (query.length > 1 + inputs.length) throw new Error(`${name} needs an entry in INPUTS`)
  return rowsIn(name, await query(ctx, ...inputs))
}

async function rowsIn(name: string, answer: unknown): Promise<Row[]> {
  if (Array.isArray(answer)) return answer.flatMap((row: Row) => row.rows ?? [row]) as Row[]
  if (answer instanceof Map) return [...answer.values()]
  if (typeof answer === 'object' && answer !== null) {
    if (Symbol.asyncIterator in answer) return collect(answer as AsyncIterable<Row>)
    if ('rows' in answer) return answer.rows as Row[]
    const lists = Object.values(answer).filter(Array.isArray)
    if (lists.length > 0) return lists.flat() as Row[]
  }
  throw new Error(`This test can't read what ${name} gives`)
}

async function collect(rows: AsyncIterable<Row>): Promise<Row[]> {
  const all: Row[] = []
  for await (const row of rows) all.push(row)
  return all
}

/** The id whose owner decides: the row's own, or that of the thing it tells of. */
function keyOf(name: string, row: Row): string {
  const { treasury, subscriber } = row as { treasury?: Row; subscriber?: Row }
  const key =
    row.id ??
    treasury?.id ??
    subscriber?.id ??
    row.leaseId ??
    row.channelId ??
    row.nodeId ??
    row.treasuryId ??
    row.subscriberId
  if (typeof key !== 'string') throw new Error(`${name} gives rows of nobody`)
  return key
}

/** Organisations that a thing belongs to, as the tables say. */
const owners = new Map<string, Set<string>>()
const names = { treasuries: [] as Row[], subscribers: [] as Row[] }

const OWNED = sql`
  select id, id as owner from organisation
  union all select id, treasury_id from node
  union all select id, treasury_id from channel
  union all select id, treasury_id from statement
  union all select id, treasury_id from payout
  union all select id, treasury_id from payout_address
  union all select id, unnest(array[treasury_id, subscriber_id]) from lease
  union all select id, unnest(array[treasury_id, subscriber_id]) from lease_backing
  union all select channel_id, unnest(array[treasury_id, subscriber_id]) from lease_backing
  union all select id, unnest(array[treasury_id, subscriber_id]) from contract
  union all select id, unnest(array[treasury_id, subscriber_id]) from allocation
  union all select id, unnest(array[treasury_id, subscriber_id]) from renewal_request
  union all select id, unnest(array[treasury_id, subscriber_id]) from incident
  union all select id, unnest(array[treasury_id, subscriber_id]) from sla_breach
  union all select id, subscriber_id from demand_ticket
  union all select id, subscriber_id from invoice
  union all select id, subscriber_id from api_key
  union all select id, subscriber_id from webhook
  union all select id, organisation_id from compliance_record
  union all select id, organisation_id from notification
  union all select id, organisation_id from audit_event`

beforeAll(async () => {
  for (const { id, owner } of await rowsOf(store.db, OWNED)) {
    if (owner === null || owner === undefined) continue
    owners.set(String(id), (owners.get(String(id)) ?? new Set()).add(owner))
  }
  names.treasuries = await rowsOf(
    store.db,
    sql`select id, name, alias, is_anonymised::text as hidden from treasury`,
  )
  names.subscribers = await rowsOf(store.db, sql`select id, name, alias from subscriber`)
})

/** Names that an organisation must never read. */
function foreignNames(organisationId: string): string[] {
  const own = (row: Row) => row.id === organisationId
  const isTreasury = organisationId.startsWith('trs_')
  const treasuries = names.treasuries.filter(
    (row) => !own(row) && (isTreasury || row.hidden === 'true'),
  )
  const subscribers = names.subscribers.filter((row) => !own(row))
  return [
    ...treasuries.map(({ name }) => String(name)),
    ...subscribers.map(({ name }) => String(name)),
    ...(isTreasury ? [] : subscribers.map(({ alias }) => String(alias))),
  ]
}

const isOwn = (key: string, organisationId: string) => owners.get(key)?.has(organisationId) === true

function isPartner(name: string, key: string, organisationId: string): boolean {
  if (!BY_PARTY.includes(name)) return false
  const leases = [...owners].filter(([id, parties]) => id.startsWith('lease_') && parties.has(key))
  return leases.some(([, parties]) => parties.has(organisationId))
}

const PEOPLE = [
  ['the owner of trs_001', 'trs_001', memberOf],
  ['the viewer of trs_001', 'trs_001', viewerOf],
  ['the owner of trs_003', 'trs_003', memberOf],
  ['the owner of sub_001', 'sub_001', memberOf],
  ['the viewer of sub_001', 'sub_001', viewerOf],
  ['the owner of an unknown treasury', 'trs_999', memberOf],
  ['the owner of an unknown subscriber', 'sub_999', memberOf],
] as const

const asText = (rows: unknown) =>
  JSON.stringify(rows, (_key, value) => (typeof value === 'bigint' ? String(value) : value))

it('finds the queries of every entity', () => {
  expect(QUERIES.length).toBeGreaterThanOrEqual(45)
  const unknown = [
    ...Object.keys(INPUTS),
    ...REFERENCE_DATA,
    ...NO_ROWS,
    ...BY_DATE,
    ...BY_PARTY,
  ].filter((name) => !QUERIES.some((each) => each.name === name))
  expect(unknown).toEqual([])
})

describe.each(PEOPLE)('%s', (_who, organisationId, contextOf) => {
  const scoped = QUERIES.filter(
    ({ name }) => ![...REFERENCE_DATA, ...NO_ROWS, ...BY_DATE].includes(name),
  )

  it.each(scoped)('gets only own rows from $place', async ({ name, query }) => {
    const rows = await ask(name, query, contextOf(store.ctx, organisationId))
    const foreign = rows
      .map((row) => keyOf(name, row))
      .filter((key) => !isOwn(key, organisationId) && !isPartner(name, key, organisationId))
    expect(foreign).toEqual([])
    const text = asText(rows)
    expect(foreignNames(organisationId).filter((each) => text.includes(each))).toEqual([])
    if (organisationId.endsWith('999')) expect(rows).toEqual([])
  })

  it('sums over own rows when it sums by counterparty', async () => {
    for (const { name, query } of QUERIES.filter((each) => BY_PARTY.includes(each.name))) {
      const own = await ask(name, query, contextOf(store.ctx, organisationId))
      const all = await ask(name, query, adminOf(store.ctx))
      for (const row of own.filter(({ subscriberId }) => subscriberId !== organisationId)) {
        const total = all.find(({ subscriberId }) => subscriberId === row.subscriberId)
        const attempts = (each: Row | undefined) =>
          Number((each?.htlcs as Row | undefined)?.htlcAttempts)
        expect(attempts(row)).toBeLessThanOrEqual(attempts(total))
      }
    }
  })

  it('gets a chart and a sum of its own alone', async () => {
    const ctx = contextOf(store.ctx, organisationId)
    for (const { name, query } of QUERIES.filter((each) => BY_DATE.includes(each.name))) {
      const own = await ask(name, query, ctx)
      expect(own).not.toEqual(await ask(name, query, adminOf(store.ctx)))
      if (!organisationId.startsWith('trs_0')) expect(own).toEqual([])
    }
    for (const { name, query } of QUERIES.filter((each) => NO_ROWS.includes(each.name))) {
      const inputs = (await INPUTS[name]?.(ctx)) ?? []
      const own = BigInt(String(await query(ctx, ...inputs)))
      const all = BigInt(String(await query(adminOf(store.ctx), ...inputs)))
      expect(own).toBeLessThan(all)
      if (!organisationId.startsWith('trs_0')) expect(own).toBe(0n)
    }
  })
})

it('every query gives the admins or an organisation something, so that none passes empty', async () => {
  const silent: string[] = []
  const people = ['flowrate', 'trs_001', 'sub_001'].map((id) =>
    id === 'flowrate' ? adminOf(store.ctx) : memberOf(store.ctx, id),
  )
  for (const { name, place, query } of QUERIES.filter((each) => !NO_ROWS.includes(each.name))) {
    const rows = await Promise.all(people.map((ctx) => ask(name, query, ctx)))
    if (rows.every((each) => each.length === 0)) silent.push(place)
  }
  expect(silent).toEqual([])
})
