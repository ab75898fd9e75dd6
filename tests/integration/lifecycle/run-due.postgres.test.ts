import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { addMs, DAY_MS, fixedClock } from '@/lib/core/time'
import { withTransaction } from '@/lib/db/transaction'
import { nextDue } from '@/lib/domains/liquidity/lifecycle/next-due'
import { runDue } from '@/lib/flows/lifecycle/run-due'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import { deliver } from '@/tests/support/delivery'
import { numberOf, rowsOf } from '@/tests/support/ledger-sql'
import { systemOf } from '@/tests/support/members'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('seeded')
const WORKERS = 8
const END = addMs(REFERENCE_INSTANT, 40 * DAY_MS)

it('eight processes carry out each due event once', { timeout: 180_000 }, async () => {
  for (const [index, treasuryId] of ['trs_001', 'trs_002', 'trs_003', 'trs_004'].entries()) {
    await withTransaction(store.ctx, (tx) =>
      deliver(tx, { id: `lease_race0${index}`, treasuryId, subscriberId: `sub_00${index + 1}` }),
    )
  }
  const system = systemOf({ ...store.ctx, clock: fixedClock(END) })
  const runs = await Promise.all(Array.from({ length: WORKERS }, () => runDue(system)))
  expect(runs.map(({ failed }) => failed)).toEqual(runs.map(() => 0))
  const done = runs.reduce((total, run) => total + run.done, 0)
  expect(done).toBeGreaterThan(40)
  expect(await nextDue(store.ctx, new Date(END))).toBeNull()

  const twice = await rowsOf(
    store.db,
    sql`select entity_id, action, at::text from audit_event
      where request_id = 'test-request' and action in ('lease.activated', 'lease.expired',
        'lease.delivered', 'channel.opened', 'allocation.released', 'renewal.lapsed', 'ticket.lapsed')
      group by 1, 2, 3 having count(*) > 1`,
  )
  expect(twice).toEqual([])
  const steps = await numberOf(
    store.db,
    sql`select count(*)::text from audit_event
      where request_id = 'test-request' and action in ('channel.progressed', 'channel.opened', 'channel.resized')`,
  )
  const lines = await numberOf(
    store.db,
    sql`select count(*)::text from channel_step where at > ${REFERENCE_INSTANT}`,
  )
  expect(steps).toBe(lines)
  const short = await rowsOf(store.db, sql`select n.id from node n where n.reserve_sats < 0`)
  expect(short).toEqual([])
  const raced = await rowsOf(
    store.db,
    sql`select id from lease where id like 'lease_race%' and status = 'expired' order by 1`,
  )
  expect(raced).toHaveLength(4)
})
