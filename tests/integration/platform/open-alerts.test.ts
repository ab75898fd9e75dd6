import { describe, expect, it } from 'vitest'
import { addMs, DAY_MS, fixedClock } from '@/lib/core/time'
import type { DbCtx } from '@/lib/db/context'
import { extendFacts } from '@/lib/domains/liquidity/lifecycle/extend-facts'
import { syncAlerts } from '@/lib/flows/alerts/sync-alerts'
import { closeMonths } from '@/lib/flows/close-month/close-months'
import { runDue } from '@/lib/flows/lifecycle/run-due'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import type { UserCtx } from '@/lib/platform/ctx'
import { acknowledgeNotification } from '@/lib/platform/notification/acknowledge-notification'
import { ALERT_WORDS } from '@/lib/platform/notification/columns'
import { dismissNotification } from '@/lib/platform/notification/dismiss-notification'
import { alertList } from '@/lib/platform/notification/list'
import { countOpen, listBanners } from '@/lib/platform/notification/queries'
import { DEFAULT_PREFERENCES } from '@/lib/platform/preference/rules'
import { readListRequest } from '@/lib/web/list-request'
import type { ViewerCtx } from '@/lib/web/viewer'
import { systemOf } from '@/tests/support/members'
import { ctxOf } from '@/tests/support/people'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('seeded')
const PERSONAS = ['treasury', 'treasury2', 'subscriber', 'subscriber2', 'admin']
const LATER = addMs(REFERENCE_INSTANT, 90 * DAY_MS)

const as = (ctx: DbCtx, name: string): UserCtx => ctxOf(ctx.db, name, ctx.clock)

/** What the alerts page asks for when nothing is chosen. */
function ownView(ctx: UserCtx) {
  const display = { timeZone: 'UTC' }
  const viewer = { ...ctx, display, preferences: DEFAULT_PREFERENCES } as unknown as ViewerCtx
  return readListRequest(viewer, ALERT_WORDS, 'alerts', {})
}

/** Every place that tells how many alerts are open. */
async function countsOf(ctx: UserCtx) {
  const { state } = await alertList.facets(ctx, ownView(ctx))
  const { initial } = ALERT_WORDS.filters.state
  const open = state.filter(({ value }) => initial.some((name) => name === value))
  return {
    bell: await countOpen(ctx),
    banner: (await listBanners(ctx, 3)).total,
    list: (await alertList.page(ctx, ownView(ctx))).matching,
    facets: open.reduce((sum, { count }) => sum + count, 0),
  }
}

async function expectOneCount(ctx: UserCtx): Promise<number> {
  const counts = await countsOf(ctx)
  expect(new Set(Object.values(counts)).size, JSON.stringify(counts)).toBe(1)
  return counts.bell
}

it('are counted alike everywhere, on the first day and 90 days later, before and after the tick', () =>
  store.inRollback(async (ctx) => {
    const later = { ...ctx, clock: fixedClock(LATER) }
    for (const name of PERSONAS) {
      expect(await expectOneCount(as(ctx, name))).toBeGreaterThan(0)
      await expectOneCount(as(later, name))
    }
    const system = systemOf(later)
    await runDue(system)
    await extendFacts(system)
    await closeMonths(system)
    await syncAlerts(system)
    for (const name of PERSONAS) await expectOneCount(as(later, name))
  }))

describe.each(PERSONAS)('the open alerts of %s', (name) => {
  it('lose what was dismissed and keep what was acknowledged, which has no banner any more', () =>
    store.inRollback(async (ctx) => {
      const me = as(ctx, name)
      const before = await expectOneCount(me)
      const [first, second] = (await listBanners(me, 3)).rows
      await acknowledgeNotification(me, { id: first?.id ?? '' })
      expect(await expectOneCount(me)).toBe(before)
      const banners = await listBanners(me, 3)
      expect(banners.rows.map(({ id }) => id)).not.toContain(first?.id)
      expect(banners.rows[0]?.id).toBe(second?.id)

      await dismissNotification(me, { id: second?.id ?? '' })
      expect(await expectOneCount(me)).toBe(before - 1)
    }))
})

it('keeps the banner of an alert for the colleagues of who acknowledged it', () =>
  store.inRollback(async (ctx) => {
    const [me, colleague] = [as(ctx, 'treasury'), as(ctx, 'treasury-viewer')]
    const before = await listBanners(colleague, 3)
    await acknowledgeNotification(me, { id: before.rows[0]?.id ?? '' })
    expect(await listBanners(colleague, 3)).toEqual(before)
  }))
