import { and, eq, inArray } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { addMs, DAY_MS, fixedClock, HOUR_MS, MINUTE_MS } from '@/lib/core/time'
import type { DbCtx } from '@/lib/db/context'
import { invoiceTable } from '@/lib/domains/billing/invoice/table'
import { contractTable } from '@/lib/domains/liquidity/contract/table'
import { leaseTable } from '@/lib/domains/liquidity/lease/table'
import { extendFacts } from '@/lib/domains/liquidity/lifecycle/extend-facts'
import { closeMonths } from '@/lib/flows/close-month/close-months'
import { payDemoInvoices } from '@/lib/flows/close-month/pay-demo-invoices'
import { getLeaseView } from '@/lib/flows/lease-view/get-lease-view'
import { completeSettled } from '@/lib/flows/lifecycle/complete-settled'
import { runDue } from '@/lib/flows/lifecycle/run-due'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import { storyOf } from '@/tests/support/lease-life'
import { adminOf, memberOf, systemOf } from '@/tests/support/members'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('seeded')
const later = (days: number, hours = 0) => addMs(REFERENCE_INSTANT, days * DAY_MS + hours * HOUR_MS)
const at = (ctx: DbCtx, instant: string): DbCtx => ({ ...ctx, clock: fixedClock(instant) })

/** One tick of the server at an instant. */
async function tick(ctx: DbCtx, instant: string): Promise<void> {
  const system = systemOf(at(ctx, instant))
  await runDue(system)
  for (const job of [extendFacts, closeMonths, payDemoInvoices, completeSettled]) await job(system)
}

const expiredIds = async (ctx: DbCtx) =>
  (
    await ctx.db
      .select({ id: leaseTable.id })
      .from(leaseTable)
      .where(eq(leaseTable.status, 'expired'))
      .orderBy(leaseTable.id)
  ).map(({ id }) => id)

async function settlementOf(ctx: DbCtx, leaseId: string) {
  const [lease] = await ctx.db.select().from(leaseTable).where(eq(leaseTable.id, leaseId))
  const [contract] = await ctx.db
    .select()
    .from(contractTable)
    .where(eq(contractTable.leaseId, leaseId))
  return {
    status: lease?.status,
    endedAt: lease?.endedAt,
    contract: contract?.status,
    completedAt: contract?.completedAt,
  }
}

describe('an expired lease', () => {
  it('stays expired while a month is not billed or an invoice is not paid', () =>
    store.inRollback(async (ctx) => {
      const expired = await expiredIds(ctx)
      expect(expired).toHaveLength(3)
      await tick(ctx, REFERENCE_INSTANT)
      const open = await expiredIds(ctx)
      expect(open).toHaveLength(2)
      // The third one ended in a month that is billed and paid already.
      const [settled = ''] = expired.filter((id) => !open.includes(id))
      expect(await settlementOf(ctx, settled)).toMatchObject({
        status: 'completed',
        endedAt: '2026-11-06T13:00:00.000Z',
      })
    }))

  it('is completed with its contract as of the instant at which the last invoice was paid', () =>
    store.inRollback(async (ctx) => {
      await tick(ctx, REFERENCE_INSTANT)
      // The lessee of the other one leaves an invoice unpaid.
      const [unpaid = '', id = ''] = await expiredIds(ctx)
      await tick(ctx, later(40))
      expect(await settlementOf(ctx, unpaid)).toMatchObject({ status: 'expired', endedAt: null })
      const [lease] = await ctx.db.select().from(leaseTable).where(eq(leaseTable.id, id))
      const invoices = await ctx.db
        .select()
        .from(invoiceTable)
        .where(
          and(
            eq(invoiceTable.subscriberId, lease?.subscriberId ?? ''),
            inArray(invoiceTable.period, ['2026-09', '2026-10', '2026-11']),
          ),
        )
      const paidAt = invoices.map((invoice) => invoice.paidAt ?? '').sort()
      expect(paidAt).toHaveLength(3)
      expect(await settlementOf(ctx, id)).toEqual({
        status: 'completed',
        endedAt: paidAt.at(-1),
        contract: 'completed',
        completedAt: paidAt.at(-1),
      })
      expect(await storyOf(ctx, id)).toContain('lease.completed expired completed')
      const drawer = await getLeaseView(adminOf(at(ctx, later(40))), id)
      expect([drawer.lease.status, drawer.lease.contract?.status]).toEqual([
        'completed',
        'completed',
      ])
    }))

  it('has the same rows after a jump as after days that were lived through', async () => {
    const settle = async (instants: readonly string[]) => {
      let rows: unknown
      await store.inRollback(async (ctx) => {
        const expired = await expiredIds(ctx)
        for (const instant of instants) await tick(ctx, instant)
        rows = await Promise.all(expired.map((id) => settlementOf(ctx, id)))
      })
      return rows
    }
    const days = Array.from({ length: 9 }, (_, index) => later(5 * index, 3))
    expect(await settle([later(40, 3)])).toEqual(await settle(days))
  })

  it('that was renewed is completed like any other, so one word stands for one thing', () =>
    store.inRollback(async (ctx) => {
      await tick(ctx, later(120))
      await tick(ctx, addMs(later(120), MINUTE_MS))
      const renewed = await ctx.db
        .select({ renews: leaseTable.renewsLeaseId })
        .from(leaseTable)
        .where(inArray(leaseTable.status, ['active', 'paused', 'expired', 'completed']))
      const ids = renewed.flatMap(({ renews }) => renews ?? [])
      expect(ids.length).toBeGreaterThan(1)
      const old = await ctx.db.select().from(leaseTable).where(inArray(leaseTable.id, ids))
      expect(new Set(old.map(({ status }) => status))).toEqual(new Set(['completed']))
    }))
})

describe('the months of a lease', () => {
  it('are not billed yet until they were closed, for the drawer as for its completion', () =>
    store.inRollback(async (ctx) => {
      const now = at(ctx, later(90))
      await runDue(systemOf(now))
      await completeSettled(systemOf(now))
      const told = async () => {
        const leases = await ctx.db.select().from(leaseTable).orderBy(leaseTable.id)
        return Promise.all(
          leases
            .filter(({ status }) => status === 'expired' || status === 'completed')
            .map(async ({ id, status, endAt }) => {
              const { months } = await getLeaseView(adminOf(now), id)
              const ended = months.filter(({ period }) => period < endAt)
              const isBilled = ended.every(({ invoice, withoutInvoice }) =>
                invoice === null
                  ? withoutInvoice !== 'open'
                  : invoice.status === 'paid' || invoice.status === 'void',
              )
              return { id, isCompleted: status === 'completed', isBilled }
            }),
        )
      }
      const before = await told()
      expect(before.filter(({ isBilled }) => isBilled).length).toBeGreaterThan(0)
      expect(before.filter(({ isBilled }) => !isBilled).length).toBeGreaterThan(3)
      for (const { id, isCompleted, isBilled } of before) expect(isCompleted, id).toBe(isBilled)
      await tick(ctx, later(90))
      const after = await told()
      for (const { id, isCompleted, isBilled } of after) expect(isCompleted, id).toBe(isBilled)
      expect(after.filter(({ isCompleted }) => isCompleted).length).toBeGreaterThan(
        before.filter(({ isCompleted }) => isCompleted).length,
      )
    }))

  it('say of each without an invoice why there is none', () =>
    store.inRollback(async (ctx) => {
      await tick(ctx, later(90))
      const states = new Set<string>()
      const now = at(ctx, later(90))
      for (const { id, subscriberId } of await ctx.db.select().from(leaseTable)) {
        const { months } = await getLeaseView(memberOf(now, subscriberId), id)
        for (const { period, invoice, withoutInvoice } of months) {
          expect((invoice === null) === (withoutInvoice !== null), `${id} ${period}`).toBe(true)
          if (withoutInvoice === null) continue
          states.add(withoutInvoice)
          expect(withoutInvoice === 'open', `${id} ${period}`).toBe(period >= '2027-02')
          expect(withoutInvoice === 'archived', `${id} ${period}`).toBe(period < '2026-08')
        }
      }
      expect(states).toContain('open')
      expect(states).toContain('archived')
    }))
})
