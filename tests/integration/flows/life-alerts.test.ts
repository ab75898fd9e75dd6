import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { addMs, DAY_MS, fixedClock, HOUR_MS } from '@/lib/core/time'
import type { DbCtx } from '@/lib/db/context'
import { syncAlerts } from '@/lib/flows/alerts/sync-alerts'
import { runDue } from '@/lib/flows/lifecycle/run-due'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import { deliver } from '@/tests/support/delivery'
import { rowsOf } from '@/tests/support/ledger-sql'
import { systemOf } from '@/tests/support/members'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('seeded')
const later = (days: number, hours = 0) => addMs(REFERENCE_INSTANT, days * DAY_MS + hours * HOUR_MS)

async function live(ctx: DbCtx, instant: string): Promise<void> {
  const system = systemOf({ ...ctx, clock: fixedClock(instant) })
  await runDue(system)
  await syncAlerts(system)
}

/** Audiences of the open episodes of a rule, by what they are about. */
async function openBy(ctx: DbCtx, rule: string): Promise<Record<string, string[]>> {
  const rows = await rowsOf(
    ctx.db,
    sql`select split_part(dedupe_key, ':', 2) as subject, audience from notification
      where rule = ${rule} and resolved_at is null order by 1, 2`,
  )
  const found: Record<string, string[]> = {}
  for (const { subject, audience } of rows) {
    const key = String(subject)
    found[key] = [...(found[key] ?? []), String(audience)]
  }
  return found
}

describe('alerts of a lease life', () => {
  it('tell the side that has to answer a renewal, until it lapses; then both for a week', () =>
    store.inRollback(async (ctx) => {
      await live(ctx, later(0))
      const waiting = await openBy(ctx, 'renewal-waiting')
      expect(Object.values(waiting)).toEqual([['treasury'], ['treasury']])
      await live(ctx, later(4))
      expect(await openBy(ctx, 'renewal-waiting')).toEqual({})
      const lapsed = await openBy(ctx, 'renewal-lapsed')
      expect(Object.keys(lapsed)).toEqual(Object.keys(waiting))
      expect(Object.values(lapsed)).toEqual([
        ['subscriber', 'treasury'],
        ['subscriber', 'treasury'],
      ])
      await live(ctx, later(8))
      expect(await openBy(ctx, 'renewal-lapsed')).toEqual(lapsed)
      await live(ctx, later(12))
      expect(await openBy(ctx, 'renewal-lapsed')).toEqual({})
    }))

  it('ask each party for the signature that is missing', () =>
    store.inRollback(async (ctx) => {
      await live(ctx, later(0))
      const asked = Object.values(await openBy(ctx, 'contract-to-sign')).map((to) => to.join())
      expect(asked.sort()).toEqual(['subscriber,treasury', 'subscriber,treasury', 'treasury'])
      await live(ctx, later(8))
      expect(await openBy(ctx, 'contract-to-sign')).toEqual({})
      const lapsed = await openBy(ctx, 'reservation-lapsed')
      expect(Object.keys(lapsed)).toHaveLength(6)
      expect(new Set(Object.values(lapsed).flat())).toEqual(new Set(['admin']))
    }))

  it('tell both parties of a contract that lapsed with one signature, for a week', () =>
    store.inRollback(async (ctx) => {
      await live(ctx, later(0))
      expect(await openBy(ctx, 'contract-lapsed')).toEqual({})
      await live(ctx, later(4))
      expect(Object.values(await openBy(ctx, 'contract-lapsed'))).toEqual([
        ['subscriber', 'treasury'],
      ])
      const said = await rowsOf(
        ctx.db,
        sql`select audience, message from notification where rule = 'contract-lapsed' order by audience`,
      )
      expect(String(said[0]?.message)).toContain('did not sign within the time')
      expect(String(said[1]?.message)).toContain('Your side did not sign')
      await live(ctx, later(12))
      expect(await openBy(ctx, 'contract-lapsed')).toEqual({})
    }))

  it('tell of an opening that takes more than six hours until it is done', () =>
    store.inRollback(async (ctx) => {
      await live(ctx, later(0))
      expect(Object.values(await openBy(ctx, 'channel-stuck'))).toEqual([['admin', 'treasury']])
      await live(ctx, later(0, 4))
      expect(Object.keys(await openBy(ctx, 'channel-stuck'))).toHaveLength(2)
      await live(ctx, later(3))
      expect(await openBy(ctx, 'channel-stuck')).toEqual({})
    }))

  it('tell both parties of a lease that started later than planned', () =>
    store.inRollback(async (ctx) => {
      const lease = await deliver(ctx)
      await live(ctx, later(0, 3))
      expect(await openBy(ctx, 'lease-late-start')).toEqual({
        [lease.id]: ['subscriber', 'treasury'],
      })
      await live(ctx, later(8))
      expect(await openBy(ctx, 'lease-late-start')).toEqual({})
    }))
})
