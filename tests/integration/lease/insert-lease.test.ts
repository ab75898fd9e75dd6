import { describe, expect, it } from 'vitest'
import { ConflictError } from '@/lib/core/errors'
import { sats } from '@/lib/core/money'
import { brokenConstraint, withTransaction } from '@/lib/db/transaction'
import { insertLease } from '@/lib/domains/liquidity/lease/insert-lease'
import { aPendingLease } from '@/tests/support/delivery'
import { systemOf } from '@/tests/support/members'
import { useTestDb } from '@/tests/support/test-db'
import type { LeaseRecord } from '@/types'

const store = useTestDb('seeded')

/** What storing this lease throws; each in a transaction of its own. */
async function thrownBy(rest: Partial<LeaseRecord>): Promise<unknown> {
  let thrown: unknown
  await store.inRollback(async (ctx) => {
    const attempt = withTransaction(systemOf(ctx), (tx) => insertLease(tx, aPendingLease(rest)))
    await attempt.catch((error: unknown) => {
      thrown = error
    })
  })
  return thrown
}

describe('a new lease that the store refuses', () => {
  it('for promising more than is deployed is a conflict about availability', async () => {
    const error = await thrownBy({ sizeSats: sats(100_000_000_000_000) })
    expect(error).toMatchObject({ status: 409, code: 'insufficient_availability' })
  })

  it.each([
    ['lease_fee_limit', { feePpm: 100_001 }],
    ['lease_fee_model', { feePpm: null }],
    ['lease_term', { endAt: aPendingLease().startAt }],
  ])('for %s is not told to be one', async (constraint, rest) => {
    const error = await thrownBy(rest)
    expect(error).not.toBeInstanceOf(ConflictError)
    expect(brokenConstraint(error)).toBe(constraint)
  })
})
