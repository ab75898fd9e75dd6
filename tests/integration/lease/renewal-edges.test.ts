import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { addMs, DAY_MS } from '@/lib/core/time'
import type { DbCtx } from '@/lib/db/context'
import { invoiceTable } from '@/lib/domains/billing/invoice/table'
import { LESSEE_BLOCK, renewalBlockers } from '@/lib/domains/liquidity/renewal/block-rules'
import { renewalTable } from '@/lib/domains/liquidity/renewal/table'
import { getLeaseForm } from '@/lib/flows/lease-form/get-lease-form'
import { listEveryLeaseView } from '@/lib/flows/lease-view/queries'
import { answerRenewal } from '@/lib/flows/renewal/answer-renewal'
import { renewalFactsOf } from '@/lib/flows/renewal/renewal-facts'
import { requestRenewal } from '@/lib/flows/renewal/request-renewal'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import { at, findLease, refusal, signerOf } from '@/tests/support/lease-life'
import { memberOf } from '@/tests/support/members'
import { useTestDb } from '@/tests/support/test-db'
import type { LeaseRecord } from '@/types'

const store = useTestDb('seeded')

/** An active lease of trs_001 to sub_001 whose lessee owes nothing and that nothing is asked about. */
async function aRunning(ctx: DbCtx): Promise<LeaseRecord> {
  await ctx.db.update(invoiceTable).set({ status: 'paid' })
  await ctx.db
    .update(renewalTable)
    .set({ status: 'withdrawn' })
    .where(eq(renewalTable.status, 'requested'))
  return findLease(
    ctx,
    { treasuryId: 'trs_001', subscriberId: 'sub_001', status: 'active' },
    ({ endAt }) => endAt < addMs(REFERENCE_INSTANT, 60 * DAY_MS),
  )
}

const askAt = async (ctx: DbCtx, leaseId: string, instant: string) =>
  requestRenewal(await signerOf(at(ctx, instant), 'sub_001'), { leaseId, termDays: 90 })

describe('an invoice that is paid in part', () => {
  const OVERDUE = 'An invoice of the subscriber is overdue by more than 7 days.'
  const WEEK_AGO = addMs(REFERENCE_INSTANT, -7 * DAY_MS)

  /** One invoice of an organisation is half paid, due at an instant; all others are settled. */
  async function halfPaid(ctx: DbCtx, subscriberId: string, dueAt: string): Promise<void> {
    const [invoice] = await ctx.db
      .select()
      .from(invoiceTable)
      .where(eq(invoiceTable.subscriberId, subscriberId))
    if (invoice === undefined) throw new Error(`No invoice of ${subscriberId}`)
    await ctx.db
      .update(invoiceTable)
      .set({ status: 'partially_paid', dueAt })
      .where(eq(invoiceTable.id, invoice.id))
  }

  /** What keeps this organisation from renewing, as list and form tell it. */
  async function blocks(ctx: DbCtx, leaseId: string, who: string) {
    const me = memberOf(ctx, who)
    const view = (await listEveryLeaseView(me)).find(({ id }) => id === leaseId)
    const { renew } = await getLeaseForm(me, { leaseId, action: 'renew' })
    const offered = view?.actions.find(({ name }) => name === 'renew')
    return { list: offered?.blockedBy, form: renew?.blockers }
  }

  it('and overdue by more than 7 days stands against a renewal: in list, form and command', () =>
    store.inRollback(async (ctx) => {
      const { id: leaseId } = await aRunning(ctx)
      await halfPaid(ctx, 'sub_001', addMs(WEEK_AGO, -1))
      await expect(askAt(ctx, leaseId, REFERENCE_INSTANT)).rejects.toMatchObject({
        code: 'lease_not_renewable',
        message: OVERDUE,
      })
      expect(await blocks(ctx, leaseId, 'sub_001')).toEqual({ list: OVERDUE, form: [OVERDUE] })
      // What its lessee owes is none of a treasury's business.
      expect(await blocks(ctx, leaseId, 'trs_001')).toEqual({
        list: LESSEE_BLOCK,
        form: [LESSEE_BLOCK],
      })
    }))

  it('does not while it is overdue by 7 days or less', () =>
    store.inRollback(async (ctx) => {
      const { id: leaseId } = await aRunning(ctx)
      await halfPaid(ctx, 'sub_001', WEEK_AGO)
      expect(await blocks(ctx, leaseId, 'sub_001')).toEqual({ list: null, form: [] })
      expect((await askAt(ctx, leaseId, REFERENCE_INSTANT)).kind).toBe('renewal')
    }))

  it('does not when another subscriber owes it', () =>
    store.inRollback(async (ctx) => {
      const { id: leaseId } = await aRunning(ctx)
      await halfPaid(ctx, 'sub_002', addMs(WEEK_AGO, -30 * DAY_MS))
      expect(await blocks(ctx, leaseId, 'sub_001')).toEqual({ list: null, form: [] })
      expect((await askAt(ctx, leaseId, REFERENCE_INSTANT)).kind).toBe('renewal')
    }))

  it('keeps a renewal that was asked before from being accepted', () =>
    store.inRollback(async (ctx) => {
      const { id: leaseId } = await aRunning(ctx)
      const asked = await askAt(ctx, leaseId, REFERENCE_INSTANT)
      const renewalId = asked.kind === 'renewal' ? asked.renewal.id : ''
      await halfPaid(ctx, 'sub_001', addMs(WEEK_AGO, -1))
      const lessor = await signerOf(ctx, 'trs_001')
      expect(await refusal(ctx, () => answerRenewal(lessor, { renewalId, accept: true }))).toBe(
        'lease_not_renewable',
      )
    }))
})

describe('the instants between which a lease may be renewed', () => {
  const before = (lease: LeaseRecord, days: number, ms = 0) =>
    addMs(lease.endAt, -days * DAY_MS + ms)
  const code = (ctx: DbCtx, leaseId: string, instant: string) =>
    refusal(ctx, () => askAt(ctx, leaseId, instant))

  it('begin exactly 60 days before its end, on the rule', () =>
    store.inRollback(async (ctx) => {
      const lease = await aRunning(ctx)
      const facts = await renewalFactsOf(memberOf(ctx, 'sub_001'), lease)
      for (const side of ['subscriber', 'treasury'] as const) {
        const told = (instant: string) => renewalBlockers(lease, facts, side, new Date(instant))
        expect(told(before(lease, 60))).toEqual([])
        expect(told(before(lease, 60, -1))).toEqual([
          expect.stringMatching(/^Renewals open 60 days before the end, on /),
        ])
      }
    }))

  it('begin exactly 60 days before its end, on the command', () =>
    store.inRollback(async (ctx) => {
      const lease = await aRunning(ctx)
      expect(await code(ctx, lease.id, before(lease, 60, -1))).toBe('lease_not_renewable')
      const answer = await askAt(ctx, lease.id, before(lease, 60))
      expect(answer).toMatchObject({
        kind: 'renewal',
        renewal: { leaseId: lease.id, createdAt: before(lease, 60) },
      })
    }))

  it('pass at its end, from which the same asks the market', () =>
    store.inRollback(async (ctx) => {
      const lease = await aRunning(ctx)
      const last = addMs(lease.endAt, -1)
      expect((await askAt(ctx, lease.id, last)).kind).toBe('renewal')
      await ctx.db
        .update(renewalTable)
        .set({ status: 'withdrawn' })
        .where(eq(renewalTable.leaseId, lease.id))
      expect((await askAt(ctx, lease.id, lease.endAt)).kind).toBe('ticket')
    }))
})
