import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { everything, type ListRequest } from '@/lib/core/list-words'
import type { Database } from '@/lib/db/context'
import { withTransaction } from '@/lib/db/transaction'
import { AUDIT_WORDS } from '@/lib/platform/audit/columns'
import { auditList } from '@/lib/platform/audit/list'
import { getAuditEvent } from '@/lib/platform/audit/queries'
import { auditEventTable } from '@/lib/platform/audit/table'
import { audit } from '@/lib/platform/audit/write'
import { addPeople, ctxOf, systemCtxOf } from '@/tests/support/people'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('empty')
let db: Database

type AuditRequest = ListRequest<typeof AUDIT_WORDS>
type Asked = Partial<Omit<AuditRequest, 'filters'>> & Partial<AuditRequest['filters']>

/** Filters and the rest of a request side by side. */
function request(asked: Asked = {}): AuditRequest {
  const all = everything(AUDIT_WORDS)
  const filters = { ...all.filters }
  const rest: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(asked)) {
    Object.assign(name in filters ? filters : rest, { [name]: value })
  }
  return { ...all, per: 25, ...rest, filters }
}

const idsOf = async (part: Asked, who = 'admin') =>
  (await auditList.page(ctxOf(db, who), request(part))).rows.map(({ id }) => id)

beforeAll(async () => {
  db = store.db
  await addPeople(db)
  const row = {
    actorType: 'user' as const,
    actorId: 'usr_treasury',
    actorName: 'Tessa Lindqvist',
    organisationId: 'trs_001',
    entityType: 'Lease',
    entityId: 'lease_001',
    details: {},
    ip: '203.0.113.7',
  }
  await db.insert(auditEventTable).values([
    { ...row, id: 'log_001', at: '2026-11-01T00:00:00.000Z', action: 'lease.renewed' },
    {
      ...row,
      id: 'log_002',
      at: '2026-11-02T23:59:59.999Z',
      action: 'lease.cancelled',
      reason: '100% a_b',
    },
    {
      ...row,
      id: 'log_003',
      at: '2026-11-03T00:00:00.000Z',
      action: 'contract.signed',
      entityType: 'Contract',
      entityId: 'ctr_001',
      reason: 'axb',
    },
    {
      ...row,
      id: 'log_004',
      at: '2026-11-04T00:00:00.000Z',
      action: 'node.upgraded',
      organisationId: 'trs_002',
      actorId: 'usr_treasury2',
      actorName: 'Tomas Moreau',
      entityType: 'Node',
      entityId: 'node_009',
    },
    {
      ...row,
      id: 'log_005',
      at: '2026-11-05T00:00:00.000Z',
      action: 'alerts.evaluated',
      actorType: 'system',
      actorId: 'alerts',
      actorName: 'alerts',
      organisationId: null,
      entityType: 'Platform',
      entityId: 'flowrate',
      ip: null,
    },
  ])
})

describe('the audit log', () => {
  it.each(['update', 'delete', 'truncate'])('refuses %s', async (verb) => {
    const statement = {
      update: sql`update audit_event set reason = 'rewritten'`,
      delete: sql`delete from audit_event`,
      truncate: sql`truncate audit_event`,
    }[verb as 'update']
    const failure = await db.execute(statement).then(
      () => null,
      (error: Error) => error,
    )
    expect(String(failure?.cause ?? failure)).toContain('append-only')
  })

  it('loses its row with the change that it speaks of', async () => {
    const ctx = systemCtxOf(db)
    const failing = withTransaction(ctx, async (tx) => {
      await audit(tx, { action: 'test.failed', entityType: 'Test', entityId: 'test_001' })
      throw new Error('The power went')
    })
    await expect(failing).rejects.toThrow('The power went')
    expect(await idsOf({ q: 'test.failed' })).toEqual([])
  })

  it('numbers its rows in the order in which they came', async () => {
    const rows = await db.select().from(auditEventTable).orderBy(auditEventTable.seq)
    const numbers = rows.map(({ seq }) => seq)
    expect(new Set(numbers).size).toBe(numbers.length)
    expect(rows.map(({ id }) => id).slice(0, 5)).toEqual(
      [1, 2, 3, 4, 5].map((index) => `log_00${index}`),
    )
  })
})

describe('the list', () => {
  it('shows admins everything, newest first', async () => {
    expect(await idsOf({})).toEqual(['log_005', 'log_004', 'log_003', 'log_002', 'log_001'])
  })

  it('shows others what was done for their own organisation', async () => {
    expect(await idsOf({}, 'treasury')).toEqual(['log_003', 'log_002', 'log_001'])
    expect(await idsOf({ organisation: ['trs_002'] }, 'treasury')).toEqual([])
    expect(await idsOf({}, 'subscriber')).toEqual([])
  })

  it('counts matching rows and all rows', async () => {
    const page = await auditList.page(ctxOf(db, 'admin'), request({ action: ['lease'], per: 10 }))
    expect(page).toMatchObject({ matching: 2, total: 5, page: 1, per: 10 })
  })

  it('takes both days of a range as inside', async () => {
    expect(await idsOf({ date: { from: '2026-11-02', to: '2026-11-02' } })).toEqual(['log_002'])
    expect(await idsOf({ date: { from: '2026-11-02', to: '2026-11-03' } })).toEqual([
      'log_003',
      'log_002',
    ])
  })

  it.each([
    ['actor type', { actorType: ['system'] as const }, ['log_005']],
    ['actor by part of the name', { actor: 'moreau' }, ['log_004']],
    ['actor by id', { actor: 'usr_treasury2' }, ['log_004']],
    ['action prefix', { action: ['lease'] }, ['log_002', 'log_001']],
    ['entity type', { entityType: ['Contract', 'Node'] }, ['log_004', 'log_003']],
    ['entity id', { entityId: 'lease_001' }, ['log_002', 'log_001']],
    ['organisation', { organisation: ['trs_002'] }, ['log_004']],
    ['beginning of an address', { ip: '203.0.', action: ['contract'] }, ['log_003']],
    ['text', { q: 'SIGNED' }, ['log_003']],
  ])('filters by %s', async (_name, filter, ids) => {
    expect(await idsOf(filter)).toEqual(ids)
  })

  it('takes %, _ and \\ in a search as letters', async () => {
    expect(await idsOf({ q: '100%' })).toEqual(['log_002'])
    expect(await idsOf({ q: 'a_b' })).toEqual(['log_002'])
    expect(await idsOf({ q: '\\' })).toEqual([])
    expect(await idsOf({ ip: '%' })).toEqual([])
  })

  it('sorts by what it can sort by, the other way round too', async () => {
    const byActor = { by: 'actor' as const, descending: false }
    expect((await idsOf({ sort: byActor })).slice(-2)).toEqual(['log_004', 'log_005'])
    const byEntity = { by: 'entity' as const, descending: true }
    expect((await idsOf({ sort: byEntity }))[0]).toBe('log_005')
    expect((await idsOf({ sort: { by: 'organisation', descending: true } }))[0]).toBe('log_004')
  })

  it('cuts into pages', async () => {
    expect(await idsOf({ page: 2, per: 10 })).toEqual([])
  })

  it('offers each facet’s values with what the other filters leave to them', async () => {
    const facets = await auditList.facets(ctxOf(db, 'admin'), request({ entityType: ['Lease'] }))
    expect(facets.entityType).toContainEqual({ value: 'Node', label: 'Node', count: 1 })
    expect(facets.action).toEqual([{ value: 'lease', label: 'lease', count: 2 }])
    expect(facets.organisation).toEqual([
      { value: 'trs_001', label: 'Organisation trs_001', count: 2 },
    ])
  })
})

describe('one entry', () => {
  it('is shown to those who may see it', async () => {
    expect(await getAuditEvent(ctxOf(db, 'treasury2'), 'log_004')).toMatchObject({
      organisationName: 'Organisation trs_002',
    })
  })

  it.each(['log_004', 'log_999', ''])('does not exist for others, as %j', async (id) => {
    await expect(getAuditEvent(ctxOf(db, 'treasury'), id)).rejects.toMatchObject({ status: 404 })
  })
})

it('hands out every matching row over chunk borders, in order, and none that came later', async () => {
  const ctx = systemCtxOf(db)
  for (let index = 0; index < 1100; index += 100) {
    await db.insert(auditEventTable).values(
      Array.from({ length: 100 }, (_, offset) => ({
        id: `log_bulk_${index + offset}`,
        at: '2026-11-10T00:00:00.000Z',
        actorType: 'system' as const,
        actorId: 'bulk',
        actorName: 'bulk',
        action: 'bulk.added',
        entityType: 'Bulk',
        entityId: String(index + offset),
        details: {},
      })),
    )
  }
  const ids: string[] = []
  for await (const row of auditList.all(ctxOf(db, 'admin'), request({ action: ['bulk'] }))) {
    if (ids.length === 0) {
      await audit(ctx, { action: 'bulk.late', entityType: 'Bulk', entityId: 'late' })
    }
    ids.push(row.entityId)
  }
  expect(ids).toEqual(Array.from({ length: 1100 }, (_, index) => String(1099 - index)))
})
