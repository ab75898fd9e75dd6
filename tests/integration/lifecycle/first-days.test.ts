import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { addMs, DAY_MS, fixedClock, HOUR_MS } from '@/lib/core/time'
import { leaseTable } from '@/lib/domains/liquidity/lease/table'
import { nextDue } from '@/lib/domains/liquidity/lifecycle/next-due'
import { handleEvent } from '@/lib/flows/lifecycle/handle-event'
import { runDue } from '@/lib/flows/lifecycle/run-due'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import { createWorld } from '@/lib/mock-data/world'
import { systemOf } from '@/tests/support/members'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('seeded')
const later = (hours: number) => addMs(REFERENCE_INSTANT, hours * HOUR_MS)

describe('the first days of the seeded world', () => {
  it('have nothing due for 22 hours, so that what was seeded stays as it is', async () => {
    expect(await nextDue(store.ctx, new Date(later(22)))).toBeNull()
  })

  it('bring openings, starts and ends by themselves for a day and a half, and no lapse', () =>
    store.inRollback(async (ctx) => {
      const kinds = new Set<string>()
      const now = new Date(later(36))
      for (let event = await nextDue(ctx, now); event !== null; event = await nextDue(ctx, now)) {
        kinds.add(event.kind)
        expect(await handleEvent(systemOf(ctx), event)).toBe(true)
      }
      expect([...kinds].sort()).toEqual(['lease_end', 'lease_start', 'operation_step'])
    }))

  it('start both leases that are opening at their planned instants', () =>
    store.inRollback(async (ctx) => {
      const opening = await ctx.db.select().from(leaseTable).where(eq(leaseTable.status, 'pending'))
      await runDue(systemOf({ ...ctx, clock: fixedClock(later(48)) }))
      const active = await ctx.db.select().from(leaseTable).where(eq(leaseTable.status, 'active'))
      const started = opening.filter(({ id }) => active.some((lease) => lease.id === id))
      expect(started).toHaveLength(2)
      for (const { id, startAt, endAt } of started) {
        expect(active.find((lease) => lease.id === id)).toMatchObject({ startAt, endAt })
      }
    }))

  it('lapse nothing too early, whatever the seed and the day', () => {
    for (let seed = 1; seed <= 12; seed += 1) {
      const { records, now } = createWorld({
        seed,
        now: new Date(Date.UTC(2026, seed - 1, seed * 2)),
        scale: 1,
      })
      const after = (hours: number) => addMs(now, hours * HOUR_MS)
      for (const { status, expiresAt, note } of records.allocations) {
        if (status !== 'reserved' || expiresAt === null) continue
        expect(expiresAt >= after(48), note ?? 'not extended').toBe(true)
      }
      for (const { status, respondBy } of records.renewals) {
        if (status === 'requested') expect(respondBy >= after(36)).toBe(true)
      }
      for (const { status, updatedAt } of records.tickets) {
        if (status === 'pending') expect(addMs(updatedAt, 30 * DAY_MS) >= after(120)).toBe(true)
      }
      expect(records.channelOperations).toHaveLength(2)
      for (const { dueAt } of records.channelOperations) {
        expect(dueAt !== null && dueAt > after(22)).toBe(true)
      }
    }
  })
})
