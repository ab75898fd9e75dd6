import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { ConflictError } from '@/lib/core/errors'
import { btcText } from '@/lib/core/limits'
import { sats } from '@/lib/core/money'
import type { DbCtx } from '@/lib/db/context'
import { brokenConstraint, withTransaction } from '@/lib/db/transaction'
import { insertLease } from '@/lib/domains/liquidity/lease/insert-lease'
import type { Ctx } from '@/lib/platform/ctx'
import { aPendingLease } from '@/tests/support/delivery'
import { adminOf, memberOf, systemOf } from '@/tests/support/members'
import { useTestDb } from '@/tests/support/test-db'
import type { LeaseRecord } from '@/types'

const store = useTestDb('seeded')

/** What storing this lease throws; each in a transaction of its own. */
async function thrownBy(
  rest: Partial<LeaseRecord>,
  actingAs: (ctx: DbCtx) => Ctx = systemOf,
): Promise<unknown> {
  let thrown: unknown
  await store.inRollback(async (ctx) => {
    const attempt = withTransaction(actingAs(ctx), (tx) => insertLease(tx, aPendingLease(rest)))
    await attempt.catch((error: unknown) => {
      thrown = error
    })
  })
  return thrown
}

async function deployedOf(treasuryId: string): Promise<number> {
  const { rows } = (await store.db.execute(sql`
    select ((select coalesce(sum(reserve_sats), 0) from node where treasury_id = ${treasuryId} and retired_at is null)
      + (select coalesce(sum(capacity_sats), 0) from channel
          where treasury_id = ${treasuryId} and state not in ('closed', 'failed')))::text as sats`)) as {
    rows: { sats: string }[]
  }
  return Number(rows[0]?.sats)
}

describe('a new lease that the store refuses', () => {
  it('for promising more than is deployed is a conflict about availability', async () => {
    const error = await thrownBy({ sizeSats: sats(100_000_000_000_000) })
    expect(error).toMatchObject({ status: 409, code: 'insufficient_availability' })
  })

  const TOO_MUCH = { sizeSats: sats(100_000_000_000_000) }

  it.each([
    ['admin', adminOf],
    ['its treasury', (ctx: DbCtx) => memberOf(ctx, aPendingLease().treasuryId)],
  ])('tells the %s the figure, its limit and by how much', async (_who, actingAs) => {
    const deployed = await deployedOf(aPendingLease().treasuryId)
    const error = await thrownBy(TOO_MUCH, actingAs)
    const [, by, promised, limit] =
      /^Exceeds by ([\d.]+) BTC: with this 1000000 BTC the treasury would promise ([\d.]+) BTC, above the limit of the ([\d.]+) BTC that it deploys\.$/.exec(
        (error as Error).message,
      ) ?? []
    expect(limit).toBe(btcText(deployed).replace(' BTC', ''))
    const inSats = (text: string | undefined) => Math.round(Number(text) * 1e8)
    expect(inSats(by)).toBe(inSats(promised) - deployed)
    const { availableSats } = (error as ConflictError).fresh ?? {}
    expect(inSats(by)).toBe(TOO_MUCH.sizeSats - Number(availableSats))
    expect(error).toMatchObject({ fresh: { deployedSats: deployed } })
  })

  it('tells a lessee of it, and nothing of what the treasury deploys', async () => {
    const error = await thrownBy(TOO_MUCH, (ctx) => memberOf(ctx, aPendingLease().subscriberId))
    expect(error).toMatchObject({
      code: 'insufficient_availability',
      message: 'The provider can’t promise 1000000 BTC over this term.',
      fresh: null,
    })
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
