import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { addMs, DAY_MS, fixedClock, HOUR_MS } from '@/lib/core/time'
import type { DbCtx } from '@/lib/db/context'
import { contractTable } from '@/lib/domains/liquidity/contract/table'
import { earlyEndTable } from '@/lib/domains/liquidity/early-end/table'
import { runDue } from '@/lib/flows/lifecycle/run-due'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import { addSignedLease, aPendingLease, leaseOf } from '@/tests/support/delivery'
import { systemOf } from '@/tests/support/members'
import { anEarlyEnd } from '@/tests/support/records'
import { useTestDb } from '@/tests/support/test-db'
import type { LeaseRecord } from '@/types'

const store = useTestDb('seeded')
const startAt = addMs(REFERENCE_INSTANT, -10 * DAY_MS)
const endAt = addMs(REFERENCE_INSTANT, HOUR_MS)
const after = addMs(REFERENCE_INSTANT, 2 * HOUR_MS)
const run = (ctx: DbCtx) => runDue(systemOf({ ...ctx, clock: fixedClock(after) }))

/** Delivered and due to start, but for a contract that nobody has signed. */
const addUnstarted = (ctx: DbCtx, rest: Partial<LeaseRecord>) =>
  addSignedLease(ctx.db, aPendingLease({ startAt, deliveredAt: startAt, ...rest }), {
    status: 'draft',
  })
const signNow = (ctx: DbCtx, leaseId: string) =>
  ctx.db.update(contractTable).set({ status: 'active' }).where(eq(contractTable.leaseId, leaseId))

describe('an event that can’t be carried out', () => {
  it('holds up no other one, and is tried again', () =>
    store.inRollback(async (ctx) => {
      await addUnstarted(ctx, { id: 'lease_aside1', endAt })
      await addSignedLease(
        ctx.db,
        aPendingLease({
          id: 'lease_aside2',
          renewsLeaseId: 'lease_aside1',
          startAt: endAt,
          deliveredAt: startAt,
        }),
      )
      await addSignedLease(
        ctx.db,
        aPendingLease({
          id: 'lease_aside3',
          status: 'active',
          startAt,
          endAt: addMs(endAt, 1),
          deliveredAt: startAt,
        }),
      )
      expect((await run(ctx)).failed).toBe(1)
      expect((await leaseOf(ctx.db, 'lease_aside3')).status).toBe('expired')
      expect((await leaseOf(ctx.db, 'lease_aside2')).status).toBe('pending')
      await signNow(ctx, 'lease_aside1')
      expect((await run(ctx)).failed).toBe(0)
      expect((await leaseOf(ctx.db, 'lease_aside1')).status).toBe('expired')
      expect((await leaseOf(ctx.db, 'lease_aside2')).status).toBe('active')
    }))

  it('is an early end whose lease has not started, which is not lost', () =>
    store.inRollback(async (ctx) => {
      const lease = await addUnstarted(ctx, { id: 'lease_aside4' })
      await ctx.db
        .insert(earlyEndTable)
        .values(anEarlyEnd({ leaseId: lease.id, status: 'approved', effectiveAt: endAt }))
      expect((await run(ctx)).failed).toBe(1)
      await signNow(ctx, lease.id)
      expect((await run(ctx)).failed).toBe(0)
      expect((await leaseOf(ctx.db, lease.id)).status).toBe('terminated')
    }))
})
