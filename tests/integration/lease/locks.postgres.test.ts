import { EventEmitter, once } from 'node:events'
import { type SQL, sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { sqlState, withTransaction } from '@/lib/db/transaction'
import { earlyEndTable } from '@/lib/domains/liquidity/early-end/table'
import { lockLease } from '@/lib/domains/liquidity/lease/lock-lease'
import { listLeaseRecords } from '@/lib/domains/liquidity/lease/queries'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import { systemOf } from '@/tests/support/members'
import { anEarlyEnd } from '@/tests/support/records'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('seeded')
const LOCK_NOT_AVAILABLE = '55P03'

/** Runs a statement on a connection of its own; what it did is taken back. @returns null or why it failed. */
async function attempt(statement: SQL): Promise<string | null> {
  const undone = new Error('Taken back')
  return store.db
    .transaction(async (tx) => {
      await tx.execute(statement)
      throw undone
    })
    .catch((error: unknown) => (error === undone ? null : (sqlState(error) ?? String(error))))
}

/** What becomes of statements of others while a lease is locked. */
async function whileLocked(id: string, statements: readonly SQL[]): Promise<(string | null)[]> {
  const gate = new EventEmitter()
  const locked = once(gate, 'locked')
  const holding = withTransaction(systemOf(store.ctx), async (tx) => {
    const over = once(gate, 'over')
    await lockLease(tx, id)
    gate.emit('locked')
    await over
  })
  await locked
  const outcomes: (string | null)[] = []
  for (const statement of statements) outcomes.push(await attempt(statement))
  gate.emit('over')
  await holding
  return outcomes
}

describe('the locks of a lease and its parties', () => {
  it('keep others off the rows, but not from inserting what refers to them', async () => {
    const [lease] = await listLeaseRecords(systemOf(store.ctx))
    if (lease === undefined) throw new Error('No lease')
    const { id, treasuryId, subscriberId } = lease
    const outcomes = await whileLocked(id, [
      sql`insert into early_end (id, lease_id, treasury_id, subscriber_id, requested_by, reason, status,
          effective_at, fee_sats, is_fee_waived, created_at, version)
        values ('end_made01', ${id}, ${treasuryId}, ${subscriberId}, 'admin', 'any', 'declined',
          ${REFERENCE_INSTANT}, 0, true, ${REFERENCE_INSTANT}, 1)`,
      sql`select id from treasury where id = ${treasuryId} for no key update nowait`,
      sql`select id from subscriber where id = ${subscriberId} for no key update nowait`,
      sql`select id from lease where id = ${id} for no key update nowait`,
    ])
    expect(outcomes).toEqual([null, ...Array(3).fill(LOCK_NOT_AVAILABLE)])
  })

  it('make one of two that have written already wait, not both of them', async () => {
    const [lease] = await listLeaseRecords(systemOf(store.ctx))
    if (lease === undefined) throw new Error('No lease')
    const { treasuryId, subscriberId } = lease
    const gate = new EventEmitter()
    const both = once(gate, 'both')
    const undone = new Error('Taken back')
    let attempts = 0
    const writeThenLock = (id: string) =>
      withTransaction(systemOf(store.ctx), async (tx) => {
        const ended = { leaseId: lease.id, treasuryId, subscriberId, status: 'declined' } as const
        await tx.db.insert(earlyEndTable).values(anEarlyEnd({ id, ...ended }))
        attempts += 1
        if (attempts === 2) gate.emit('both')
        await both
        await lockLease(tx, lease.id)
        throw undone
      }).catch((error: unknown) => {
        if (error !== undone) throw error
      })
    await Promise.all([writeThenLock('end_made01'), writeThenLock('end_made02')])
    expect(attempts).toBe(2)
  })
})
