import { sql } from 'drizzle-orm'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { fixedClock } from '@/lib/core/time'
import { openPostgres } from '@/lib/db/postgres'
import type { Store } from '@/lib/db/store'
import { withTransaction } from '@/lib/db/transaction'
import { wrapStore } from '@/lib/db/wrap'
import { extendFacts } from '@/lib/domains/liquidity/lifecycle/extend-facts'
import { closeMonths } from '@/lib/flows/close-month/close-months'
import { type SystemCtx, systemCtx } from '@/lib/platform/ctx'
import { rowsOf } from '@/tests/support/ledger-sql'
import { copyTemplate, dropDatabase } from '@/tests/support/postgres'

const stores = inject('stores')
if (stores.kind !== 'postgres') throw new Error('Runs with TEST_STORE=postgres only.')
const { templates } = stores
const DECEMBER = '2026-12-01T02:00:00.000Z'

/** A credit for a breach in November, on a connection of its own. */
const CREDIT = `insert into sla_breach (id, incident_id, lease_id, treasury_id, subscriber_id, metric, target_pct,
    measured_pct, from_at, to_at, credit_sats)
  select 'sla_race', incident_id, lease_id, 'trs_001', 'sub_001', metric, target_pct, measured_pct,
    '2026-11-28T10:00:00Z', '2026-11-28T14:00:00Z', 4321 from sla_breach order by id limit 1`

let database = { name: '', url: '' }
let store: Store
let ctx: SystemCtx
let other: Client

beforeEach(async () => {
  database = await copyTemplate(templates, 'seeded')
  store = await openPostgres(database.url, '')
  other = new Client({ connectionString: database.url })
  await other.connect()
  const base = { db: wrapStore(store), clock: fixedClock(DECEMBER), requestId: 'race' }
  ctx = systemCtx(base, 'race')
  await extendFacts(ctx)
})
afterEach(async () => {
  await other.end()
  await store.close()
  await dropDatabase(templates.url, database.name)
})

/** Until somebody waits for a lock that the other one holds. */
async function isWaiting(): Promise<void> {
  const waiting = sql`select 1 as one from pg_locks where locktype = 'advisory' and not granted`
  await expect.poll(() => rowsOf(ctx.db, waiting), { timeout: 10_000 }).toHaveLength(1)
}

/** What was booked in November, and what November's statement takes off, of trs_001. */
async function november() {
  const [row] = await rowsOf(
    ctx.db,
    sql`select (select coalesce(sum(credit_sats), 0)::int from sla_breach
        where treasury_id = 'trs_001' and booked_on between '2026-11-01' and '2026-11-30') as booked,
      (select credit_sats::int from statement where treasury_id = 'trs_001' and period = '2026-11') as billed,
      (select booked_on::text from sla_breach where id = 'sla_race') as late`,
  )
  return row
}

describe('a credit beside the closing of its month', () => {
  it('is in the bill when it was recorded first, however late it commits', async () => {
    await other.query('begin')
    await other.query(CREDIT)
    const closing = closeMonths(ctx)
    await isWaiting()
    await other.query('commit')
    await closing
    const { booked, billed, late } = (await november()) ?? {}
    expect(late).toBe('2026-11-28')
    expect(billed).toBe(booked)
  })

  it('lies in the open month when the bill came first', async () => {
    let recorded: Promise<unknown> = Promise.resolve()
    await withTransaction(ctx, async (tx) => {
      await closeMonths(tx)
      recorded = other.query(CREDIT)
      const waiting = sql`select 1 as one from pg_locks where locktype = 'advisory' and not granted`
      await expect.poll(() => rowsOf(tx.db, waiting), { timeout: 10_000 }).toHaveLength(1)
    })
    await recorded
    const { booked, billed, late } = (await november()) ?? {}
    expect(late).toBe('2026-12-01')
    expect(billed).toBe(booked)
  })
})
