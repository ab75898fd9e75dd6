import { sql } from 'drizzle-orm'
import { expect, inject, it } from 'vitest'
import { DAY_MS, toMs } from '@/lib/core/time'
import { endLease } from '@/lib/domains/liquidity/lifecycle/end-lease'
import { findLease, leaseOf } from '@/tests/support/lease-life'
import { rowsOf } from '@/tests/support/ledger-sql'
import { allocate, aTicket, btc } from '@/tests/support/market'
import { systemOf } from '@/tests/support/members'
import { useTestDb } from '@/tests/support/test-db'

if (inject('stores').kind !== 'postgres') throw new Error('Runs with TEST_STORE=postgres only.')
const store = useTestDb('seeded')

it('an end that drops increases takes its treasuries in the order that everybody keeps', async () => {
  const { ctx } = store
  const base = await findLease(
    ctx,
    { subscriberId: 'sub_001', status: 'active' },
    ({ treasuryId, endAt }) =>
      treasuryId > 'trs_001' && toMs(endAt) > ctx.clock.now().getTime() + 3 * DAY_MS,
  )
  const termDays = Math.floor((toMs(base.endAt) - ctx.clock.now().getTime()) / DAY_MS)
  const ticket = await aTicket(
    ctx,
    { leaseId: base.id, termDays, sizeSats: btc(0.1) },
    base.subscriberId,
  )
  const from = { poolId: 'pool_005', treasuryId: 'trs_001', sizeSats: btc(0.1) }
  const [part] = (await allocate(ctx, ticket, from)).parts

  let ending: Promise<unknown> = Promise.resolve()
  await store.db.transaction(async (tx) => {
    const lock = (id: string) =>
      tx.execute(sql`select id from treasury where id = ${id} for no key update nowait`)
    await lock('trs_001')
    ending = endLease(systemOf(ctx), base.id, base.endAt)
    const waiting = sql`select 1 as one from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`
    await expect.poll(() => rowsOf(store.db, waiting), { timeout: 10_000 }).toHaveLength(1)
    await lock(base.treasuryId)
  })
  expect(await ending).toBe(true)
  expect(await leaseOf(ctx, base.id)).toMatchObject({ status: 'expired' })
  expect(await leaseOf(ctx, part?.lease.id ?? '')).toMatchObject({ status: 'cancelled' })
})
