import { eq, sql } from 'drizzle-orm'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { WaitingPanels } from '@/app/(treasury)/treasury/_components/waiting-panels'
import { loadOverview } from '@/app/(treasury)/treasury/load-overview'
import { sats } from '@/lib/core/money'
import { addMs, DAY_MS, HOUR_MS } from '@/lib/core/time'
import type { DbCtx } from '@/lib/db/context'
import { payoutTable } from '@/lib/domains/billing/payout/table'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import { DEFAULT_PREFERENCES } from '@/lib/platform/preference/rules'
import type { ViewerCtx } from '@/lib/web/viewer'
import { rowsOf } from '@/tests/support/ledger-sql'
import { memberOf, TREASURY_IDS } from '@/tests/support/members'
import { useTestDb } from '@/tests/support/test-db'
import type { PayoutRecord } from '@/types'

const store = useTestDb('seeded')
const NOW = new Date(REFERENCE_INSTANT)
const DISPLAY = { unit: 'sats', timeZone: 'UTC' } as const

/** An owner who has just opened the overview. */
const viewerOf = (ctx: DbCtx, treasuryId: string): ViewerCtx => ({
  ...memberOf(ctx, treasuryId),
  sessionId: 'session_of_a_reader',
  sessionLeft: { idleSeconds: 3600, lifeSeconds: 3600 },
  memberships: [],
  preferences: DEFAULT_PREFERENCES,
  demoWorld: null,
  liveCursor: 0,
  display: DISPLAY,
})

/** What the overview says of the next payout, as a figure and in words. */
async function shown(ctx: DbCtx, treasuryId = 'trs_001') {
  const overview = await loadOverview(viewerOf(ctx, treasuryId))
  if (overview === null) throw new Error(`No overview of ${treasuryId}`)
  const { nextPayout } = overview
  const html = renderToStaticMarkup(
    <WaitingPanels
      overview={{ renewals: [], contracts: [], nextPayout }}
      viewer={DISPLAY}
      now={NOW}
    />,
  )
  const words = html.slice(html.indexOf('Next payout')).replace(/<[^>]+>/g, ' ')
  return { payout: nextPayout, words: words.replace(/\s+/g, ' ') }
}

/** The payouts of trs_001 are these and no others. */
async function setPayouts(ctx: DbCtx, ...rows: Partial<PayoutRecord>[]): Promise<void> {
  await ctx.db.delete(payoutTable).where(eq(payoutTable.treasuryId, 'trs_001'))
  if (rows.length === 0) return
  await ctx.db.insert(payoutTable).values(
    rows.map((row, index) => ({
      id: `pay_made0${index}`,
      treasuryId: 'trs_001',
      amountSats: sats(1_234_567),
      address: 'bc1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq0made',
      method: 'onchain' as const,
      status: 'scheduled' as const,
      scheduledFor: addMs(NOW, 5 * DAY_MS),
      txid: null,
      createdAt: addMs(NOW, -20 * DAY_MS),
      ...row,
    })),
  )
}

describe('the next payout on a treasury’s overview', () => {
  it('is the first of its own that is not sent, as the table says', async () => {
    for (const treasuryId of TREASURY_IDS) {
      const [row] = await rowsOf(
        store.db,
        sql`
        select id, amount_sats::text as sats,
          (extract(epoch from scheduled_for) * 1000)::bigint::text as due
        from payout where treasury_id = ${treasuryId} and status in ('scheduled', 'approved')
        order by scheduled_for limit 1`,
      )
      const { payout } = await shown(store.ctx, treasuryId)
      expect(payout?.id ?? null).toBe(row?.id ?? null)
      expect(payout?.amountSats ?? null).toBe(row === undefined ? null : Number(row.sats))
      expect(payout === null ? null : Date.parse(payout.scheduledFor)).toBe(
        row === undefined ? null : Number(row.due),
      )
    }
  })

  it('has its figure and date of the facts, the earliest before all', () =>
    store.inRollback(async (ctx) => {
      await setPayouts(
        ctx,
        { id: 'pay_later', scheduledFor: addMs(NOW, 6 * DAY_MS), amountSats: sats(1) },
        { id: 'pay_next', scheduledFor: '2026-11-25T08:00:00.000Z' },
        { id: 'pay_sent', status: 'sent', scheduledFor: addMs(NOW, -DAY_MS) },
        { id: 'pay_failed', status: 'failed', scheduledFor: addMs(NOW, DAY_MS) },
      )
      await ctx.db
        .update(payoutTable)
        .set({ scheduledFor: addMs(NOW, HOUR_MS) })
        .where(eq(payoutTable.treasuryId, 'trs_002'))
      const { payout, words } = await shown(ctx)
      expect(payout).toMatchObject({ id: 'pay_next', amountSats: 1_234_567, isOverdue: false })
      expect(words).toContain('1,234,567')
      expect(words).toContain('25 Nov 2026')
      expect(words).toContain('Scheduled')
      expect(words).not.toContain('Overdue')
    }))

  it('is overdue the instant after its time, approved or not, and says by how much', () =>
    store.inRollback(async (ctx) => {
      for (const status of ['scheduled', 'approved'] as const) {
        await setPayouts(ctx, { status, scheduledFor: REFERENCE_INSTANT })
        expect((await shown(ctx)).payout).toMatchObject({ isOverdue: false })
        await setPayouts(ctx, { status, scheduledFor: addMs(NOW, -1) })
        expect((await shown(ctx)).payout).toMatchObject({ isOverdue: true })
        await setPayouts(ctx, { status, scheduledFor: addMs(NOW, -3 * DAY_MS) }, {})
        const { payout, words } = await shown(ctx)
        expect(payout).toMatchObject({ id: 'pay_made00', isOverdue: true })
        expect(words).toContain('17 Nov 2026')
        expect(words).toContain('Overdue by 3 days')
      }
    }))

  it('is none once all are sent', () =>
    store.inRollback(async (ctx) => {
      await setPayouts(ctx, { status: 'sent', scheduledFor: addMs(NOW, -DAY_MS) })
      const { payout, words } = await shown(ctx)
      expect(payout).toBeNull()
      expect(words).toContain('No payout is scheduled.')
    }))
})
