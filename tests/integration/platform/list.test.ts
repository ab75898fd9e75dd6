import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { everything, type ListRequest, MOST_COUNTED } from '@/lib/core/list-words'
import type { Database } from '@/lib/db/context'
import { AUDIT_WORDS } from '@/lib/platform/audit/columns'
import { type AuditEventItem, auditList } from '@/lib/platform/audit/list'
import { ALERT_WORDS } from '@/lib/platform/notification/columns'
import { alertList } from '@/lib/platform/notification/list'
import { addPeople, ctxOf } from '@/tests/support/people'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('empty')
const MANY = MOST_COUNTED + 50

type AuditRequest = ListRequest<typeof AUDIT_WORDS>

const ask = (part: Partial<AuditRequest> = {}): AuditRequest => ({
  ...everything(AUDIT_WORDS),
  ...part,
})

const idsOf = (rows: readonly AuditEventItem[]) => rows.map(({ id }) => id)

async function everyRow(db: Database, request: AuditRequest): Promise<AuditEventItem[]> {
  const rows: AuditEventItem[] = []
  for await (const row of auditList.all(ctxOf(db, 'admin'), request)) rows.push(row)
  return rows
}

/** Rows from a number on, a minute apart; actors and entities repeat, so that every order has ties. */
async function addRows(db: Database, from: number, count: number): Promise<void> {
  await db.execute(sql`
    insert into audit_event (id, at, actor_type, actor_id, actor_name, organisation_id, action, entity_type, entity_id, details)
    select 'log_' || lpad(n::text, 6, '0'), timestamptz '2026-01-01 00:00Z' + n * interval '1 minute', 'user',
      'usr_' || n % 7, 'Person ' || n % 7, (array['trs_001', 'trs_002', null])[1 + n % 3], 'lease.renewed', 'Lease', 'lease_' || n % 50, '{}'
    from generate_series(${from}::int, ${from + count - 1}::int) n`)
}

beforeAll(async () => {
  await addPeople(store.db)
  await addRows(store.db, 1, 1300)
})

describe('a list', () => {
  const sorts = ['at', 'actor', 'organisation', 'action', 'entity'] as const
  const orders = sorts.flatMap((by) => [false, true].map((descending) => ({ by, descending })))

  it.each(orders)(
    'has one order by $by (descending: $descending), on pages and read whole',
    async (sort) => {
      const whole = idsOf(await everyRow(store.db, ask({ sort })))
      const paged: string[] = []
      for (let page = 1; page <= 13; page += 1) {
        const { rows } = await auditList.page(ctxOf(store.db, 'admin'), ask({ sort, page }))
        paged.push(...idsOf(rows))
      }
      expect(new Set(whole).size).toBe(1300)
      expect(paged).toEqual(whole)
    },
  )

  it('keeps its further pages as they were, whatever arrives', () =>
    store.inRollback(async (ctx) => {
      const admin = ctxOf(ctx.db, 'admin')
      const before = await auditList.page(admin, ask({ page: 2 }))
      const first = await auditList.page(admin, ask())
      await addRows(ctx.db, 1301, 25)
      const after = await auditList.page(admin, ask({ page: 2, upTo: first.upTo }))
      expect(idsOf(after.rows)).toEqual(idsOf(before.rows))
      expect([after.matching, after.total, after.upTo]).toEqual([1300, 1300, first.upTo])
      expect((await auditList.page(admin, ask())).matching).toBe(1325)
    }))

  it.each([
    '2026-11-20T12:00:00.000Z',
    '2026-13-45T99:99:99.000Z',
    '2026-02-30T00:00:00.000Z',
    '0000-01-01T00:00:00.000Z',
    '12',
    'x',
    "1' or 1=1",
    '\\',
  ])(
    'is shown whole where its address was kept to %j, which is nothing that it knows',
    async (upTo) => {
      const admin = ctxOf(store.db, 'admin')
      const isNumber = upTo === '12'
      expect((await auditList.page(admin, ask({ page: 2, upTo }))).matching).toBe(
        isNumber ? 12 : 1300,
      )
      const alerts = { ...everything(ALERT_WORDS), page: 2, upTo }
      expect(await alertList.page(admin, alerts)).toMatchObject({ matching: 0, upTo: null })
    },
  )

  it('takes days in the zone of whoever asks', async () => {
    const filters = (day: string) => ({
      ...everything(AUDIT_WORDS).filters,
      date: { from: day, to: day },
    })
    const count = async (timeZone: string) => {
      const asked = ask({ timeZone, filters: filters('2026-01-01') })
      return (await auditList.page(ctxOf(store.db, 'admin'), asked)).matching
    }
    // The rows begin at 00:01 UTC and go on for 1,300 minutes.
    expect(await count('UTC')).toBe(1300)
    expect(await count('America/New_York')).toBe(1300 - 299)
    expect(await count('Asia/Kathmandu')).toBe(1440 - 345 - 1)
  })

  it('counts no further than it tells and offers every value, and reads every row', () =>
    store.inRollback(async (ctx) => {
      await addRows(ctx.db, 1301, MANY - 1300)
      const admin = ctxOf(ctx.db, 'admin')
      const page = await auditList.page(admin, ask())
      expect([page.matching, page.total]).toEqual([MOST_COUNTED + 1, MOST_COUNTED + 1])
      await ctx.db.execute(sql`
        insert into audit_event (id, at, actor_type, actor_id, actor_name, action, entity_type, entity_id, details)
        values ('log_newest', '2026-11-01', 'system', 'made', 'made', 'node.added', 'Node', 'node_1', '{}')`)
      const { action } = await auditList.facets(admin, ask())
      expect(action).toEqual([
        { value: 'lease', label: 'lease', count: MANY },
        { value: 'node', label: 'node', count: 1 },
      ])
      const last = await auditList.page(admin, ask({ page: MOST_COUNTED / 100 }))
      expect(last.rows).toHaveLength(100)
      const beyond = await auditList.page(admin, ask({ page: MOST_COUNTED / 100 + 1 }))
      expect(beyond.rows).toEqual([])
      expect(await everyRow(ctx.db, ask())).toHaveLength(MANY + 1)
    }))
})
