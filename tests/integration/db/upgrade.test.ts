/// <reference types="vite/client" />
/**
 * Each kept store (tests/support/older-store) is loaded at its own schema and then brought up as a start
 * does it. To add a case, write the rows that your constraint meets as SQL into OFFENDERS
 * (tests/support/older-store/offenders.ts), with the kept store that they go into, the rows that your migration
 * adds because of them (its audit rows), and what must be true afterwards; run this file on both stores. A case
 * is never removed: stores of that age are still out there. A kept store of a later version is made by make.ts.
 */
import { PGlite } from '@electric-sql/pglite'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { addMs, DAY_MS, fixedClock, utcDate } from '@/lib/core/time'
import type { Database } from '@/lib/db/context'
import { isMigrated, setUpStore } from '@/lib/db/migrate'
import { openPostgres } from '@/lib/db/postgres'
import { shared } from '@/lib/db/shared'
import type { Store } from '@/lib/db/store'
import { wrapStore } from '@/lib/db/wrap'
import { extendFacts } from '@/lib/domains/liquidity/lifecycle/extend-facts'
import { loadPlatformFigures } from '@/lib/domains/liquidity/platform/figures'
import { loadAdminQueues } from '@/lib/flows/admin-queues'
import { syncAlerts } from '@/lib/flows/alerts/sync-alerts'
import { closeMonths } from '@/lib/flows/close-month/close-months'
import { EVERY_LEASE } from '@/lib/flows/lease-view/list-rules'
import { listLeaseViews } from '@/lib/flows/lease-view/queries'
import { runDue } from '@/lib/flows/lifecycle/run-due'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import type { UserCtx } from '@/lib/platform/ctx'
import { deployedBy, halves } from '@/tests/support/golden-thread/wholeness'
import { rowsOf } from '@/tests/support/ledger-sql'
import { adminOf, memberOf, systemOf } from '@/tests/support/members'
import { OFFENDERS } from '@/tests/support/older-store/offenders'
import { loadOlderStore, olderStores, runSql } from '@/tests/support/older-store/older-stores'
import { dropDatabase, makeDatabase } from '@/tests/support/postgres'

/** When the people of the kept stores did their last thing. */
const LAST_DAY = addMs(REFERENCE_INSTANT, 12 * DAY_MS)

const modules = import.meta.glob<Record<string, unknown>>(
  ['/lib/{domains,platform,flows}/**/{queries,figures,counterparties}.ts'],
  { eager: true },
)
type Query = (ctx: UserCtx) => Promise<unknown>
/** Every list and sum that needs nothing but who asks: what overviews and pages are made of. */
const QUERIES = Object.values(modules).flatMap((exported) =>
  Object.entries(exported).filter(
    (entry): entry is [string, Query] =>
      typeof entry[1] === 'function' && entry[1].length === 1 && /^(list|load)/.test(entry[0]),
  ),
)

async function openEmpty(): Promise<{ store: Store; drop: () => Promise<void> }> {
  const stores = inject('stores')
  if (stores.kind === 'embedded') {
    const raw = await PGlite.create({
      dataDir: 'memory://',
      postgresqlconf: ['shared_buffers=16MB'],
    })
    const store: Store = { kind: 'embedded', raw, secret: '', close: () => raw.close() }
    return { store, drop: async () => undefined }
  }
  const { url } = stores.templates
  const database = await makeDatabase(url)
  return {
    store: await openPostgres(database.url, ''),
    drop: () => dropDatabase(url, database.name),
  }
}

async function countRows(db: Database): Promise<Record<string, number>> {
  const tables = await rowsOf(
    db,
    sql`select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
  )
  const counts: Record<string, number> = {}
  for (const { name } of tables)
    counts[String(name)] = await db.$count(sql.identifier(String(name)))
  return counts
}

it('has a kept store for every case', () => {
  expect(olderStores()).toEqual(expect.arrayContaining(OFFENDERS.map(({ store }) => store)))
})

describe.each(olderStores())('a populated store of %s', (tag) => {
  const offenders = OFFENDERS.filter(({ store }) => store === tag)
  let opened: { store: Store; drop: () => Promise<void> }
  let db: Database
  let before: Record<string, number>
  let deployed: unknown

  beforeAll(async () => {
    opened = await openEmpty()
    await loadOlderStore(opened.store, tag)
    for (const { insert } of offenders) await runSql(opened.store, insert)
    db = wrapStore(opened.store)
    shared().store = Promise.resolve(opened.store)
    before = await countRows(db)
    deployed = await deployedBy(db)
    await setUpStore(opened.store, async () => undefined)
  })
  afterAll(async () => {
    shared().store = undefined
    await opened.store.close()
    await opened.drop()
  })

  const ctxAt = (days: number) => ({
    db,
    clock: fixedClock(addMs(LAST_DAY, days * DAY_MS)),
    requestId: 'upgrade',
  })

  it('has this schema and all of its rows', async () => {
    expect(await isMigrated(db)).toBe(true)
    expect(before.lease).toBeGreaterThan(50)
    const expected = { ...before }
    for (const [table, count] of offenders.flatMap(({ adds = {} }) => Object.entries(adds))) {
      expected[table] = (expected[table] ?? 0) + count
    }
    expect(await countRows(db)).toMatchObject(expected)
  })

  it('holds nothing half done, and every treasury deploys what it did', async () => {
    expect(await halves(db)).toEqual({})
    expect(await deployedBy(db)).toEqual(deployed)
  })

  if (offenders.length > 0) it.each(offenders)('$name', ({ check }) => check(db))

  it('answers what overviews and lists ask, to each role', async () => {
    const base = ctxAt(0)
    expect(QUERIES.length).toBeGreaterThan(25)
    for (const ctx of [adminOf(base), memberOf(base, 'trs_001'), memberOf(base, 'sub_001')]) {
      for (const [, query] of QUERIES) await query(ctx)
      const { matching } = await listLeaseViews(ctx, { ...EVERY_LEASE, per: 100 })
      expect(matching.length).toBeGreaterThan(3)
    }
    await loadAdminQueues(adminOf(base), loadPlatformFigures(adminOf(base)))
  })

  it('goes on for two months as if it had always been here', async () => {
    const ctx = systemOf(ctxAt(60))
    expect(await runDue(ctx)).toMatchObject({ failed: 0 })
    for (const job of [extendFacts, closeMonths, syncAlerts]) await job(ctx)
    expect(await halves(db)).toEqual({})
    const [world] = await rowsOf(db, sql`select facts_through::text as through from demo_world`)
    expect(world?.through).toBe(utcDate(new Date(ctx.clock.now().getTime() - DAY_MS)))
  })
})
